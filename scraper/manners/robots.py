"""Obeys robots.txt by RFC 9309: one look at each host and run, bounded in time and size."""

import asyncio
import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured, StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from scraper.manners.refusal import LeftAloneError, RobotsError
from scraper.manners.robots_rules import SIZE, RobotsRules

logger = logging.getLogger(__name__)
ROBOTS = "robots"  # in the meta of a request for robots.txt
STOPPED = "max redirections reached"  # what Scrapy's redirect middleware says
Answer = RobotsRules | RobotsError


class Robots:
    """Downloader middleware in place of Scrapy's.

    Not found or refused (4xx): everything is allowed. Out of reach (5xx, 429, no answer, no connection): nothing is,
    for this run. More than five redirects: as not found. 429 is counted with 5xx, as Google does: a host that is
    asked too much already is not asked for more.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent: str = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self._timeout = settings.getfloat("ROBOTSTXT_TIMEOUT", 20)
        self._delay_max = settings.getfloat("CRAWL_DELAY_MAX", 600)
        self._answers: dict[str, asyncio.Future[Answer]] = {}
        self._received: dict[Request, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        robots = cls(crawler)
        crawler.signals.connect(robots.bytes_received, signal=signals.bytes_received)
        return robots

    async def process_request(self, request: Request) -> None:
        """Let a request pass that robots.txt allows, at the pace that it asks for."""
        parts = urlparse_cached(request)
        if request.meta.get(ROBOTS) or request.meta.get("dont_obey_robotstxt"):
            return
        answer = await self._answer(f"{parts.scheme}://{parts.netloc}")
        if isinstance(answer, RobotsError):
            raise RobotsError(answer.reason)
        if not answer.allow(request.url):
            self._count("robotstxt/forbidden")
            raise RobotsError("forbidden by robots.txt")
        if answer.delay:
            self._slow_down(request, answer.delay)

    async def _answer(self, origin: str) -> Answer:
        """The rules of an origin (scheme, host and port); asked for once."""
        if origin not in self._answers:
            self._answers[origin] = asyncio.get_running_loop().create_future()
            answer = await self._ask(f"{origin}/robots.txt")
            if isinstance(answer, RobotsError):
                logger.warning("%s", answer.reason)
            self._answers[origin].set_result(answer)
        return await self._answers[origin]

    async def _ask(self, url: str) -> Answer:
        meta = {ROBOTS: True, "download_timeout": self._timeout, "max_retry_times": 1, "download_maxsize": 0}
        request = Request(url, priority=1000, meta=meta, callback=NO_CALLBACK, dont_filter=True)
        assert self._crawler.engine
        self._count("robotstxt/request_count")
        try:
            response = await self._crawler.engine.download_async(request)
        except LeftAloneError as error:
            return unreachable(url, error.reason)
        except IgnoreRequest as error:
            return self._rules(b"") if STOPPED in str(error) else unreachable(url, str(error))
        except Exception as error:  # noqa: BLE001  (whatever the downloader raises, the file is out of reach)
            return unreachable(url, type(error).__name__)
        finally:
            self._received.pop(request, None)
        self._count(f"robotstxt/response_status_count/{response.status}")
        return self._read(url, response)

    def _read(self, url: str, response: Response) -> Answer:
        if response.status >= 500 or response.status == 429:
            return unreachable(url, f"HTTP status {response.status}")
        rules = self._rules(response.body if response.status < 300 else b"")
        host = urlsplit(url).netloc
        if rules.delay > self._delay_max:
            return RobotsError(f"robots.txt asks for {rules.delay:g} s between two requests; the host is left alone")
        if rules.delay >= 10:
            logger.info("%s asks for %g s between two requests, so this run will be long", host, rules.delay)
        return rules

    def _rules(self, body: bytes) -> RobotsRules:
        return RobotsRules.read(body, self._agent)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Read no more of a robots.txt than counts."""
        if request.meta.get(ROBOTS):
            self._received[request] = self._received.get(request, 0) + len(data)
            if self._received[request] > SIZE:
                del self._received[request]
                raise StopDownload(fail=False)

    def _slow_down(self, request: Request, delay: float) -> None:
        """One request at a time, `delay` seconds apart, whatever AutoThrottle thinks."""
        assert self._crawler.engine
        downloader = self._crawler.engine.downloader
        request.meta["autothrottle_dont_adjust_delay"] = True
        key = downloader.get_slot_key(request)
        usual = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        downloader.per_slot_settings.setdefault(key, {"delay": max(delay, usual), "concurrency": 1, "jitter": 0})
        if slot := downloader.slots.get(key):
            slot.delay, slot.concurrency, slot.jitter = max(delay, usual), 1, 0.0

    def _count(self, stat: str) -> None:
        assert self._crawler.stats
        self._crawler.stats.inc_value(stat)


def unreachable(url: str, why: str) -> RobotsError:
    """The answer that forbids a whole host."""
    return RobotsError(f"robots.txt of {urlsplit(url).netloc} is out of reach ({why}); the host is left alone")
