"""`scrapy report`: the pictures of the archive as one file."""

import argparse
import locale
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from archive.charts.draw import can_draw
from archive.charts.page import report
from archive.charts.words import Language
from archive.database import open_database, path_of, refusals_named
from archive.errors import InputError
from archive.export.output import STDOUT, opened
from archive.export.selection import as_day
from archive.views.figures.scope import Scope, site_labels
from scraper.archive_command import ArchiveCommand, no_arguments


class Command(ArchiveCommand):
    """Reads one consistent state of the archive, also while a crawl is writing."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Draw the archive: articles over time, sources, how stories spread, damage and gaps, in one HTML file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds the file, the filters and the language."""
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", default="report.html", help="default: report.html; - is standard output"
        )
        parser.add_argument("--site", help="only articles of this site")
        parser.add_argument("--since", metavar="YYYY-MM-DD", help="only articles of this day and later")
        parser.add_argument("--until", metavar="YYYY-MM-DD", help="only articles of this day and earlier")
        parser.add_argument("--lang", choices=("en", "zh"), help="language of the labels (default: that of the system)")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when the file is whole, 1 when it could not be drawn or written."""
        no_arguments(args, "report")
        if not can_draw():
            raise InputError("nothing here can draw; run: pip install 'union-news-archive[report]'")
        name = opts.output
        if name != STDOUT and not Path(name).parent.is_dir():
            raise InputError(f"there is no folder {Path(name).parent}; make it, or name another file with -o")
        scope = Scope(opts.site, as_day("since", opts.since), as_day("until", opts.until))
        db = open_database(self.directory, create=False)
        try:
            with refusals_named(path_of(db)), db.atomic():
                if scope.site and scope.site not in site_labels(db):
                    raise InputError(f"the archive has no site {scope.site}; see them with: scrapy status")
                page = report(db, scope, opts.lang or spoken(), datetime.now(UTC).date())
        finally:
            db.close()
        written = page.encode()
        with opened(name) as file:
            file.write(written)
        print(f"report: {len(written):,} bytes to {name}", file=sys.stderr if name == STDOUT else sys.stdout)
        return 0


def spoken() -> Language:
    """The language that the environment asks for (POSIX.1-2017, section 8.2); English unless that is Chinese."""
    asked = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), None)
    asked = asked or locale.getlocale()[0] or ""
    return "zh" if asked.lower().startswith(("zh", "chinese")) else "en"
