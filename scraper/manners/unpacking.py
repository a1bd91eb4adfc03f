"""Undoes content encodings within bounds, and notices what Scrapy does not: bodies that end too early."""

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from archive.errors import PackingError
from archive.warc.unpacking import encodings, unpack
from scraper.manners.refusal import DamageError
from scraper.manners.robots import ROBOTS
from scraper.manners.robots_rules import SIZE

TRUNCATED = "truncated"  # our mark on a packed body that ends too early
DAMAGE = {
    "dataloss": "the connection ended before the page did",  # Scrapy's: less than Content-Length, or no last chunk
    "download_timeout": "the page took too long to come",  # the download handler's
    TRUNCATED: "the packed body ends too early",
}


class Unpacking(HttpCompressionMiddleware):
    """Downloader middleware in place of Scrapy's.

    A page that came cut short is asked for again like one that did not come; when it never comes whole, what came is
    kept and marked.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Unpacking":
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response with its body unpacked, or the request again."""
        del spider
        if request.method != "HEAD" and response.body and response.headers.get("Content-Encoding"):
            response = self._unpacked(response, robots=ROBOTS in request.meta)
        if damage_of(response) and ROBOTS not in request.meta:
            assert self._crawler.spider
            again = get_retry_request(
                request, spider=self._crawler.spider, reason="cut short", give_up_log_level="DEBUG"
            )
            return again or response
        return response

    def _unpacked(self, response: Response, *, robots: bool) -> Response:
        body, whole = response.body, True
        fields = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        try:
            for name in encodings(fields):
                body, complete = unpack(body, name, SIZE) if robots else unpack(body, name, self._most, strict=True)
                whole = whole and complete
        except PackingError as error:
            raise DamageError(str(error)) from error
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        flags = [*response.flags, *([] if whole else [TRUNCATED])]
        return response.replace(cls=kind, headers=headers, body=body, flags=flags)


def damage_of(response: Response) -> str | None:
    """How the body of a response came damaged, in words for its evidence, or `None` when it is whole."""
    return next((words for flag, words in DAMAGE.items() if flag in response.flags), None)
