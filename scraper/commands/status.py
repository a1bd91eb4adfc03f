"""`scrapy status`: how each site stands."""

import argparse

from archive.crawls import SiteStatus, site_statuses
from archive.database import open_database, path_of, refusals_named
from scraper.archive_command import ArchiveCommand, no_arguments, table

HEADINGS = ("site", "articles", "repaired", "reprints", "failures", "last run", "outcome", "new", "changed", "failed")


class Command(ArchiveCommand):
    """Prints one line a site."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Show per site: articles, repairs, reprints, failures, and the last run"

    def work(self, args: list[str], _opts: argparse.Namespace) -> int:
        """Print the table."""
        no_arguments(args, "status")
        db = open_database(self.directory, create=False)
        try:
            with refusals_named(path_of(db)):
                rows = [_row(status) for status in site_statuses(db)]
        finally:
            db.close()
        print(table(HEADINGS, rows) if rows else "The archive is empty: run scrapy crawl SITE or scrapy ingest PATH.")
        return 0


def _row(status: SiteStatus) -> tuple[object, ...]:
    return (
        status.site,
        status.articles,
        status.repaired,
        status.duplicates,
        status.failures,
        status.last_run and status.last_run[:16].replace("T", " "),
        status.outcome,
        status.new,
        status.changed,
        status.failed,
    )
