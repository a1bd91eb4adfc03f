"""What hostile and broken servers do, each as a small class; every one is bounded in time and bytes.

Give one to `Replica.misbehave`. `Fault.answer` gets the reply that a healthy server would send and puts something
else on the wire.
"""

import asyncio
import socket
import zlib
from dataclasses import dataclass, replace

from scraper.replica.reply import Reply, message

MEGABYTE = 1 << 20


class Fault:
    """A way to misbehave; this one does not."""

    def shows(self, status: int) -> int:
        """The status that goes out in place of `status`, 0 for none."""
        return status

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:
        """Put the answer on the wire; close it to end the connection."""
        del url
        await send(wire, reply)


async def send(wire: asyncio.StreamWriter, reply: Reply) -> None:
    """Put a whole reply on the wire."""
    wire.write(reply.head() + reply.body)
    await wire.drain()


def without(reply: Reply, *names: str, **more: str) -> Reply:
    """The reply without some headers and with `more`."""
    kept = {name: value for name, value in reply.headers.items() if name not in names}
    added = {name.replace("_", "-").title(): value for name, value in more.items()}
    return replace(reply, headers=kept | added)


@dataclass(frozen=True, slots=True)
class Slow(Fault):
    """Answer well, but only after `seconds`."""

    seconds: float = 1.0

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        await asyncio.sleep(self.seconds)
        await send(wire, reply)


@dataclass(frozen=True, slots=True)
class Drip(Fault):
    """Send the body in `pieces`, with `seconds` between two of them."""

    seconds: float = 1.0
    pieces: int = 60

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        wire.write(reply.head())
        size = max(1, -(-len(reply.body) // self.pieces))
        for start in range(0, len(reply.body), size):
            wire.write(reply.body[start : start + size])
            await wire.drain()
            await asyncio.sleep(self.seconds)


@dataclass(frozen=True, slots=True)
class Silent(Fault):
    """Accept the request and say nothing for `seconds`, then hang up."""

    seconds: float = 30.0

    def shows(self, status: int) -> int:  # noqa: D102 - see Fault
        del status
        return 0

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url, reply
        await asyncio.sleep(self.seconds)
        wire.close()


@dataclass(frozen=True, slots=True)
class Cut(Fault):
    """Promise the whole body, send the first `share` of it, hang up."""

    share: float = 0.5

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        wire.write(reply.head() + reply.body[: int(len(reply.body) * self.share)])
        await wire.drain()
        wire.close()


@dataclass(frozen=True, slots=True)
class CutChunked(Fault):
    """A chunked body that stops in the middle of a chunk."""

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        wire.write(without(reply, "Content-Length", transfer_encoding="chunked").head())
        wire.write(f"{len(reply.body):x}\r\n".encode() + reply.body[: len(reply.body) // 2])
        await wire.drain()
        wire.close()


@dataclass(frozen=True, slots=True)
class ServerError(Fault):
    """Answer with an error status, perhaps with Retry-After in seconds or as an HTTP date."""

    status: int = 503
    retry_after: str | None = None

    def shows(self, status: int) -> int:  # noqa: D102 - see Fault
        del status
        return self.status

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url, reply
        headers = {"Retry-After": self.retry_after} if self.retry_after is not None else {}
        error = message(self.status)
        await send(wire, replace(error, headers={**error.headers, **headers}))


@dataclass(frozen=True, slots=True)
class Redirect(Fault):
    """Redirect to any target: another site, a private address, `file:`."""

    target: str
    status: int = 302

    def shows(self, status: int) -> int:  # noqa: D102 - see Fault
        del status
        return self.status

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url, reply
        await send(wire, message(self.status, location=self.target))


@dataclass(frozen=True, slots=True)
class RedirectLoop(Fault):
    """Redirect to the same page with a counter that grows, so that no target repeats."""

    def shows(self, status: int) -> int:  # noqa: D102 - see Fault
        del status
        return 302

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del reply
        page, _, count = url.partition("?round=")
        await send(wire, message(302, location=f"{page}?round={int(count or 0) + 1}"))


@dataclass(frozen=True, slots=True)
class Endless(Fault):
    """A body without a length that goes on for `megabytes`; far more than any page."""

    megabytes: int = 64

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        head = without(reply, "Content-Length", "Content-Encoding", "ETag", connection="close")
        wire.write(head.head() + b"<html><body>")
        for _ in range(self.megabytes):
            wire.write(b"<p>........</p>\n" * (MEGABYTE // 16))
            await wire.drain()
        wire.close()


@dataclass(frozen=True, slots=True)
class WrongLength(Fault):
    """A Content-Length that is off by `by` bytes (negative: the body is longer than promised)."""

    by: int = 100

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        length = str(max(0, len(reply.body) + self.by))
        await send(wire, without(reply, content_length=length))
        wire.close()


@dataclass(frozen=True, slots=True)
class GzipBomb(Fault):
    """A small gzip body that unpacks to `megabytes`."""

    megabytes: int = 64

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        packer = zlib.compressobj(level=9, wbits=31)
        body = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(self.megabytes)) + packer.flush()
        bomb = without(reply, content_encoding="gzip", content_length=str(len(body)))
        await send(wire, replace(bomb, body=body))


@dataclass(frozen=True, slots=True)
class BrokenGzip(Fault):
    """A body that calls itself gzip: plain bytes, or real gzip cut in half."""

    cut: bool = False

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        packer = zlib.compressobj(wbits=31)
        packed = packer.compress(reply.body) + packer.flush()
        body = packed[: len(packed) // 2] if self.cut else b"not gzip at all" * 20
        fake = without(reply, content_encoding="gzip", content_length=str(len(body)))
        await send(wire, replace(fake, body=body))


@dataclass(frozen=True, slots=True)
class Reset(Fault):
    """Reset the connection (RST) in the middle of the body, or before the first byte."""

    before_head: bool = False

    def shows(self, status: int) -> int:  # noqa: D102 - see Fault
        return 0 if self.before_head else status

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        if not self.before_head:
            wire.write(reply.head() + reply.body[: len(reply.body) // 2])
            await wire.drain()
        # A zero linger time turns the close into a reset (socket(7), SO_LINGER).
        linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
        wire.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        wire.transport.abort()


@dataclass(frozen=True, slots=True)
class Relabel(Fault):
    """Send the right bytes under a wrong Content-Type: another media type, or a false charset."""

    content_type: str = "application/pdf"

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        await send(wire, without(reply, content_type=self.content_type))


@dataclass(frozen=True, slots=True)
class Replace(Fault):
    """Send other bytes in place of the body: nothing, zero bytes, noise, a page of another site."""

    body: bytes = b""

    async def answer(self, url: str, reply: Reply, wire: asyncio.StreamWriter) -> None:  # noqa: D102 - see Fault
        del url
        other = without(reply, "Content-Encoding", content_length=str(len(self.body)))
        await send(wire, replace(other, body=self.body))
