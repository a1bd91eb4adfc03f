"""What a WARC file keeps of one page, as it goes in and as it comes out."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from archive.captures import Capture, Role
from archive.records import RawPage

Headers = list[tuple[str, str]]
MAX_BODY_BYTES = 64 << 20  # as large as a record may be


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: the name of its file, and bytes of the (compressed) record."""

    warc_file: str
    offset: int
    length: int
    payload_digest: str | None = None


class Truncation(StrEnum):
    """Why the end of a page is missing (WARC/1.1, section 5.13)."""

    LENGTH = "length"
    TIME = "time"
    DISCONNECT = "disconnect"
    UNSPECIFIED = "unspecified"


class Profile(StrEnum):
    """In which way a page is one that was captured before (WARC/1.1, section 6.7)."""

    IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Revisit:
    """The earlier capture that holds the payload of this one: its URL, moment and payload digest, as its record says.

    `record_id` is that of the earlier record, where it is known; `profile` is another text in a file from elsewhere.
    """

    profile: str
    uri: str | None
    moment: datetime | None
    payload_digest: str | None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Wire:
    """Bytes as they went over the wire, which parsing would lose: case, order, spaces, reason phrase.

    `request` is the whole request as the origin server got it, `response` the lines of the response's head without
    their line ends, the status line first. `began_at` is the moment the request was sent. `ip_address` is the server's,
    `None` where a proxy stood before it.
    """

    request: bytes
    response: tuple[bytes, ...]
    began_at: datetime
    ip_address: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A page with its headers as they came over the wire; `payload` still has its content encoding.

    `record_type` is `response` for what HTTP delivered, `resource` for a file that was handed in, `conversion` for text
    that somebody extracted (WET). `site`, `role` and `part_of` are what the crawl knew about the page; `None` in a file
    from elsewhere. `request_headers` are `None` where no request was made. `wire` has the two heads byte for byte,
    where they are known; they are then written in place of the headers. A `revisit` is written without its payload.
    """

    url: str
    fetched_at: datetime
    payload: bytes
    headers: Headers
    status: int = 200
    record_type: str = "response"
    status_line: str = "200 OK"
    protocol: str = "HTTP/1.1"
    request_headers: Headers | None = None
    site: str | None = None
    role: Role | None = None
    part_of: str | None = None
    wire: Wire | None = None
    truncated: Truncation | None = None
    revisit: Revisit | None = None

    def header(self, name: str) -> str | None:
        """The value of a response header; `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def page(self) -> RawPage:
        """The page with its content encoding undone; a payload that does not decode, or is a bomb, is kept as it is."""
        block = StatusAndHeaders(self.status_line, self.headers, self.protocol)
        record = ArcWarcRecord("warc", self.record_type, None, BytesIO(self.payload), block, None, None)
        try:
            body = record.content_stream().read(MAX_BODY_BYTES + 1)
        except (zlib.error, EOFError, OSError, ValueError):
            body = self.payload
        if len(body) > MAX_BODY_BYTES:
            body = self.payload
        return RawPage(self.url, body, dict(self.headers), self.status, self.fetched_at)

    def capture(self, place: Place, site: str) -> Capture:
        """The row that says where this exchange lies; `site` and role `other` stand in for what is not known."""
        return Capture(
            url=self.url,
            site=self.site or site,
            role=self.role or Role.OTHER,
            fetched_at=self.fetched_at,
            status=self.status,
            warc_file=place.warc_file,
            warc_offset=place.offset,
            warc_length=place.length,
            part_of=self.part_of,
            payload_digest=place.payload_digest,
            etag=self.header("etag"),
            last_modified=self.header("last-modified"),
        )
