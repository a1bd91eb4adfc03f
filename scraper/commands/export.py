"""`scrapy export`: articles into a file that other programs read."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scrapy.exceptions import UsageError

from archive.database import Database, open_database
from archive.errors import InputError
from archive.export.articles import columns, records, rows
from archive.export.jsonl import write_jsonl
from archive.export.output import STDOUT, opened
from archive.export.parquet import write_parquet
from archive.export.selection import Selection, as_day
from archive.export.spreadsheet import write_csv
from archive.export.wacz.writer import WaczExport
from archive.warc.writer import WARC_FOLDER
from scraper.addon import SOFTWARE
from scraper.archive_command import ArchiveCommand, complain, no_arguments
from scraper.progress import ProgressLine

FORMATS = ("jsonl", "csv", "parquet", "wacz")
STREAMS = ("jsonl", "csv")


class Command(ArchiveCommand):
    """Reads one consistent state of the archive, also while a crawl is writing."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Write articles to a file: jsonl (loses nothing), csv, parquet, or wacz with the raw pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds the format, the file, and the filters."""
        super().add_options(parser)
        parser.add_argument("--format", required=True, choices=FORMATS, help="the form of the file")
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="default: articles.FORMAT here; - is standard output (jsonl, csv)"
        )
        parser.add_argument("--site", help="only articles of this site")
        parser.add_argument("--since", metavar="YYYY-MM-DD", help="only articles of this day and later")
        parser.add_argument("--until", metavar="YYYY-MM-DD", help="only articles of this day and earlier")
        parser.add_argument("--source", help="only articles that credit this source")
        parser.add_argument("--script", help="only articles in this script: Hans or Hant")
        parser.add_argument("--query", metavar="WORDS", default="", help="only articles with all of these words")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when the file is whole, 1 when raw pages are missing from it or it could not be written."""
        no_arguments(args, "export")
        name = opts.output or f"articles.{opts.format}"
        if name == STDOUT and opts.format not in STREAMS:
            raise UsageError(f"{opts.format} needs a file: name one with -o FILE")
        if name != STDOUT and not Path(name).parent.is_dir():
            raise InputError(f"there is no folder {Path(name).parent}; make it, or name another file with -o")
        selection = selection_of(opts)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops it, no half file is left
        db = open_database(self.directory, create=False)
        try:
            return self._export(db, selection, opts.format, name)
        except BrokenPipeError:  # the reader of standard output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        except KeyboardInterrupt:
            complain("stopped; no file was left")
            return 130
        finally:
            db.close()

    def _export(self, db: Database, selection: Selection, form: str, name: str) -> int:
        progress = ProgressLine()
        problems: list[str] = []
        with db.atomic(), opened(name) as file:
            total = selection.count(db)
            undated = selection.count_undated(db)
            for done in self._write(db, selection, form, file, problems):
                progress.show(f"export: {done} of {total} articles" if form != "wacz" else f"export: {done} captures")
        progress.clear()
        for problem in problems:
            complain(problem)
        left_out = f"; {undated} without a date left out" if undated else ""
        print(f"export: {total} articles to {name}{left_out}", file=sys.stderr if name == STDOUT else sys.stdout)
        return 1 if problems else 0

    def _write(
        self, db: Database, selection: Selection, form: str, file: BinaryIO, problems: list[str]
    ) -> Iterator[int]:
        """Write in one of the forms; yields how much is done, fills `problems`."""
        if form == "jsonl":
            yield from write_jsonl(file, records(db, selection))
        elif form == "csv":
            yield from write_csv(file, list(columns(db)), rows(db, selection))
        elif form == "parquet":
            yield from write_parquet(file, columns(db), records(db, selection))
        else:
            package = WaczExport(db, selection, self.directory / WARC_FOLDER, SOFTWARE)
            yield from package.write(file)
            problems += package.problems


def selection_of(opts: argparse.Namespace) -> Selection:
    """The filters of a command line.

    Raises:
        InputError: a day is none.
    """
    return Selection(
        site=opts.site,
        since=as_day("since", opts.since),
        until=as_day("until", opts.until),
        source=opts.source,
        script=opts.script,
        words=tuple(opts.query.split()),
    )
