"""Shows the progress of a crawl on a terminal, and says at the end what was done."""

import logging
import time
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from scraper.ledger.outcome import counts_of, outcome_of
from scraper.ledger.scheduler import REFUSED
from scraper.ledger.session import ArchiveSession
from scraper.progress import ProgressLine
from scraper.spiders.site import REACHED

logger = logging.getLogger(__name__)
OUTCOME = "archive/outcome"
TELL_SECONDS = 600


class Bookkeeping:
    """Scrapy extension: a line while the crawl runs, and its closing words."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._progress = ProgressLine()
        self._told_at = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.response_received, signal=signals.response_received)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Ask for a contact."""
        if not self._crawler.settings.get("CONTACT"):
            logger.warning("no contact given; set ARCHIVE_CONTACT or -s CONTACT=… so that a site's owner can reach you")

    def response_received(self) -> None:
        """Renew the line on the terminal; a log gets one now and then."""
        self._progress.show(self._progress_line())
        if time.monotonic() - self._told_at >= TELL_SECONDS:
            self._told_at = time.monotonic()
            logger.info("%s", self._progress_line())

    def spider_closed(self, reason: str) -> None:
        """Print the closing line."""
        self._progress.clear()
        assert self._crawler.stats
        outcome = "failed" if reason == REFUSED else outcome_of(reason, self._crawler.stats)
        self._crawler.stats.set_value(OUTCOME, outcome)
        if reason != REFUSED:
            logger.info("%s: %s", outcome, self._summary())

    def _progress_line(self) -> str:
        assert self._crawler.stats
        session = self._crawler.get_extension(ArchiveSession)
        reached = self._crawler.stats.get_value(REACHED)
        waiting = f"; {session.waiting} waiting" if session else ""
        return self._summary() + waiting + (f", back to {reached}" if reached else "")

    def _summary(self) -> str:
        assert self._crawler.stats
        assert self._crawler.spider
        counts = counts_of(self._crawler.stats)
        return f"{self._crawler.spider.name}: " + ", ".join(f"{number} {name}" for name, number in counts.items())
