"""What the crawl has learned about each host in this run; shared by the components of one crawler."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached

from scraper.manners.refusal import RefusalError

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Host:
    """One host: errors and refusals in a row, when it may be asked again (monotonic clock), why it is left alone."""

    name: str
    errors: int = 0
    refusals: int = 0
    ready_at: float = 0.0
    closed: str | None = None
    not_before: datetime | None = None

    def pause(self, seconds: float) -> None:
        """Ask nothing of the host for some seconds; a longer pause stays."""
        self.ready_at = max(self.ready_at, monotonic() + seconds)

    def wait(self) -> float:
        """Seconds until the host may be asked, 0 when it may be now."""
        return max(0.0, self.ready_at - monotonic())

    async def ready(self, crawler: Crawler) -> None:
        """Wait while the host is to be asked nothing.

        Raises:
            RefusalError: it is left alone, or the crawl was stopped meanwhile.
        """
        while self.closed is None and (seconds := self.wait()):
            if not crawler.crawling:
                moment = datetime.now(UTC) + timedelta(seconds=seconds)
                raise RefusalError("the crawl was stopped while the site asked to wait", moment)
            await asyncio.sleep(min(seconds, 0.5))
        self.check()

    def close(self, reason: str, not_before: datetime | None = None) -> None:
        """Leave the host alone for the rest of the run; the first reason stays."""
        if self.closed is None:
            self.closed, self.not_before = reason, not_before
            logger.warning("%s: %s", self.name, reason)

    def check(self) -> None:
        """Pass when the host is not closed.

        Raises:
            RefusalError: it is, with the reason.
        """
        if self.closed is not None:
            raise RefusalError(self.closed, self.not_before)


class Hosts:
    """The hosts of one crawler, by name."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    def of(self, request: Request) -> Host:
        """The host that a request goes to."""
        name = urlparse_cached(request).netloc.rpartition("@")[2].lower()
        return self._hosts.setdefault(name, Host(name))


_BY_CRAWLER: "WeakKeyDictionary[Crawler, Hosts]" = WeakKeyDictionary()


def hosts_of(crawler: Crawler) -> Hosts:
    """The hosts as this crawler knows them; a scheduler may ask here which ones to pass over."""
    return _BY_CRAWLER.setdefault(crawler, Hosts())
