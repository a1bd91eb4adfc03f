"""Undoes content encodings within bounds, and says when a body ends too early."""

import zlib
from collections.abc import Callable, Iterator
from functools import partial

import brotli  # type: ignore[import-untyped]  # has no types; Scrapy brings it

from archive.errors import PackingError

PIECE = 1 << 16
# More would be a bomb or a prank: servers apply one, careless ones two.
MOST_LAYERS = 3


def encodings(fields: str) -> list[str]:
    """The encodings in Content-Encoding, in the order in which to undo them (RFC 9110, 8.4: the last came last).

    Raises:
        PackingError: one is unknown, or there are more than any server has a reason for.
    """
    names = [name for field in reversed(fields.lower().split(",")) if (name := field.strip()) not in {"", "identity"}]
    if len(names) > MOST_LAYERS:
        raise PackingError(f"the body is packed {len(names)} times over; not kept")
    if unknown := next((name for name in names if name not in UNPACKERS), None):
        raise PackingError(f"the body is packed as {unknown[:40]!r}, which nobody asked for and nothing here can read")
    return names


def unpack(body: bytes, name: str, most: int, *, strict: bool = False) -> tuple[bytes, bool]:
    """The unpacked body, up to about `most` bytes, and whether it was whole.

    Raises:
        PackingError: the body is not packed as it says or, where `strict`, it has more than `most` bytes.
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
            raise PackingError(f"the body says that it is packed as {name}, but it is not; not kept") from error
        whole = False
    if strict and size > most:
        pieces.clear()  # the traceback would hold them
        raise PackingError(f"the body unpacks to more than {most / 1e6:.0f} MB, more than any page; not kept")
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
