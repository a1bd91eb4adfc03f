"""Keeps what Datasette exports as CSV from becoming formulas in a spreadsheet."""

import csv
import io
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from datasette import hookimpl

from archive.export.spreadsheet import defused

Application = Callable[[Any, Any, Any], Awaitable[None]]
# Datasette writes numbers and text alike; a spreadsheet reads such text as the number, and computes nothing.
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
csv.field_size_limit(2**31 - 1)  # a text may be longer than the 128 KiB that csv reads by default


# Datasette has no types.
@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Application], Application]:
    """Rewrites CSV while it streams; everything else passes untouched."""
    return guarded


def guarded(application: Application) -> Application:
    """The application, with cells that begin as formulas do preceded by an apostrophe in its CSV."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        guard = Guard(send) if scope["type"] == "http" and asks_for_csv(scope) else None
        await application(scope, receive, guard or send)

    return serve


def asks_for_csv(scope: Any) -> bool:
    """As Datasette reads an address: the extension, or `_format`."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return scope["path"].endswith(".csv") or asked.get("_format") == ["csv"]


class Guard:
    """Stands before `send`: passes whole lines of CSV on, mended, and holds back a line that is not complete."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._is_csv = False
        self._held: list[bytes] = []
        self._quotes = 0

    async def __call__(self, message: Any) -> None:
        """One message of ASGI. Datasette sends about one line in each."""
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            kind = headers.get(b"content-type", b"")
            self._is_csv = kind.startswith((b"text/csv", b"text/plain")) and b"content-length" not in headers
        elif self._is_csv:
            message = {**message, "body": self._mended(message.get("body", b""), last=not message.get("more_body"))}
        await self._send(message)

    def _mended(self, body: bytes, *, last: bool) -> bytes:
        self._held.append(body)
        self._quotes += body.count(b'"')
        if not last and (self._quotes % 2 or not body.endswith(b"\n")):
            return b""
        lines = b"".join(self._held).decode("utf-8", "replace")
        self._held, self._quotes = [], 0
        return without_formulas(lines).encode()


def without_formulas(lines: str) -> str:
    """CSV with every cell that a spreadsheet would compute preceded by an apostrophe; numbers stay."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in csv.reader(io.StringIO(lines, newline="")):
        writer.writerow([cell if NUMBER.fullmatch(cell) else defused(cell) for cell in row])
    return written.getvalue()
