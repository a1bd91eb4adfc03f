"""Undoes content encodings within bounds, and notices what Scrapy does not: bodies that end too early."""

import zlib
from collections.abc import Callable, Iterator
from functools import partial

import brotli  # type: ignore[import-untyped]  # has no types; Scrapy brings it
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from scraper.manners.refusal import DamageError
from scraper.manners.robots import ROBOTS
from scraper.manners.robots_rules import SIZE

PIECE = 1 << 16
TRUNCATED = "truncated"  # our mark on a packed body that ends too early
DATALOSS = "dataloss"  # Scrapy's on one that is shorter than Content-Length, or lacks its last chunk
# More would be a bomb or a prank: servers apply one, careless ones two.
MOST_LAYERS = 3


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
        for name in encodings(response):
            body, complete = unpack(body, name, SIZE) if robots else unpack(body, name, self._most, strict=True)
            whole = whole and complete
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        flags = [*response.flags, *([] if whole else [TRUNCATED])]
        return response.replace(cls=kind, headers=headers, body=body, flags=flags)


def damage_of(response: Response) -> str | None:
    """How the body of a response came damaged, in words for its evidence, or `None` when it is whole."""
    if DATALOSS in response.flags:
        return "the connection ended before the page did"
    return "the packed body ends too early" if TRUNCATED in response.flags else None


def encodings(response: Response) -> list[str]:
    """The content encodings to undo, in the order in which to undo them (RFC 9110, 8.4: the last was applied last).

    Raises:
        DamageError: one is unknown, or there are more than any server has a reason for.
    """
    fields = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower().split(",")
    names = [name for field in reversed(fields) if (name := field.strip()) not in {"", "identity"}]
    if len(names) > MOST_LAYERS:
        raise DamageError(f"the body is packed {len(names)} times over; not kept")
    if unknown := next((name for name in names if name not in UNPACKERS), None):
        raise DamageError(f"the body is packed as {unknown[:40]!r}, which nobody asked for and nothing here can read")
    return names


def unpack(body: bytes, name: str, most: int, *, strict: bool = False) -> tuple[bytes, bool]:
    """The unpacked body, up to about `most` bytes, and whether it was whole.

    Raises:
        DamageError: the body is not packed as it says or, where `strict`, it has more than `most` bytes.
    """
    pieces: list[bytes] = []
    size, whole = 0, False
    try:
        for piece, ended in UNPACKERS[name](body):
            pieces.append(piece)
            size, whole = size + len(piece), ended
            if size > most:
                break
    except (zlib.error, brotli.error) as error:
        if not size:
            raise DamageError(f"the body says that it is packed as {name}, but it is not; not kept") from error
        whole = False
    if strict and size > most:
        pieces.clear()  # the traceback would hold them
        raise DamageError(f"the body unpacks to more than {most / 1e6:.0f} MB, more than any page; not kept")
    return b"".join(pieces), whole


Pieces = Iterator[tuple[bytes, bool]]


def inflated(body: bytes, *, wbits: int) -> Pieces:
    """A zlib or gzip stream; gzip may have several members (RFC 1952, 2.2), and padding behind them."""
    rest = body
    while rest:
        machine = zlib.decompressobj(wbits)
        while True:
            piece = machine.decompress(rest, PIECE)
            rest = machine.unconsumed_tail
            yield piece, machine.eof
            if machine.eof or not (rest or piece):
                break
        if not machine.eof or wbits < 16:
            return
        rest = machine.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return


def deflated(body: bytes) -> Pieces:
    """`deflate` is a zlib stream (RFC 9110, 8.4.1.2); some servers send it bare."""
    try:
        zlib.decompressobj().decompress(body, 1)
    except zlib.error:
        return inflated(body, wbits=-15)
    return inflated(body, wbits=15)


def unbrotlied(body: bytes) -> Pieces:
    """A brotli stream (RFC 7932)."""
    machine = brotli.Decompressor()
    piece = machine.process(body, output_buffer_limit=PIECE)
    while piece or machine.is_finished():
        yield piece, machine.is_finished()
        if machine.is_finished():
            return
        piece = machine.process(b"", output_buffer_limit=PIECE)
    yield b"", False


UNPACKERS: dict[str, Callable[[bytes], Pieces]] = {
    "gzip": partial(inflated, wbits=31),
    "x-gzip": partial(inflated, wbits=31),
    "deflate": deflated,
    "br": unbrotlied,
}
