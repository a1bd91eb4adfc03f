"""Appends exchanges to WARC files: warcinfo first, then response, request and metadata of each page."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from archive.care.copies import sync_folder
from archive.warc.exchange import Exchange, Place
from archive.warc.page_records import companion_records, page_record, warcinfo_record
from archive.warc.record import WARC_VERSION, new_id
from archive.warc.tail import claim

WARC_FOLDER = "warc"  # beside archive.db
MAX_FILE_BYTES = 1_000_000_000  # the usual size in web archives: large enough to be few, small enough to copy
CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

sync_data = getattr(os, "fdatasync", os.fsync)  # not everywhere


class WarcFolder:
    """Writes the WARC files of one run into a folder, each named `PREFIX-YYYYMMDDhhmmss-NNNNN.warc.gz`.

    A file is opened with its first record and locked against repair by others while it is open. Records that the disk
    refuses are cut off again, so that what was written before stays readable; the refusal comes as `OSError`. `about`
    is said in the warcinfo record of each file beside software and format: `operator`, `robots`, `description`
    (WARC/1.1, section 6.2). To be used by one thread at a time.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str,
        software: str,
        max_bytes: int = MAX_FILE_BYTES,
        about: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._about = {**format_fields(software), "isPartOf": prefix, **(about or {})}
        self._max_bytes = max_bytes
        self._started = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        self._serial = 0
        self._file: BinaryIO | None = None
        self._name = ""
        self._unsynced = False

    def add(self, exchange: Exchange) -> Place:
        """Append one page with its request and what the crawl knew of it; the place is that of the page's record.

        It is on the disk for certain only behind the next `sync`.
        """
        page_id = new_id()
        page, digest = page_record(exchange, page_id)
        records = page + companion_records(exchange, page_id)
        if self._file is None or self._file.tell() >= self._max_bytes:
            self._open_next()
        assert self._file is not None
        offset = _append(self._file, records)
        self._unsynced = True
        return Place(self._name, offset, len(page), digest)

    def sync(self) -> None:
        """Wait until all that was added is on the disk; only then may a database say that it is there."""
        if self._file is not None and self._unsynced:
            sync_data(self._file.fileno())
            self._unsynced = False

    def close(self) -> None:
        """Sync and close the present file, if one was opened."""
        if self._file is not None:
            try:
                self.sync()
            finally:
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
            claim(self._file)
            if not os.fstat(self._file.fileno()).st_nlink:  # taken for the remains of a crash before it was locked
                self._file.close()
                self._file = None
        try:
            _append(self._file, warcinfo_record(self._name, datetime.now(UTC), self._about))
            sync_folder(self._folder)
        except OSError:
            self._file.close()
            self._file = None
            (self._folder / self._name).unlink()
            raise


def format_fields(software: str) -> dict[str, str]:
    """What every warcinfo record says of its file."""
    return {"software": software, "format": f"WARC File Format {WARC_VERSION}", "conformsTo": CONFORMS_TO}


def _append(out: BinaryIO, data: bytes) -> int:
    """Write all of `data` at the end and return where it begins; on refusal the file is as it was."""
    begin = out.tell()
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[out.write(rest) :]
    except OSError:
        out.truncate(begin)
        out.seek(begin)
        raise
    return begin
