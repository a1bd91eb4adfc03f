"""Where an export goes: a file that appears under its name only when it is whole, or standard output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from archive.database import refusals_named

STDOUT = "-"
UNFINISHED = ".unfinished"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write; it takes the name `path` when all went well, and is gone when anything did not.

    Raises:
        StorageError: the disk refuses.
    """
    with refusals_named(path):
        number, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=UNFINISHED)
        temporary = Path(name)
        try:
            with os.fdopen(number, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o666 & ~_umask())  # mkstemp makes it private; an export is as open as any other file
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The file of that name, as `whole_file` has it, or standard output for `-`."""
    if name == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(Path(name)) as file:
        yield file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
