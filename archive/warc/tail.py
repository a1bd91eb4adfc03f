"""Cuts off what a crash left half written at the end of a WARC file; leaves alone what another process writes."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from os import SEEK_END, fsync
from pathlib import Path
from typing import BinaryIO

from archive.care.copies import sync_folder
from archive.warc.members import Damage, split

if sys.platform != "win32":
    import fcntl

OWN_NAME = re.compile(r".+-\d{14}-\d{5,}\.warc\.gz")  # as WarcFolder gives them


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut off a file: its last `length` bytes, which lay behind `offset`."""

    warc_file: str
    offset: int
    length: int


def claim(file: BinaryIO) -> None:
    """Lock an open file until it is closed or its process dies; waits for who holds it.

    A file system without locks has none: there, nothing is repaired either.
    """
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)


def repair_tails(folder: Path, committed: Mapping[str, int]) -> Iterator[Cut]:
    """Cut each file that this archive wrote, and that nobody is writing, behind its last whole record.

    `committed` gives the end of the last record that the database knows, by file name: only what lies behind is
    looked at. Whole records there stay. A file of which nothing is whole goes. Damage with whole records behind it is
    no torn end, and stays.

    Raises:
        OSError: the disk refuses.
    """
    for path in sorted(folder.glob("*.warc.gz")):
        if OWN_NAME.fullmatch(path.name):
            with path.open("r+b") as file:
                cut = _repair(file, path, committed.get(path.name, 0)) if _is_free(file) else None
            if cut:
                yield cut


def _is_free(file: BinaryIO) -> bool:
    """True when nobody else holds the file; it is ours then until it is closed."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _repair(file: BinaryIO, path: Path, begin: int) -> Cut | None:
    size = file.seek(0, SEEK_END)
    end = _whole_until(file, begin, size)
    if end == size and size:
        return None
    if end == 0:
        path.unlink()
        sync_folder(path.parent)
    else:
        file.truncate(end)
        fsync(file.fileno())
    return Cut(path.name, end, size - end)


def _whole_until(file: BinaryIO, begin: int, size: int) -> int:
    """Where the torn end begins; `size` where there is none."""
    file.seek(begin)
    last = None
    for last in split(file):  # noqa: B007  (the last one counts)
        pass
    return last.offset if isinstance(last, Damage) else size
