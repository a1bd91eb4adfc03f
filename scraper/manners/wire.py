"""The HTTP handler of this project with two manners.

It asks a host only when that may be asked: a request that stood in the queue while its host was left alone is not made.
And it bounds the headers of an answer, which may go on until the timeout otherwise.
"""

from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import BODY

from scraper.ledger.stopping import StoppedError, is_stopping
from scraper.manners.hosts import hosts_of
from scraper.wire import WireDownloadHandler, WireFactory, WireProtocol

# Servers and clients commonly stop at 8 to 64 KiB; the largest header of the project's five sites has under 2 KiB.
MOST_HEADER = 256 * 1024


class BoundedProtocol(WireProtocol):
    """One connection."""

    _head = 0

    def request(self, request: Any) -> Any:
        """Ask, and count from zero."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Pass bytes on; hang up when the header has too many."""
        parser = self._parser
        if parser is not None and parser.state != BODY:
            self._head += len(data)
            if self._head > MOST_HEADER + len(data):
                assert self.transport
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(WireFactory):
    """Makes them."""

    def buildProtocol(self, addr: IAddress | None) -> BoundedProtocol:  # noqa: ARG002, N802 (Twisted's signature)
        """One connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(WireDownloadHandler):
    """Download handler for http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._hosts = hosts_of(crawler)
        self._pool._factory = BoundedFactory  # noqa: SLF001 (as Scrapy itself sets it; no public way)

    async def download_request(self, request: Request) -> Response:
        """Fetch a page, when its host may be asked.

        Raises:
            StoppedError: the crawl ends.
        """
        if is_stopping(self._crawler):
            raise StoppedError("the crawl was stopped before")
        await self._hosts.of(request).ready(self._crawler)
        return await super().download_request(request)
