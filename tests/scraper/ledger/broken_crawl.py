"""A program: crawls with a spider that has bugs, on one article and on one list: python broken_crawl.py URL URL …

What follows are options of `scrapy crawl`.
"""

import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.cmdline import execute
from scrapy.http import Response

from scraper.ledger.captured import Fetched
from scraper.sites.dzwww import Dzwww
from scraper.spiders.site import SiteSpider


def parse_article(self: SiteSpider, response: Response) -> AsyncIterator[Fetched]:
    if response.url == sys.argv[1]:
        raise LookupError("a bug in an article's callback")
    return SiteSpider.parse_article(self, response)


def parse_list(self: SiteSpider, response: Response, **more: Any) -> Iterator[Any]:
    yield from SiteSpider.parse_list(self, response, **more)
    if response.url == sys.argv[2]:
        raise LookupError("a bug behind a list's links")


if __name__ == "__main__":
    Dzwww.parse_article = parse_article  # type: ignore[method-assign,assignment]  # the bug
    Dzwww.parse_list = parse_list  # type: ignore[method-assign,assignment]  # the bug
    execute(["scrapy", "crawl", "dzwww", *sys.argv[3:]])
