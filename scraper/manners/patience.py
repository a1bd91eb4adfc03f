"""Takes no for an answer: waits when a site says until when, leaves it alone when it refuses or is in trouble."""

import logging
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from scraper.manners.challenges import challenge_in
from scraper.manners.hosts import Host, hosts_of
from scraper.manners.refusal import RefusalError
from scraper.manners.robots import ROBOTS

logger = logging.getLogger(__name__)
# 401, 403, 407, 451: not for us. 412: how a common firewall refuses. 418, 429: asked too much.
REFUSALS = frozenset({401, 403, 407, 412, 418, 429, 451})
# 202 and 203: how some firewalls deliver their verification page. The others are no standard statuses.
MAY_CHALLENGE = frozenset({200, 202, 203, 405, 468, 493, 503, 521, 567})
WAITED = "retry_after_times"


class Patience:
    """Downloader middleware behind decompression and before retries."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._hosts = hosts_of(crawler)
        self._longest = settings.getfloat("RETRY_AFTER_MAX", 120)
        self._times = settings.getint("RETRY_TIMES")
        self._refusals = settings.getint("HOST_REFUSALS_MAX", 5)
        self._errors = settings.getint("HOST_ERRORS_MAX", 15)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Stop when the host is left alone; the handler waits while it pauses (`wire`)."""
        self._hosts.of(request).check()

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response when it is one; the request again when the site says when."""
        host = self._hosts.of(request)
        if response.status in {429, 503}:
            seconds = seconds_until(response.headers.get("Retry-After"), datetime.now(UTC))
            if seconds is not None:
                return self._wait(request, response, host, seconds)
        if request.meta.get(ROBOTS):
            return response
        if reason := refusal_in(response):
            self._refused(host, reason)
            raise RefusalError(f"{reason}; left alone")
        if response.status >= 500:
            self._troubled(host, f"HTTP status {response.status}")
        else:
            host.errors = host.refusals = 0
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count what the network did; a decision of ours is no trouble of the host."""
        if not isinstance(exception, IgnoreRequest) and not request.meta.get(ROBOTS):
            self._troubled(self._hosts.of(request), type(exception).__name__)

    def _wait(self, request: Request, response: Response, host: Host, seconds: float) -> Request:
        said = f"the site answered HTTP {response.status} and asked to wait {seconds:.0f} s"
        if seconds > self._longest:
            host.close(f"{said}; left alone until then", later(seconds))
            host.check()
        waited = request.meta.get(WAITED, 0)
        if waited >= self._times:
            raise RefusalError(f"{said}, {waited + 1} times; left alone", later(seconds))
        if not host.wait():
            logger.info("%s: %s", host.name, said)
        host.pause(seconds)
        meta = {**request.meta, WAITED: waited + 1}
        return request.replace(meta=meta, dont_filter=True, priority=request.priority - 1)

    def _refused(self, host: Host, reason: str) -> None:
        host.refusals += 1
        if host.refusals >= self._refusals:
            host.close(f"{reason}, {host.refusals} times in a row; the host is left alone")

    def _troubled(self, host: Host, trouble: str) -> None:
        host.errors += 1
        if host.errors >= self._errors:
            host.close(f"{host.errors} errors in a row, the last: {trouble}; the host is left alone")


def refusal_in(response: Response) -> str | None:
    """How a response refuses, or `None` when it does not."""
    if response.status in MAY_CHALLENGE | REFUSALS:
        mitigated = response.headers.get("cf-mitigated") == b"challenge"
        if mark := "cf-mitigated" if mitigated else challenge_in(response.body):
            return f"the site asked for a verification ({mark})"
    return f"the site refused with HTTP {response.status}" if response.status in REFUSALS else None


def seconds_until(value: bytes | None, now: datetime) -> float | None:
    """The seconds that a Retry-After field asks for (RFC 9110, 10.2.3), or `None` without a readable one."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment.astimezone(UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        return None


def later(seconds: float) -> datetime:
    """The moment some seconds from now."""
    return datetime.now(UTC) + timedelta(seconds=seconds)
