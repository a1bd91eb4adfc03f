"""Splits a WARC file into the bytes of its records; finds its footing again behind a damaged one."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from os import SEEK_END
from typing import BinaryIO

GZIP_MEMBER = b"\x1f\x8b\x08"  # RFC 1952, section 2.3: the magic, and the only method in use
PLAIN_RECORD = b"WARC/1."
CHUNK = 1 << 16
MAX_RECORD_BYTES = 64 << 20  # a news page has well under 1 MB; what is larger is a video or a bomb
MAX_HEADER_LINES = 200
LENGTH = re.compile(rb"\d{1,18}")


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


class _UnreadableError(Exception):
    """No whole member lies here; the text says why."""


def split(file: BinaryIO) -> Iterator[Member | Damage]:
    """The members of an open WARC file from its present position on, gzipped or plain."""
    start = file.tell()
    head = file.read(CHUNK)
    file.seek(start)
    # A damaged first byte must not hide which of the two it is.
    plain = not head.startswith(GZIP_MEMBER) and b"warc-type:" in head.lower()
    return _plain(file) if plain else _gzipped(file)


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
        except _UnreadableError as error:
            if not searching:
                yield Damage(offset, str(error))
            # Go on one byte behind the failed start; the file may have been read far ahead.
            offset, searching, pending = offset + 1, True, b""
            file.seek(offset)
            continue
        yield Member(offset, used, data)
        offset, pending, searching = offset + used, rest, False


def _inflate(pending: bytes, file: BinaryIO) -> tuple[bytes, int, bytes]:
    """The member's bytes, its length in the file, and what was read beyond it.

    Raises:
        _UnreadableError: it is damaged, cut off or too large.
    """
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    data, used = bytearray(), 0
    while pending:
        try:
            data += inflater.decompress(pending, MAX_RECORD_BYTES)
        except zlib.error as error:
            raise _UnreadableError(f"not readable as gzip ({error})") from error
        if len(data) > MAX_RECORD_BYTES:
            raise _UnreadableError(
                f"larger than {MAX_RECORD_BYTES >> 20} MB, or compressed as a whole; if so, run: "
                "warcio recompress OLD NEW"
            )
        if inflater.eof:
            rest = inflater.unused_data
            return bytes(data), used + len(pending) - len(rest), rest
        used += len(pending) - len(inflater.unconsumed_tail)
        pending = inflater.unconsumed_tail or file.read(CHUNK)
    raise _UnreadableError("cut off: its end is not in the file")


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
    searching, size = False, _size(file)
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
        length = _skip_header(file)
        end = file.tell() + (length or 0)
        if length is None or length > MAX_RECORD_BYTES:
            problem = "a record header without a usable Content-Length"
        elif end > size:
            problem = "cut off at the end of the file"
        elif not _ends_at(file, end):
            problem = "its Content-Length does not lead to its end"
        else:
            file.seek(offset)
            yield Member(offset, end - offset, file.read(end - offset) + b"\r\n\r\n")
            searching = False
            continue
        yield Damage(offset, problem)
        file.seek(offset + len(line))  # the length may lie: look for records inside what it claims
        searching = True


def _size(file: BinaryIO) -> int:
    here = file.tell()
    size = file.seek(0, SEEK_END)
    file.seek(here)
    return size


def _ends_at(file: BinaryIO, end: int) -> bool:
    """True where the two line ends that close a record, the next record or nothing follow."""
    file.seek(end)
    behind = file.read(len(PLAIN_RECORD) + 4)
    return behind.startswith(b"\r\n\r\n") or behind.lstrip().startswith(PLAIN_RECORD) or not behind.strip()


def _skip_header(file: BinaryIO) -> int | None:
    """Read to the blank line behind a record header; its Content-Length, or `None` when there is none."""
    length = None
    for _ in range(MAX_HEADER_LINES):
        line = file.readline(CHUNK)
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length" and (stated := LENGTH.fullmatch(value.strip())):
            length = int(stated[0])
        if not line.strip():
            return length
    return None
