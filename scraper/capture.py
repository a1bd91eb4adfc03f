"""Writes every answer of every server to the WARC folder, as it came over the wire, and remembers where it lies."""

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response

from archive.captures import Role, add_capture
from archive.database import FILE_NAME, open_database, refusals_named
from archive.errors import StorageError
from archive.warc.exchange import Exchange
from archive.warc.writer import WARC_FOLDER, WarcFolder
from pipelines.halt import halt
from scraper.addon import SOFTWARE


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a request is made for; goes under `purpose` in its meta."""

    role: Role
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Captured:
    """The row of a response's capture and its moment; stands under `captured` in the request's meta."""

    id: int
    fetched_at: datetime


class CaptureMiddleware:
    """Downloader middleware: one WARC record and one `captures` row for each response."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._directory = Path(crawler.settings["ARCHIVE_DIR"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        """Open the database and the WARC folder."""
        spider = self._crawler.spider
        assert spider
        self._site = spider.name
        self._db = open_database(self._directory)
        self._warc = WarcFolder(self._directory / WARC_FOLDER, spider.name, SOFTWARE)

    def spider_closed(self) -> None:
        """Close both."""
        self._warc.close()
        self._db.close()

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the response; a disk that refuses ends the crawl cleanly."""
        exchange = exchange_of(request, response, self._site)
        try:
            with refusals_named(self._directory / WARC_FOLDER):
                place = self._warc.add(exchange)
            with refusals_named(self._directory / FILE_NAME):
                capture_id = add_capture(self._db, exchange.capture(place, self._site))
        except StorageError as error:
            halt(self._crawler, error)
            raise IgnoreRequest(str(error)) from error
        request.meta["captured"] = Captured(capture_id, exchange.fetched_at)
        return response


def exchange_of(request: Request, response: Response, site: str) -> Exchange:
    """The response with its request, as a WARC record needs them."""
    purpose = request.meta.get("purpose", Purpose(Role.ROBOTS if request.url.endswith("/robots.txt") else Role.OTHER))
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


def wire_headers(headers: Headers) -> list[tuple[str, str]]:
    """Header lines in their order; bytes beyond ASCII survive as latin-1 (RFC 9110, section 5.5)."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]
