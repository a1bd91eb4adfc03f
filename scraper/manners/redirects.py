"""Follows redirects like Scrapy, but judges each hop first, so that the failure names the page that was asked for."""

import re
from collections.abc import Iterable
from typing import Any

from scrapy import Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from scraper.manners.addresses import lies_in
from scraper.manners.guard import check_address
from scraper.manners.refusal import GuardError
from scraper.manners.robots import ROBOTS

HOP = {301, 302, 303, 307, 308}
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986, 3.1
WHENCE = "it redirects astray: "


class Redirects(RedirectMiddleware):
    """Redirects by status, within the site."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The next request, or the response when it is no redirect."""
        del spider
        result = super().process_response(request, response)
        target = (response.headers.get("Location") or b"").decode("latin-1").strip()
        if result is response and response.status in HOP and SCHEME.match(target):
            check_address(target, private=True, whence=WHENCE)  # Scrapy does not follow, and does not say why
        return judged(result, self.crawler)


class MetaRefreshes(MetaRefreshMiddleware):
    """Redirects by a meta element, within the site."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The next request, or the response when it is no redirect."""
        del spider
        return judged(super().process_response(request, response), self.crawler)


def judged(result: Request | Response, crawler: Any) -> Request | Response:
    """The same.

    Raises:
        GuardError: it is a request that leads off the site or off the public web.
    """
    if isinstance(result, Request):
        check_address(result.url, private=crawler.settings.getbool("PRIVATE_ADDRESSES_ALLOWED"), whence=WHENCE)
        host = urlparse_cached(result).hostname or ""
        # robots.txt may lie with another authority (RFC 9309, 2.3.1.2).
        if not result.meta.get(ROBOTS) and not within(host, getattr(crawler.spider, "allowed_domains", None) or ()):
            raise GuardError(f"{WHENCE}{host} is another site; left alone")
    return result


def within(host: str, domains: Iterable[str]) -> bool:
    """True for the domains and what lies under them, and where there are none."""
    known = [domain.lower() for domain in domains]
    return not known or any(lies_in(host, domain) for domain in known)
