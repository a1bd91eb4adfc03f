"""Shows the progress of a crawl on a terminal, and says at the end what was done."""

import logging
import time
from collections import deque
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
TO_GO = "archive/to_go"
TELL_SECONDS = 600
PACE_SECONDS = 60


class Bookkeeping:
    """Scrapy extension: a line while the crawl runs, and its closing words."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._progress = ProgressLine()
        self._pace = Pace()
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
        self._crawler.stats.set_value(TO_GO, self._waiting())
        if reason == REFUSED:
            return
        logger.info("%s: %s", outcome, self._summary())
        if outcome == "stopped" and self._waiting():
            logger.info("%d to go; the same command goes on", self._waiting())

    def _progress_line(self) -> str:
        """Counts, pages a second over the last while, and how long what waits will take at that pace."""
        assert self._crawler.stats
        waiting = self._waiting()
        pace = self._pace.after(counts_of(self._crawler.stats)["fetched"])
        reached = self._crawler.stats.get_value(REACHED)
        told = [self._summary(), f"{waiting} to go"]
        if pace:
            told += [f"{pace:.1f} pages/s", f"about {duration(waiting / pace)}"]
        return ", ".join(told) + (f"; back to {reached}" if reached else "")

    def _waiting(self) -> int:
        session = self._crawler.get_extension(ArchiveSession)
        return session.waiting if session else 0

    def _summary(self) -> str:
        assert self._crawler.stats
        assert self._crawler.spider
        counts = counts_of(self._crawler.stats)
        return f"{self._crawler.spider.name}: " + ", ".join(f"{number} {name}" for name, number in counts.items())


class Pace:
    """How fast a count grows, by the last minute of it."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()

    def after(self, count: int) -> float:
        """Per second; 0 until that can be told."""
        now = time.monotonic()
        self._marks.append((now, count))
        while self._marks[0][0] < now - PACE_SECONDS:
            self._marks.popleft()
        begun, before = self._marks[0]
        return (count - before) / (now - begun) if now - begun >= 1 else 0.0


def duration(seconds: float) -> str:
    """A rough length of time: 40 s, 12 min, 3 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.0f} h"
