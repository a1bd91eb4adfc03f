"""Answers as bytes: status line, headers, conditional requests, compression."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus

from scraper.replica.feeds import http_date
from scraper.replica.model import Page


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer before it goes over the wire."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def head(self) -> bytes:
        """Status line and headers."""
        lines = [f"HTTP/1.1 {self.status} {reason(self.status)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def reason(status: int) -> str:
    """The reason phrase of a status; unknown ones have none."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def message(status: int, text: str = "", **headers: str) -> Reply:
    """A short plain-text answer."""
    body = (text or reason(status)).encode()
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Reply(status, {"Content-Type": "text/plain", "Content-Length": str(len(body))} | named, body)


def etag(page: Page) -> str:
    """A strong entity tag of the bytes."""
    return f'"{sha256(page.body).hexdigest()[:16]}"'


def unchanged(page: Page, request: Mapping[str, str]) -> bool:
    """Whether the client's copy is current; If-None-Match goes before If-Modified-Since (RFC 9110, 13.2.2)."""
    if tags := request.get("if-none-match"):
        return tags.strip() == "*" or etag(page) in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    try:
        since = parsedate_to_datetime(request.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and parsedate_to_datetime(http_date(page.modified)) <= since


def reply_with(page: Page, request: Mapping[str, str]) -> Reply:
    """The page, or 304, or its redirect. `request` holds the request headers by lower-case name."""
    if page.location:
        return Reply(page.status, {"Location": page.location, "Content-Length": "0"})
    headers = {"ETag": etag(page), "Last-Modified": http_date(page.modified), "Vary": "Accept-Encoding"}
    if unchanged(page, request):
        return Reply(304, headers)
    headers["Content-Type"] = page.content_type
    body = page.body
    if "gzip" in request.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return Reply(200, headers, body)
