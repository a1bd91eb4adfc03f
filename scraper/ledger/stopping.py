"""Ends a crawl within seconds: what waits for its turn is not asked for, and goes back into the frontier."""

import asyncio
import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from scraper.ledger.halt import STAT

logger = logging.getLogger(__name__)
LOOK_SECONDS = 0.25


class StoppedError(IgnoreRequest):
    """A request that was not made, because the crawl ends."""


def is_stopping(crawler: Crawler) -> bool:
    """True once Ctrl-C, a signal or a full disk has ended the crawl."""
    return not crawler.crawling or bool(crawler.stats and crawler.stats.get_value(STAT))


class Stopping:
    """Scrapy extension. A polite crawl has requests that would wait for minutes in the queue of their host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._watch: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to watch: Scrapy has no signal for the wish to stop."""
        self._watch = asyncio.ensure_future(self._until_stopped())

    def spider_closed(self) -> None:
        """The crawl has ended."""
        if self._watch:
            self._watch.cancel()

    async def _until_stopped(self) -> None:
        while not is_stopping(self._crawler):  # noqa: ASYNC110 (nobody sets an event when Scrapy is to stop)
            await asyncio.sleep(LOOK_SECONDS)
        if not self._crawler.crawling:
            logger.info("stopping, what is under way comes to its end; Ctrl-C again leaves it, and nothing is lost")
        self._hasten()

    def _hasten(self) -> None:
        """Let every request have its turn now; the download handler makes none of them."""
        assert self._crawler.engine
        downloader = self._crawler.engine.downloader
        for slot in downloader.slots.values():
            slot.delay = 0.0
            if slot.latercall:
                slot.latercall.cancel()
                slot.latercall = None
            downloader._process_queue(slot)  # noqa: SLF001 (there is no public way to empty the queue of a host)
