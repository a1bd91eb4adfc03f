"""Keeps requests on the public web: no local addresses in any spelling, no other schemes, no odd ports.

A request is judged by its form before it is made, and by its address where the connection is made: what the resolver
gives is the very address that is connected to, so nothing can change between check and use.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from scraper.manners.addresses import is_private, plain_host, reason_against
from scraper.manners.refusal import GuardError


class PrivateAddressError(DNSLookupError):
    """A name leads to an address that is not on the public web."""


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver; `refused` keeps the names that led astray, since Twisted loses the reason.

    The user's own proxies may be anywhere.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.refused: dict[str, str] = {}
        self._proxies = proxy_hosts()

    @classmethod
    def install(cls, crawler: Crawler, reactor: ReactorBase) -> "PublicResolver":
        """Put one in the place of the reactor's resolver."""
        resolver = cls.from_crawler(crawler, reactor)
        resolver.install_on_reactor()
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        """The address of a name."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        if name not in self._proxies:
            found.addCallback(self._judge, name)
        return found

    def _judge(self, address: str, name: str) -> str:
        if is_private(ip_address(address)):
            self.refused[plain_host(name)] = address
            raise PrivateAddressError(f"{name} leads to {address}, which is no public address")
        return address


def proxy_hosts() -> frozenset[str]:
    """The hosts of the proxies that the environment names."""
    urls = (url if "//" in url else f"//{url}" for url in getproxies().values())
    return frozenset(host for url in urls if (host := urlsplit(url).hostname))


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
