"""Reads pages out of WARC and WET files, by streaming or by place; a damaged record costs itself, not the file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from archive.captures import Role
from archive.errors import DamagedRecordError
from archive.warc.exchange import Exchange, Headers, Place, Revisit, Truncation
from archive.warc.members import GZIP_MEMBER, Damage, Member, split

STATUS = re.compile(r"[1-9][0-9][0-9]\b")
PAGE_TYPES = {"response", "resource", "conversion", "revisit"}
UNREADABLE = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, LookupError, AttributeError)


def read_pages(path: Path) -> Iterator[tuple[Place, Exchange] | Damage]:
    """Every page of a WARC or WET file, compressed or not, in the order of the file; revisits without their payload.

    Raises:
        OSError: the file cannot be opened or read.
    """
    held: tuple[Place, Exchange] | None = None  # a page waits for the metadata record that may follow it
    held_id = None
    with path.open("rb") as file:
        for member in split(file):
            if isinstance(member, Damage):
                yield member
                continue
            for record in _records(member):
                if isinstance(record, Damage):
                    yield record
                elif record.rec_type == "metadata" and held and _header(record, "WARC-Concurrent-To") == held_id:
                    held = (held[0], _with_knowledge(held[1], record.payload))
                elif record.exchange:
                    if held:
                        yield held
                    place = Place(path.name, member.offset, member.length, _header(record, "WARC-Payload-Digest"))
                    held, held_id = (place, record.exchange), _header(record, "WARC-Record-ID")
    if held:
        yield held


def read_page(folder: Path, warc_file: str, offset: int) -> Exchange:
    """The page at one place of one file. A revisit comes without its payload: that lies at another place.

    Raises:
        DamagedRecordError: the file is missing, or holds no readable page there.
    """
    cure = "restore the file from a backup, or run: scrapy reprocess"
    try:
        with (folder / warc_file).open("rb") as file:
            file.seek(offset)
            member = next(split(file), None)
    except OSError as error:
        raise DamagedRecordError(f"{warc_file}: {error.strerror}; {cure}") from error
    if isinstance(member, Member):
        record = next(_records(member), None)
        if isinstance(record, _Record) and record.exchange:
            return record.exchange
    raise DamagedRecordError(f"{warc_file} has no readable page at byte {offset}; {cure}")


class _Record:
    """A parsed record with its block read; `exchange` is the page, where it is one.

    Raises:
        ValueError: a record without its type, or a page without a URL or a date.
    """

    def __init__(self, parsed: Any) -> None:
        if not parsed.rec_type:
            raise ValueError("a record without WARC-Type")
        self.rec_type: str = parsed.rec_type
        self.headers = parsed.rec_headers
        self.http_headers = parsed.http_headers
        chunked = parsed.http_headers and parsed.http_headers.get_header("transfer-encoding", "").lower() == "chunked"
        stream = ChunkedDataReader(parsed.raw_stream) if chunked else parsed.raw_stream
        self.payload: bytes = stream.read()
        self.exchange = _exchange(self) if self.rec_type in PAGE_TYPES else None


def _records(member: Member) -> Iterator[_Record | Damage]:
    if member.data.startswith(GZIP_MEMBER):
        yield Damage(member.offset, "compressed twice; unpack the file once")
        return
    try:
        for parsed in ArchiveIterator(BytesIO(member.data), check_digests=True):
            record = _Record(parsed)
            yield record
            # Writers disagree about what a payload digest covers (with or without chunk framing); not so here.
            if any(problem.startswith("block digest") for problem in parsed.digest_checker.problems):
                yield Damage(member.offset, "the digest of the record does not match its content")
    except UNREADABLE as error:
        # warcio looks for what it needs without asking whether it is there.
        missing = isinstance(error, AttributeError | LookupError)
        words = "a header is missing" if missing else str(error).strip() or type(error).__name__
        yield Damage(member.offset, f"not a WARC record ({words})")


def _header(record: _Record, name: str) -> str | None:
    value: str | None = record.headers.get_header(name)
    return value


def _exchange(record: _Record) -> Exchange:
    url, date = _header(record, "WARC-Target-URI"), _header(record, "WARC-Date")
    if not (url and date):
        raise ValueError("a page record without WARC-Target-URI or WARC-Date")
    fetched_at = moment_of(date)
    revisit = _revisit(record) if record.rec_type == "revisit" else None
    stated = _header(record, "WARC-Truncated")
    truncated = (Truncation(stated) if stated in set(Truncation) else Truncation.UNSPECIFIED) if stated else None
    if record.http_headers is None and revisit:
        return Exchange(url, fetched_at, b"", [], 0, status_line="", revisit=revisit)
    if record.http_headers is None:
        media_type = "text/plain" if record.rec_type == "conversion" else _header(record, "Content-Type")
        headers: Headers = [("Content-Type", media_type or "application/octet-stream")]
        return Exchange(url, fetched_at, record.payload, headers, record_type=record.rec_type, truncated=truncated)
    headers = [
        (k, v) for k, v in record.http_headers.headers if k.lower() not in {"transfer-encoding", "content-length"}
    ]
    status_line = record.http_headers.statusline
    code = STATUS.match(status_line)
    status = int(code[0]) if code else 0
    return Exchange(
        url,
        fetched_at,
        b"" if revisit else record.payload,
        headers,
        status,
        "response" if revisit else record.rec_type,
        status_line,
        record.http_headers.protocol,
        truncated=truncated,
        revisit=revisit,
    )


def _revisit(record: _Record) -> Revisit:
    date = _header(record, "WARC-Refers-To-Date")
    return Revisit(
        _header(record, "WARC-Profile") or "",
        _header(record, "WARC-Refers-To-Target-URI"),
        moment_of(date) if date else None,
        _header(record, "WARC-Payload-Digest"),
        _header(record, "WARC-Refers-To"),
    )


def moment_of(date: str) -> datetime:
    """A WARC-Date in UTC; it may end after the year or the month (WARC/1.1, section 5.4), and lack its offset.

    Raises:
        ValueError: it is no date.
    """
    moment = datetime.fromisoformat(date + {4: "-01-01", 7: "-01"}.get(len(date), ""))
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:  # the first or last day of the calendar
        raise ValueError(f"no usable WARC-Date: {date}") from error


def _with_knowledge(exchange: Exchange, fields: bytes) -> Exchange:
    """The exchange with what the metadata record of our own writer says about it."""
    lines = (line.partition(": ") for line in fields.decode("utf-8", "replace").splitlines())
    known = {name: value for name, _, value in lines}
    role = known.get("role")
    return replace(
        exchange,
        site=known.get("site"),
        role=Role(role) if role in set(Role) else None,
        part_of=known.get("part-of"),
    )
