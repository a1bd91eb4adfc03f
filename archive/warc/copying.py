"""Copies records out of WARC files byte for byte, each page with the request and metadata that belong to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.errors import DamagedRecordError
from archive.warc.members import GZIP_MEMBER, Damage, Member, split
from archive.warc.record import compressed

BLANK = b"\r\n\r\n"
COMPANIONS = {b"request", b"metadata"}


@dataclass(frozen=True, slots=True)
class Copied:
    """The compressed records of one page, its own first, and how long and of what media type that one is."""

    data: bytes
    page_length: int
    media_type: str


def copy_page(folder: Path, warc_file: str, offset: int) -> Copied:
    """The records of the page at one place of one file; what was not compressed is now.

    Raises:
        DamagedRecordError: the file is missing, or holds no readable record there.
    """
    lost = "restore the file from a backup"
    try:
        with (folder / warc_file).open("rb") as file:
            file.seek(offset)
            members = split(file)
            page = next(members, None)
            if page is None or isinstance(page, Damage):
                raise DamagedRecordError(f"{warc_file} has no readable page at byte {offset}; {lost}")
            first = _compressed(file, page)
            data = b"".join([first, *(_compressed(file, member) for member in _companions(page, members))])
    except OSError as error:
        raise DamagedRecordError(f"{warc_file}: {error.strerror}; {lost}") from error
    return Copied(data, len(first), _media_type(page))


def _companions(page: Member, members: Iterator[Member | Damage]) -> Iterator[Member]:
    page_id = _fields(page.data).get(b"warc-record-id")
    for member in members:
        if isinstance(member, Damage):
            return
        fields = _fields(member.data)
        if fields.get(b"warc-type") not in COMPANIONS or fields.get(b"warc-concurrent-to") != page_id:
            return
        yield member


def _compressed(file: BinaryIO, member: Member) -> bytes:
    resume = file.tell()
    file.seek(member.offset)
    data = file.read(member.length)
    file.seek(resume)
    return data if data.startswith(GZIP_MEMBER) else compressed(member.data)


def _media_type(page: Member) -> str:
    fields = _fields(page.data)
    if fields.get(b"warc-type") == b"response":
        fields = _fields(page.data.partition(BLANK)[2])
    declared = fields.get(b"content-type", b"").partition(b";")[0].split()
    return declared[0].decode("latin-1").lower() if declared else "unk"  # as CDX indexers say it


def _fields(data: bytes) -> dict[bytes, bytes]:
    """The named fields of the header that `data` begins with, names in lower case (WARC/1.1, section 4)."""
    lines = (line.partition(b":") for line in data.partition(BLANK)[0].split(b"\r\n")[1:])
    return {name.strip().lower(): value.strip() for name, _, value in lines}
