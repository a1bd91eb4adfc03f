"""Name resolution that refuses private addresses.

What it gives is the very address that is connected to, so nothing can change between check and use.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from scraper.manners.addresses import is_private, plain_host


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
