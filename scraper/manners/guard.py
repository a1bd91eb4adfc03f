"""Keeps requests on the public web: no local addresses in any spelling, no other schemes, no odd ports."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached

from scraper.manners.addresses import plain_host, reason_against
from scraper.manners.refusal import GuardError
from scraper.manners.resolver import PublicResolver


class AddressGuard:
    """Downloader middleware: judges every request by its form, and installs the resolver that judges its address."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._allow_private = crawler.settings.getbool("PRIVATE_ADDRESSES_ALLOWED")
        self._resolver: PublicResolver | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        guard = cls(crawler)
        crawler.signals.connect(guard.engine_started, signal=signals.engine_started)
        return guard

    def engine_started(self) -> None:
        """Install the resolver; Scrapy has put its own in place by now."""
        if not self._allow_private:
            from twisted.internet import reactor  # noqa: PLC0415  (importing it earlier would install the wrong one)

            self._resolver = PublicResolver.install(self._crawler, reactor)

    def process_request(self, request: Request) -> None:
        """Let a request for the public web pass."""
        check_address(request.url, private=self._allow_private)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say which private address a name led to."""
        if isinstance(exception, CannotResolveHostError) and self._resolver:
            host = plain_host(urlparse_cached(request).hostname or "")
            if address := self._resolver.refused.get(host):
                raise GuardError(f"{host} leads to {address}, which is no public address; left alone") from exception


def check_address(url: str, *, private: bool = False, whence: str = "") -> None:
    """Pass when a URL may be asked for; with `private`, whenever it is http(s).

    Raises:
        GuardError: it may not; the reason begins with `whence`.
    """
    reason = reason_against(url)
    if reason and not (private and url.startswith(("http://", "https://"))):
        raise GuardError(f"{whence}{reason}; left alone")
