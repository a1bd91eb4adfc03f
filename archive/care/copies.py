"""Copies of files that only ever grow: made whole or not at all, continued where the original has grown."""

import os
import shutil
from enum import StrEnum
from pathlib import Path

UNFINISHED = ".unfinished"
CHUNK = 1 << 20
COMPARED = 1 << 16


class Copying(StrEnum):
    """What bringing a copy up to date came to."""

    NEW = "new"
    CONTINUED = "continued"
    THERE = "there already"
    DIFFERENT = "different"


def bring_up_to_date(path: Path, copy: Path, *, link: bool) -> tuple[Copying, int]:
    """Make `copy` hold what `path` holds, and how many bytes that took; a copy of something else is left alone.

    With `link`, a new copy is a hard link where the file system has them.

    Raises:
        OSError: the disk refuses.
    """
    size = path.stat().st_size
    if not copy.exists():
        _make_copy(path, copy, link=link)
        return Copying.NEW, size
    had = copy.stat().st_size
    if not copy.samefile(path) and (had > size or not _same_end(path, copy, had)):
        return Copying.DIFFERENT, 0
    if had == size:
        return Copying.THERE, 0
    _continue_copy(path, copy, had)
    return Copying.CONTINUED, size - had


def _make_copy(path: Path, copy: Path, *, link: bool) -> None:
    unfinished = copy.with_name(f".{copy.name}{UNFINISHED}")
    unfinished.unlink(missing_ok=True)
    if link:
        try:
            os.link(path, copy)
        except OSError:  # another file system, or one without links
            link = False
    if not link:
        shutil.copy2(path, unfinished)
        sync(unfinished)
        unfinished.replace(copy)


def _same_end(path: Path, copy: Path, size: int) -> bool:
    """True when both files have the same bytes before `size`, as far as a look at the last of them tells."""
    with path.open("rb") as one, copy.open("rb") as other:
        for file in (one, other):
            file.seek(max(0, size - COMPARED))
        return one.read(size - one.tell()) == other.read(size - other.tell())


def _continue_copy(path: Path, copy: Path, had: int) -> None:
    with path.open("rb") as file, copy.open("ab") as out:
        file.seek(had)
        shutil.copyfileobj(file, out, CHUNK)
        out.flush()
        os.fsync(out.fileno())


def sync(path: Path) -> None:
    """Wait until the file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the names in the folder are on the disk, where the system can."""
    if os.name == "posix":
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
