"""Appends exchanges to WARC files: warcinfo first, then response, request and metadata of each page."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.times import timestamp
from archive.warc.exchange import Exchange, Headers, Place

WARC_FOLDER = "warc"  # beside archive.db
WARC_VERSION = "1.1"
MAX_FILE_BYTES = 1_000_000_000  # the usual size in web archives: large enough to be few, small enough to copy
# They describe the transfer, which is over; readers would undo it a second time (warcio, pywb).
TRANSFER_HEADERS = {"transfer-encoding", "content-length"}
ORIGINAL_PREFIX = "X-Archive-Orig-"


class WarcFolder:
    """Writes the WARC files of one run into a folder, each named `PREFIX-YYYYMMDDhhmmss-NNNNN.warc.gz`.

    A file is opened with its first record. Records that the disk refuses are cut off again, so that what was written
    before stays readable; the refusal comes as `OSError`.
    """

    def __init__(self, folder: Path, prefix: str, software: str, max_bytes: int = MAX_FILE_BYTES) -> None:
        self._folder = folder
        self._prefix = prefix
        self._software = software
        self._max_bytes = max_bytes
        self._started = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        self._serial = 0
        self._file: BinaryIO | None = None
        self._name = ""

    def add(self, exchange: Exchange) -> Place:
        """Append one page with its request and what the crawl knew of it; the place is that of the page's record."""
        if self._file is None or self._file.tell() >= self._max_bytes:
            self._open_next()
        assert self._file is not None
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version=WARC_VERSION)
        page = _page_record(writer, exchange)
        writer.write_record(page)
        length = buffer.tell()
        for record in _companions(writer, exchange, page.rec_headers.get_header("WARC-Record-ID")):
            writer.write_record(record)
        offset = _append(self._file, buffer.getbuffer())
        return Place(self._name, offset, length, page.rec_headers.get_header("WARC-Payload-Digest"))

    def close(self) -> None:
        """Close the present file, if one was opened."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open_next(self) -> None:
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        while self._file is None:
            self._name = f"{self._prefix}-{self._started}-{self._serial:05}.warc.gz"
            self._serial += 1
            try:
                self._file = (self._folder / self._name).open("xb", buffering=0)
            except FileExistsError:  # another run of the same second
                continue
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version=WARC_VERSION)
        about = {"software": self._software, "format": f"WARC File Format {WARC_VERSION}", "isPartOf": self._prefix}
        writer.write_record(writer.create_warcinfo_record(self._name, about))
        try:
            _append(self._file, buffer.getbuffer())
        except OSError:
            self.close()
            (self._folder / self._name).unlink()
            raise


def _append(out: BinaryIO, data: memoryview) -> int:
    """Write all of `data` at the end and return where it begins; on refusal the file is as it was."""
    begin = out.tell()
    try:
        written = 0
        while written < len(data):
            written += out.write(data[written:])
    except OSError:
        out.truncate(begin)
        out.seek(begin)
        raise
    return begin


def _page_record(writer: WARCWriter, exchange: Exchange) -> Any:
    is_response = exchange.record_type == "response"
    headers = StatusAndHeaders(
        exchange.status_line, _stored(exchange.headers, len(exchange.payload)), exchange.protocol
    )
    return writer.create_warc_record(
        exchange.url,
        exchange.record_type,
        payload=BytesIO(exchange.payload),
        length=len(exchange.payload),
        http_headers=headers if is_response else None,
        warc_headers_dict={"WARC-Date": timestamp(exchange.fetched_at)},
        warc_content_type="" if is_response else exchange.header("content-type") or "application/octet-stream",
    )


def _companions(writer: WARCWriter, exchange: Exchange, page_id: str) -> list[Any]:
    """The request record, and a metadata record with what the crawl knew, where there is something to say."""
    about = {"WARC-Concurrent-To": page_id, "WARC-Date": timestamp(exchange.fetched_at)}
    records = []
    if exchange.request_headers is not None:
        target = exchange.url.partition("://")[2].partition("/")[2]
        headers = StatusAndHeaders(f"GET /{target} HTTP/1.1", exchange.request_headers, is_http_request=True)
        records.append(
            writer.create_warc_record(exchange.url, "request", http_headers=headers, warc_headers_dict=dict(about))
        )
    known = {"site": exchange.site, "role": exchange.role, "part-of": exchange.part_of}
    fields = "".join(f"{name}: {value}\r\n" for name, value in known.items() if value).encode()
    if fields:
        records.append(
            writer.create_warc_record(
                exchange.url, "metadata", payload=BytesIO(fields), length=len(fields), warc_headers_dict=dict(about)
            )
        )
    return records


def _stored(headers: Headers, length: int) -> Headers:
    """Headers that describe the payload as it is stored; what described the transfer stays under another name."""
    kept = [(ORIGINAL_PREFIX + k if k.lower() in TRANSFER_HEADERS else k, v) for k, v in headers]
    return [*kept, ("Content-Length", str(length))]
