"""Notices in a crawl that the answer for an article is its absence, and keeps such answers from being followed."""

from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.response import get_meta_refresh

from archive.captures import Role
from archive.records import Absence
from pipelines.vanished import absence, leads_away
from scraper.ledger.captured import PURPOSE


class RedirectWatch:
    """Downloader middleware: a redirect from an article to a home page or section is its answer, not a way to it.

    Followed, it would give the home page for an article; or nothing at all, since that page was visited before.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """The response unchanged; where it leads away from an article, nobody behind follows it."""
        if _asks_for_article(request) and leads_away(request.url, self.target(response) or request.url):
            request.meta["dont_redirect"] = True
        return response

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
