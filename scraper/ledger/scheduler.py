"""Scrapy's scheduler over the frontier: it hands out rows, a few at a time, and never forgets one."""

import heapq
import logging
from collections.abc import Sequence
from itertools import count
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from archive import frontier
from archive.captures import Role
from archive.errors import ArchiveError
from archive.frontier import Lease
from scraper.ledger.outcome import counts_of, outcome_of
from scraper.ledger.requests import request_of
from scraper.ledger.session import ArchiveSession

logger = logging.getLogger(__name__)
LOW, MOST = 64, 128  # leases in memory: below the one it asks for more, up to the other
REFUSED = "archive_refused"


class LedgerScheduler(BaseScheduler):
    """In memory are leases, retries and redirects of leases, and requests that are none of the ledger's business."""

    def __init__(self, crawler: Crawler, session: ArchiveSession) -> None:
        self._crawler = crawler
        self._session = session
        self._queue: list[tuple[int, int, Request]] = []
        self._order = count()
        self._asking = False
        self._exhausted = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        session = crawler.get_extension(ArchiveSession)
        assert session, "the ledger needs the extension ArchiveSession; both come with scraper.addon.ArchiveAddon"
        return cls(crawler, session)

    def open(self, spider: Spider) -> Deferred[None]:
        """Open the archive; where that is refused, the crawl ends before its first request."""
        self._spider = spider
        return deferred_from_coro(self._open(spider))

    async def _open(self, spider: Spider) -> None:
        try:
            await self._session.open(spider)
        except ArchiveError as error:
            logger.error("%s", error)  # noqa: TRY400 (its text is for a person)
            raise CloseSpider(REFUSED) from error

    def close(self, reason: str) -> Deferred[None]:
        """Close the archive."""
        return deferred_from_coro(self._close(reason))

    async def _close(self, reason: str) -> None:
        stats = self._crawler.stats
        assert stats
        await self._session.close(outcome_of(reason, stats), counts_of(stats))

    def has_pending_requests(self) -> bool:
        """Also true while the frontier is asked for more."""
        return bool(self._queue) or self._asking or not self._exhausted

    def enqueue_request(self, request: Request) -> bool:
        """Take what the engine brings back; a spider's requests went into the frontier before."""
        heapq.heappush(self._queue, (-request.priority, next(self._order), request))
        return True

    def next_request(self) -> Request | None:
        """The most urgent one in memory; `None` until the frontier has answered."""
        if len(self._queue) < LOW and not self._asking and not self._exhausted:
            self._asking = True
            self._session.later(self._ask())
        return heapq.heappop(self._queue)[2] if self._queue else None

    def found_more(self) -> None:
        """The frontier has something new."""
        self._exhausted = False

    async def _ask(self) -> None:
        self._exhausted = True  # unless something is found while this is under way
        try:
            leases = await self._session.submit(lambda db: frontier.lease(db, self._session.site, MOST))
        finally:
            self._asking = False
        self._session.waiting -= len(leases)
        if leases:
            self._exhausted = False
        self._hand_over(leases)
        if not leases and self._crawler.engine and (slot := self._crawler.engine._slot):  # noqa: SLF001
            slot.nextcall.schedule()  # Scrapy has no public way to say that there is nothing more to wait for

    def _hand_over(self, leases: Sequence[Lease]) -> None:
        engine = self._crawler.engine
        assert engine
        for lease in leases:
            engine.crawl(request_of(lease, self._spider, conditional=self._is_conditional(lease)))

    def _is_conditional(self, lease: Lease) -> bool:
        """A list that has not changed since yesterday may still lead back to where `since` points."""
        window = getattr(self._spider, "window", None)
        return lease.role is not Role.LIST or window is None or window.since is None
