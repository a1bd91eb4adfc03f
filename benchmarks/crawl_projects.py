"""Three projects that crawl the same site: Scrapy alone, a plain project as tutorials have it, and this one.

Run: python -m benchmarks.crawl_projects NAME PROXY PAGES FOLDER; prints `pages seconds` of the crawl.
"""

import json
import re
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar

import charset_normalizer
import trafilatura
from scrapy import Request, Spider, signals
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from benchmarks.crawl_server import HOST, list_url
from scraper.spiders.list_pages import ListPages, linked
from scraper.spiders.site import SiteSpider

FETCHING = {
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
    "AUTOTHROTTLE_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class Bare(Spider):
    """Fetches, and looks at nothing but the links of list pages."""

    name = "bare"

    async def start(self) -> AsyncIterator[Any]:
        """The first list page."""
        yield Request(list_url(1), meta=self.meta)

    @property
    def meta(self) -> dict[str, str]:
        """Every request goes through the server."""
        return {"proxy": self.settings["PROXY"]}

    def parse(self, response: Response) -> Iterator[Any]:
        """List pages lead to articles and to the next list page."""
        for link in re.findall(r'href="(http[^"]+)"', response.text):
            callback = self.parse if "list_" in link else self.article
            yield Request(link, callback=callback, meta=self.meta, priority=callback == self.article)

    def article(self, response: Response) -> Iterator[Any]:
        """Nothing."""
        del response
        return iter(())


class Plain(Bare):
    """Decodes by charset-normalizer, extracts by trafilatura, commits every item."""

    name = "plain"

    def article(self, response: Response) -> Iterator[Any]:
        """An item with everything that trafilatura finds."""
        text = str(charset_normalizer.from_bytes(response.body).best())
        found = trafilatura.bare_extraction(text, url=response.url, with_metadata=True)
        yield {"url": response.url, **({} if found is None else found.as_dict())}


class PlainStore:
    """One commit an item."""

    def open_spider(self) -> None:
        """A new file."""
        self._db = sqlite3.connect(Path(sys.argv[4]) / "plain.db")
        self._db.execute("CREATE TABLE articles (url PRIMARY KEY, title, text, date, data)")

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Store and commit."""
        row = (item["url"], item.get("title"), item.get("text"), item.get("date"), json.dumps(item, default=str))
        self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)", row)
        self._db.commit()
        return item

    def close_spider(self) -> None:
        """Close."""
        self._db.close()


class Ours(SiteSpider):
    """A site as this project has them; nothing in its settings is spared."""

    name = "bench"
    label = "新闻网"
    home = f"http://{HOST}/"
    allowed_domains = (HOST,)
    sources: ClassVar = (ListPages((list_url(1),), items="ul.list li", next_page=linked("a.next", "下一页")),)
    articles = (rf"http://{re.escape(HOST)}/c/\d+\.html",)


def settings_of(name: str, proxy: str, folder: Path) -> dict[str, Any]:
    """The settings of one project."""
    if name == "plain":
        return FETCHING | {"PROXY": proxy, "ITEM_PIPELINES": {PlainStore: 300}}
    if name == "bare":
        return FETCHING | {"PROXY": proxy}
    return FETCHING | {
        "ADDONS": {"scraper.addon.ArchiveAddon": 0},
        "ARCHIVE_DIR": str(folder),
        "CONTACT": "mail@example.org",
        "LIST_PAGES_MAX": 1_000_000,
        "DEPTH_LIMIT": 0,
    }


def main(name: str, proxy: str, pages: int, folder: Path) -> None:
    """Crawl with one project and print how long it took from the first request to the end of all work.

    `marks` are the seconds after which so many articles had been stored: 1,000, 2,000, …
    """
    process = CrawlerProcess(settings_of(name, proxy, folder))
    crawler = process.create_crawler({"bare": Bare, "plain": Plain, "ours": Ours}[name])
    moments: list[float] = []
    marks: list[float] = []

    def scraped() -> None:
        assert crawler.stats
        if (int(crawler.stats.get_value("item_scraped_count", 0)) + 1) % 1000 == 0:
            marks.append(time.perf_counter() - moments[0])

    for signal in (signals.spider_opened, signals.engine_stopped):
        crawler.signals.connect(lambda: moments.append(time.perf_counter()), signal=signal, weak=False)
    crawler.signals.connect(scraped, signal=signals.item_scraped, weak=False)
    process.crawl(crawler)
    process.start()
    assert crawler.stats
    fetched = int(crawler.stats.get_value("response_received_count", 0))
    assert fetched >= pages, f"only {fetched} of {pages} pages came"
    print(json.dumps({"pages": pages, "seconds": moments[-1] - moments[0], "marks": marks}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
