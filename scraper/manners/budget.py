"""Bounds what a crawl follows: links of a page, pages of a chain, addresses of a run; each leaves one failure."""

import logging
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from archive.captures import Role
from archive.records import Failure
from scraper.ledger.captured import Fetched
from scraper.manners.traps import trap_in, without_session

logger = logging.getLogger(__name__)
ANCHOR = re.compile(rb"<a\s", re.IGNORECASE)
LONG_LIST = "links cut"  # our mark on such a page


class Budget:
    """Spider middleware, on the spider's side of Scrapy's own.

    A bound is told once where it holds: links for each page, depth for each list's chain, addresses for the run, traps
    by kind.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._links = settings.getint("LINKS_PER_PAGE_MAX", 2000)
        self._urls = settings.getint("URLS_PER_RUN_MAX", 200_000)
        self._depth = settings.getint("DEPTH_LIMIT")
        self._asked = 0
        self._told: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What the spider yields, within the bounds."""
        links = 0
        async for item in result:
            if not isinstance(item, Request):
                yield item
                continue
            links += 1
            bound = self._bound(response, item, links)
            if bound is None:
                self._asked += 1
                url = without_session(item.url)
                yield item if url == item.url else item.replace(url=url)
                continue
            for failure in self._tell(bound, item, response):
                yield failure
            if links > self._links:
                return

    def _bound(self, response: Response, request: Request, links: int) -> str | None:
        """The bound that a request runs into, in words."""
        if links > self._links:
            return f"{response.url} has more than {self._links} links; the rest was left alone"
        if self._asked >= self._urls:
            return f"this run has asked for {self._urls} addresses; the rest waits for another run"
        if self._depth and response.meta.get("depth", 0) >= self._depth:
            return f"the chain of pages is longer than {self._depth}; it was left there"
        if trap := trap_in(request.url):
            return f"{trap}, which looks like a trap; left alone, and so are others like it"
        return None

    def _tell(self, bound: str, request: Request, response: Response) -> Iterator[Fetched]:
        assert self._crawler.spider
        if bound not in self._told:
            self._told.add(bound)
            logger.warning("%s: %s", self._crawler.spider.name, bound)
            url = response.url if bound.startswith(response.url) else request.url
            yield Fetched(url, url, None, None, Failure(url[:2000], "follow", bound))


class LongLists:
    """Downloader middleware: cuts list pages with more links than any list, before they are parsed.

    A hundred thousand take half a minute, and nothing else is fetched meanwhile. What the archive keeps was taken
    before, and is whole.
    """

    def __init__(self, crawler: Crawler) -> None:
        # Navigation and footers have links too; `Budget` bounds what is followed.
        self._most = 2 * crawler.settings.getint("LINKS_PER_PAGE_MAX", 2000)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, up to the last anchor that counts."""
        purpose = request.meta.get("purpose")
        if getattr(purpose, "role", None) is not Role.LIST or (end := end_of(response.body, self._most)) is None:
            return response
        return response.replace(body=response.body[:end], flags=[*response.flags, LONG_LIST])


def end_of(body: bytes, most: int) -> int | None:
    """Where the first anchor too many begins, or `None`."""
    for number, anchor in enumerate(ANCHOR.finditer(body)):
        if number == most:
            return anchor.start()
    return None
