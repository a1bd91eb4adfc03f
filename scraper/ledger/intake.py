"""Carries what spiders find into the frontier, and what they fetched into the archive."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.captures import Role
from archive.errors import StorageError
from archive.frontier import Found
from archive.records import Failure
from scraper.ledger.captured import Captured, Fetched, captured_of, lease_of
from scraper.ledger.requests import found
from scraper.ledger.scheduler import LedgerScheduler
from scraper.ledger.session import ArchiveSession

GROUP = 500  # starts in one transaction: a backfill begins with thousands


class FrontierMiddleware:
    """Spider middleware, nearest to the engine: requests with a purpose go into the frontier instead.

    A list is done in the transaction that takes in its links.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Other things than requests with a purpose pass."""
        rows = []
        async for each in start:
            row = found(each, None) if isinstance(each, Request) else None
            if row is None:
                yield each
                continue
            rows.append(row)
            if len(rows) >= GROUP:
                await self._take_in(rows)
                rows = []
        await self._take_in(rows)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The same for what a callback yields."""
        rows = []
        lease = lease_of(getattr(response, "request", None))
        was_list = lease is not None and lease.role is Role.LIST and isinstance(response, Response)
        async for each in result:
            row = found(each, getattr(response, "url", None)) if isinstance(each, Request) else None
            if row is not None:
                rows.append(row)
                continue
            if isinstance(each, Fetched) and each.failure and each.lease is lease:
                was_list = False  # its failure is its end
            yield each
        if rows or was_list:
            await self._take_in(rows, lease.id if lease and was_list else None, captured_of(response))

    def process_spider_exception(self, response: Response, exception: Exception) -> Sequence[Fetched] | None:
        """An error of our own costs its page, not its place in the ledger."""
        lease = lease_of(response.request)
        if lease is None:
            return None
        reason = f"internal error, please report it: {type(exception).__name__}: {exception}"[:500]
        failure = Failure(response.url, "crawl", reason)
        return [Fetched(response.url, lease.url, captured_of(response), lease, failure)]

    async def _take_in(self, rows: Sequence[Found], done: int | None = None, captured: Captured | None = None) -> None:
        session = self._crawler.get_extension(ArchiveSession)
        assert session
        try:
            new = await session.discover(rows, done, captured)
        except StorageError:  # said already, and the crawl is ending
            return
        scheduler = self._crawler.engine.scheduler if self._crawler.engine else None
        if new and isinstance(scheduler, LedgerScheduler):
            scheduler.found_more()


class HandOver:
    """Item pipeline: brings what spiders yield to its end in the archive; counts it in the crawl's stats."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Items of other kinds pass unchanged."""
        if isinstance(item, Fetched):
            session = self._crawler.get_extension(ArchiveSession)
            assert session
            assert self._crawler.stats
            with suppress(StorageError):  # said already, and the crawl is ending
                if change := await session.take(item):
                    self._crawler.stats.inc_value(f"archive/{change}")
        return item
