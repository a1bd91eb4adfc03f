"""Notices in a crawl that the answer for an article is its absence, and keeps such answers from being followed."""

from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.response import get_meta_refresh

from archive.captures import Role
from archive.records import Absence
from pipelines.vanished import absence, leads_away
from scraper.ledger.captured import PURPOSE
from scraper.manners.addresses import reason_against
from scraper.manners.redirects import within
from scraper.spiders.listing import absolute


class RedirectWatch:
    """Downloader middleware: a redirect from an article to a home page or section is its answer, not a way to it.

    Followed, it would give the home page for an article; or nothing at all, since that page was visited before. One
    that leads off the site, or nowhere, is for others to judge.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response unchanged; where it leads away from an article, nobody behind follows it."""
        target = self.target(response) if _asks_for_article(request) else None
        if target and leads_away(request.url, target) and self._is_ours(response, target):
            request.meta["dont_redirect"] = True
        return response

    def _is_ours(self, response: Response, target: str) -> bool:
        url = absolute(response.url, target)
        domains = getattr(self._crawler.spider, "allowed_domains", None) or ()
        return url is not None and not reason_against(url) and within(urlsplit(url).hostname or "", domains)

    def target(self, response: Response) -> str | None:
        """Where a 3xx answer leads."""
        return location(response)


class RefreshWatch(RedirectWatch):
    """The same for a page that refreshes itself to another; it is read, and what it says is judged then."""

    def target(self, response: Response) -> str | None:
        """Where the page's `<meta http-equiv=refresh>` leads."""
        return get_meta_refresh(response)[1] if isinstance(response, HtmlResponse) else None


def location(response: Response) -> str | None:
    """Where a 3xx answer leads, as it says so."""
    if not 300 <= response.status < 400:
        return None
    words = response.headers.get("Location")
    return words.decode("utf-8", "replace").strip() if words else None


def absence_told(response: Response | None) -> Absence | None:
    """What the answer to a request for an article says of it; `None` for other requests, and without an answer."""
    if response is None or response.request is None or not _asks_for_article(response.request):
        return None
    return absence(response.url, response.status, location(response))


def _asks_for_article(request: Request) -> bool:
    purpose = request.meta.get(PURPOSE)
    return purpose is not None and purpose.role is Role.ARTICLE
