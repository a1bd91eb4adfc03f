"""Writes every answer of every server to the WARC folder, as it came over the wire, and remembers where it lies."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from archive.captures import Role
from archive.warc.exchange import Exchange
from scraper.ledger.captured import CAPTURED, PURPOSE, Purpose, wire_headers
from scraper.ledger.session import ArchiveSession


class CaptureMiddleware:
    """Downloader middleware: one WARC record and one `captures` row for each response."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Hand the response to the recorder, and let it pass."""
        session = self._crawler.get_extension(ArchiveSession)
        assert session
        request.meta[CAPTURED] = session.keep(exchange_of(request, response, session.site))
        return response


def exchange_of(request: Request, response: Response, site: str) -> Exchange:
    """The response with its request, as a WARC record needs them."""
    default = Purpose(Role.ROBOTS if request.url.endswith("/robots.txt") else Role.OTHER)
    purpose = request.meta.get(PURPOSE, default)
    return Exchange(
        url=response.url,
        fetched_at=datetime.now(UTC),
        payload=response.body,
        headers=wire_headers(response.headers),
        status=response.status,
        status_line=status_line(response.status),
        protocol=response.protocol if response.protocol in {"HTTP/1.0", "HTTP/1.1"} else "HTTP/1.1",
        request_headers=[("Host", request.url.split("/")[2]), *wire_headers(request.headers)],
        site=site,
        role=purpose.role,
        part_of=purpose.part_of,
    )


def status_line(status: int) -> str:
    """The status with its standard reason phrase; Scrapy does not keep the server's own."""
    known = {entry.value: entry.phrase for entry in HTTPStatus}
    return f"{status} {known.get(status, '')}".strip()
