"""Splits a WARC file into the bytes of its records; finds its footing again behind a damaged one."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

GZIP_MEMBER = b"\x1f\x8b\x08"  # RFC 1952, section 2.3: the magic, and the only method in use
PLAIN_RECORD = b"WARC/1."
CHUNK = 1 << 16
MAX_RECORD_BYTES = 64 << 20  # a news page has well under 1 MB; what is larger is a video or a bomb
MAX_HEADER_LINES = 200


@dataclass(frozen=True, slots=True)
class Member:
    """The uncompressed bytes of one record (of several, in a file that was compressed as a whole)."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a WARC file that could not be read; reading goes on behind it."""

    offset: int
    reason: str


def split(file: BinaryIO) -> Iterator[Member | Damage]:
    """The members of an open WARC file from its present position on, gzipped or plain."""
    start = file.tell()
    magic = file.read(len(GZIP_MEMBER))
    file.seek(start)
    return _gzipped(file) if magic == GZIP_MEMBER else _plain(file)


def _gzipped(file: BinaryIO) -> Iterator[Member | Damage]:
    offset, pending, searching = file.tell(), b"", False
    while pending := pending or file.read(CHUNK):
        if searching:
            skipped, pending = _seek_magic(pending, file)
            offset += skipped
            if not pending:
                return
        try:
            data, used, rest = _inflate(pending, file)
        except zlib.error as error:
            if not searching:
                yield Damage(offset, f"not readable as gzip ({error})")
            # Go on one byte behind the failed start; the file may have been read far ahead.
            offset, searching, pending = offset + 1, True, b""
            file.seek(offset)
            continue
        if used is None:
            if not searching:
                yield Damage(offset, "cut off at the end of the file")
            return
        if data is None:
            yield Damage(
                offset,
                f"larger than {MAX_RECORD_BYTES >> 20} MB, or compressed as a whole; if so, run: "
                "warcio recompress OLD NEW",
            )
        else:
            yield Member(offset, used, data)
        offset, pending, searching = offset + used, rest, False


def _inflate(pending: bytes, file: BinaryIO) -> tuple[bytes | None, int | None, bytes]:
    """The member's bytes (`None` when too many), its length in the file (`None` when cut off), and what was read on."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    parts: list[bytes] = []
    size = used = 0
    while pending:
        part = inflater.decompress(pending, MAX_RECORD_BYTES)
        size += len(part)
        if size <= MAX_RECORD_BYTES:
            parts.append(part)
        if inflater.eof:
            rest = inflater.unused_data
            whole = b"".join(parts) if size <= MAX_RECORD_BYTES else None
            return whole, used + len(pending) - len(rest), rest
        used += len(pending) - len(inflater.unconsumed_tail)
        pending = inflater.unconsumed_tail or file.read(CHUNK)
    return None, None, b""


def _seek_magic(pending: bytes, file: BinaryIO) -> tuple[int, bytes]:
    """How many bytes to skip to the next possible member, and what is read from there on (empty at the end)."""
    skipped = 0
    while True:
        at = pending.find(GZIP_MEMBER)
        if at >= 0:
            return skipped + at, pending[at:]
        keep = len(GZIP_MEMBER) - 1  # the magic may straddle two reads
        more = file.read(CHUNK)
        if not more:
            return skipped + len(pending), b""
        skipped += max(0, len(pending) - keep)
        pending = pending[-keep:] + more


def _plain(file: BinaryIO) -> Iterator[Member | Damage]:
    searching = False
    while True:
        offset = file.tell()
        line = file.readline(CHUNK)
        if not line:
            return
        if not line.startswith(PLAIN_RECORD):
            if line.strip() and not searching:
                yield Damage(offset, "not the start of a WARC record")
                searching = True
            continue
        searching = False
        length = _skip_header(file)
        if length is None or length > MAX_RECORD_BYTES:
            yield Damage(offset, "a record header without a usable Content-Length")
            searching = True
            continue
        end = file.tell() + length
        file.seek(offset)
        data = file.read(end - offset)
        if len(data) < end - offset:
            yield Damage(offset, "cut off at the end of the file")
            file.seek(offset + len(line))  # the length may lie: look for records inside what it claims
            searching = True
            continue
        yield Member(offset, end - offset, data + b"\r\n\r\n")


def _skip_header(file: BinaryIO) -> int | None:
    """Read to the blank line behind a record header; its Content-Length, or `None` when there is none."""
    length = None
    for _ in range(MAX_HEADER_LINES):
        line = file.readline(CHUNK)
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
        if not line.strip():
            return length
    return None
