"""What hostile and broken servers do, one function each; all are bounded in time and bytes.

Give one to `Replica.misbehave`; `traps` has those that are meant. A fault changes the reply of a healthy server, or
the way in which it is sent.
"""

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from scraper.replica.reply import Reply, message

MEGABYTE = 1 << 20
# A zero linger time turns a close into a reset (socket(7), SO_LINGER).
NO_LINGER = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")


async def whole(reply: Reply, wire: asyncio.StreamWriter) -> None:
    """Send a reply as a good server does."""
    wire.write(reply.head() + reply.body)
    await wire.drain()


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to misbehave: `change(url, reply)` gives another reply (status 0: none), `send` puts it on the wire.

    Without `tls`, an https host breaks its handshake before any request.
    """

    change: Callable[[str, Reply], Reply] = lambda _, reply: reply
    send: Callable[[Reply, asyncio.StreamWriter], Awaitable[None]] = whole
    tls: bool = True


HEALTHY = Fault()


def without(reply: Reply, *names: str, **more: str) -> Reply:
    """The reply without some headers and with `more`; `content_type` stands for Content-Type."""
    kept = {name: value for name, value in reply.headers.items() if name not in names}
    added = {name.replace("_", "-").title(): value for name, value in more.items()}
    return replace(reply, headers=kept | added)


def with_body(reply: Reply, body: bytes, **more: str) -> Reply:
    """The reply with another body, its length, and `more` headers."""
    return replace(without(reply, content_length=str(len(body)), **more), body=body)


def slow(seconds: float = 1.0) -> Fault:
    """Answer well, but only after `seconds`."""

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await whole(reply, wire)

    return Fault(send=send)


def drip(seconds: float = 1.0, pieces: int = 60) -> Fault:
    """Send the body in `pieces`, with `seconds` after each."""

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        wire.write(reply.head())
        size = max(1, -(-len(reply.body) // pieces))
        for start in range(0, len(reply.body), size):
            wire.write(reply.body[start : start + size])
            await wire.drain()
            await asyncio.sleep(seconds)

    return Fault(send=send)


def silent(seconds: float = 30.0) -> Fault:
    """Accept the request, say nothing for `seconds`, hang up."""

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        del reply
        await asyncio.sleep(seconds)
        wire.close()

    return Fault(lambda _url, _reply: Reply(0), send)


def cut(share: float = 0.5, *, chunked: bool = False) -> Fault:
    """Send the first `share` of the body and hang up: less than its Content-Length, or in the middle of a chunk."""

    def change(_: str, reply: Reply) -> Reply:
        return without(reply, "Content-Length", transfer_encoding="chunked") if chunked else reply

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        chunk = f"{len(reply.body):x}\r\n".encode() if chunked else b""
        wire.write(reply.head() + chunk + reply.body[: int(len(reply.body) * share)])
        await wire.drain()
        wire.close()

    return Fault(change, send)


def server_error(status: int = 503, retry_after: str | None = None) -> Fault:
    """Answer with an error status, perhaps with Retry-After in seconds or as an HTTP date."""
    headers = {} if retry_after is None else {"retry_after": retry_after}
    return Fault(lambda _url, _reply: message(status, **headers))


def redirect(target: str, status: int = 302) -> Fault:
    """Redirect to any target: another site, a private address, `file:`."""
    return Fault(lambda _url, _reply: message(status, location=target))


def redirect_loop() -> Fault:
    """Redirect to the same page with a counter that grows, so that no target repeats."""

    def change(url: str, _: Reply) -> Reply:
        page, count = url.partition("?round=")[::2]
        return message(302, location=f"{page}?round={int(count or 0) + 1}")

    return Fault(change)


def endless(megabytes: int = 64) -> Fault:
    """A body without a length that goes on for `megabytes`, far more than any page."""

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        wire.write(reply.head() + b"<html><body>")
        for _ in range(megabytes):
            wire.write(b"<p>........</p>\n" * (MEGABYTE // 16))
            await wire.drain()
        wire.close()

    def change(_: str, reply: Reply) -> Reply:
        return without(reply, "Content-Length", "Content-Encoding", "ETag", connection="close")

    return Fault(change, send)


def wrong_length(by: int = 100) -> Fault:
    """A Content-Length that is off by `by` bytes; where that is negative, the body is longer than promised."""

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        await whole(reply, wire)
        wire.close()

    return Fault(lambda _, reply: without(reply, content_length=str(max(0, len(reply.body) + by))), send)


def gzip_bomb(megabytes: int = 64) -> Fault:
    """A small gzip body that unpacks to `megabytes`."""

    def change(_: str, reply: Reply) -> Reply:
        packer = zlib.compressobj(level=9, wbits=31)
        body = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()
        return with_body(reply, body, content_encoding="gzip")

    return Fault(change)


def broken_gzip(*, truncated: bool = False) -> Fault:
    """A body that calls itself gzip: plain bytes, or real gzip cut in half."""

    def change(_: str, reply: Reply) -> Reply:
        packer = zlib.compressobj(wbits=31)
        packed = packer.compress(reply.body) + packer.flush()
        body = packed[: len(packed) // 2] if truncated else b"not gzip at all" * 20
        return with_body(reply, body, content_encoding="gzip")

    return Fault(change)


def reset(*, early: bool = False) -> Fault:
    """Reset the connection (RST) in the middle of the body or, `early`, before the first byte."""

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        if reply.status:
            wire.write(reply.head() + reply.body[: len(reply.body) // 2])
            await wire.drain()
        wire.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        wire.transport.abort()

    return Fault(lambda _, reply: Reply(0) if early else reply, send)


def wrong_type(content_type: str = "application/pdf") -> Fault:
    """The right bytes under a wrong Content-Type: another media type, or a false charset."""
    return Fault(lambda _, reply: without(reply, content_type=content_type))


def wrong_body(body: bytes = b"") -> Fault:
    """Other bytes in place of the body: none, zero bytes, noise, the page of another site."""
    return Fault(lambda _, reply: with_body(without(reply, "Content-Encoding"), body))
