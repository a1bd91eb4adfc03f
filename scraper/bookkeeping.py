"""Keeps the row of a crawl in archive.db, shows progress on a terminal, and says at the end what was done."""

import logging
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from archive.crawls import COUNTS, begin_crawl, end_crawl
from archive.database import FILE_NAME, open_database, refusals_named
from archive.errors import ArchiveError
from pipelines.halt import STAT
from scraper.progress import ProgressLine

logger = logging.getLogger(__name__)
OUTCOME = "archive/outcome"


class Bookkeeping:
    """Scrapy extension: one `crawls` row for each run, and its closing line."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._directory = Path(crawler.settings["ARCHIVE_DIR"])
        self._progress = ProgressLine()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.response_received, signal=signals.response_received)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin the row."""
        spider = self._crawler.spider
        assert spider
        self._site = spider.name
        self._db = open_database(self._directory)
        self._crawl_id = begin_crawl(self._db, spider.name)
        if not self._crawler.settings.get("CONTACT"):
            logger.warning("no contact given; set ARCHIVE_CONTACT or -s CONTACT=… so that a site's owner can reach you")

    def response_received(self) -> None:
        """Renew the line on the terminal."""
        self._progress.show(summary_line(self._site, self.counts()))

    def counts(self) -> dict[str, int]:
        """Pages fetched, and articles by what storing them did."""
        stats = self._crawler.stats
        assert stats
        names: dict[str, Any] = {name: stats.get_value(f"archive/{name}", 0) for name in COUNTS}
        names["fetched"] = stats.get_value("response_received_count", 0)
        return names

    def spider_closed(self, reason: str) -> None:
        """End the row and print the closing line."""
        self._progress.clear()
        counts = self.counts()
        assert self._crawler.stats
        refused = self._crawler.stats.get_value(STAT)
        forbidden = self._crawler.stats.get_value("robotstxt/forbidden", 0)
        outcome = "refused by the disk" if refused else outcome_of(reason, counts, forbidden)
        try:
            with refusals_named(self._directory / FILE_NAME):
                end_crawl(self._db, self._crawl_id, outcome, counts)
        except ArchiveError as error:
            logger.error("%s", error)  # noqa: TRY400 (its text is for a person)
        self._db.close()
        self._crawler.stats.set_value(OUTCOME, outcome)
        logger.info("%s: %s", outcome, summary_line(self._site, counts))


def outcome_of(reason: str, counts: dict[str, int], forbidden: int) -> str:
    """`complete`, `partial` (some pages failed), `failed` (nothing came), or `stopped` before its end.

    A page that robots.txt forbids has its failure row, but obeying it is no shortcoming of the run.
    """
    if reason != "finished":
        return "stopped"
    if counts["failed"] <= forbidden:
        return "complete" if counts["fetched"] else "failed"
    return "partial" if counts["new"] + counts["changed"] + counts["unchanged"] else "failed"


def summary_line(site: str, counts: dict[str, int]) -> str:
    """Counts of a run in a few words."""
    return f"{site}: " + ", ".join(f"{counts[name]} {name}" for name in COUNTS)
