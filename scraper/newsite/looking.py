"""The spider that looks at a site: one page after the other, few of them, with the manners of a crawl."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.errors import InputError
from archive.records import RawPage
from scraper.addon import COMPONENTS
from scraper.ledger.captured import wire_headers
from scraper.newsite.fetching import Answer, Refusal
from scraper.newsite.findings import Findings
from scraper.newsite.investigation import Investigation
from scraper.spiders.site import reason_of

DELAY = 1.0  # seconds between two requests
MANNERS = "scraper.manners."  # what of the add-on is on; the rest of it keeps what it sees


class Look(Spider):
    """Stores nothing: what a crawl would archive, a look only reads. `findings` or `error` is what came of it."""

    name = "newsite"
    findings: Findings | None = None
    error: InputError | None = None
    custom_settings = {  # noqa: RUF012 (as Scrapy declares it)
        **{name: {path: None for path in paths if not path.startswith(MANNERS)} for name, paths in COMPONENTS.items()},
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "DOWNLOAD_TIMEOUT": 30,
        "RETRY_TIMES": 1,
        "CONCURRENT_REQUESTS": 1,
    }

    def __init__(self, urls: Sequence[str] = (), today: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls
        self.today = today or datetime.now(UTC).astimezone().date()
        self.requests = 0
        self._robots: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Look":
        """Made by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.received, signal=signals.response_received)
        return spider

    def received(self, response: Response, request: Request) -> None:
        """Count every answer, and keep what robots.txt says: it was fetched anyway."""
        self.requests += 1
        if request.url.endswith("/robots.txt") and response.status == 200:
            self._robots[urlsplit(request.url).netloc] = response.body[:500_000].decode("utf-8", "replace")

    async def start(self) -> AsyncIterator[Any]:
        """The whole look; nothing is yielded."""
        try:
            self.findings = await Investigation(self.get, self.robots, self.today).run(self.urls)
        except InputError as error:
            self.error = error
        nothing: tuple[Any, ...] = ()
        for each in nothing:
            yield each

    def robots(self, url: str) -> str:
        """The robots.txt of the host of `url`, empty where there is none."""
        return self._robots.get(urlsplit(url).netloc, "")

    async def get(self, url: str) -> Answer:
        """The page at `url`, through every middleware of a crawl."""
        if self.requests >= self.crawler.settings.getint("NEWSITE_REQUESTS_MAX"):
            return Refusal(url, "enough was asked of the site (NEWSITE_REQUESTS_MAX)")
        assert self.crawler.engine
        try:
            response = await self.crawler.engine.download_async(Request(url))
        except Exception as error:  # noqa: BLE001  (whatever the downloader raises, the look goes on without the page)
            return Refusal(url, reason_of(error))
        if response.status != 200:
            return Refusal(url, f"HTTP status {response.status}", response.status)
        headers = dict(wire_headers(response.headers))
        return RawPage(response.url, response.body, headers, response.status, datetime.now(UTC))
