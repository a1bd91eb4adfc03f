"""`scrapy browse`: Datasette over the archive, with this project's configuration."""

import argparse
import os
import sys
from importlib.util import find_spec

from archive.database import FILE_NAME, open_database
from archive.errors import InputError
from archive.site import PLUGINS
from scraper.archive_command import ArchiveCommand, no_arguments


class Command(ArchiveCommand):
    """Runs until Ctrl-C."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Open the archive in Datasette, on this machine only"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --port and --open."""
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=8001, help="port on 127.0.0.1 (default: 8001; 0 takes any)")
        parser.add_argument("--open", action="store_true", help="open it in a web browser")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 until Datasette is stopped, 1 when there is no archive to open."""
        no_arguments(args, "browse")
        if find_spec("datasette") is None:
            raise InputError("Datasette is not installed; run: pip install 'union-news-archive[browse]'")
        open_database(self.directory, create=False).close()
        command = [sys.executable, "-m", "datasette", str(self.directory / FILE_NAME), "--port", str(opts.port)]
        command += ["--plugins-dir", str(PLUGINS)]  # they bring descriptions, pages and the search box
        command += ["--setting", "sql_time_limit_ms", "5000", "--setting", "facet_time_limit_ms", "1000"]
        command += ["--setting", "truncate_cells_html", "120"]  # tables show how a text begins
        command += ["--setting", "suggest_facets", "off"]  # those that tell something are set
        if opts.open:
            command.append("--open")
        os.execv(command[0], command)  # noqa: S606  (no shell; our own interpreter and arguments)
