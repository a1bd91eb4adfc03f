"""One crawl of a site at a time: a lock that a program that dies cannot leave behind."""

import fcntl
import os
from pathlib import Path
from typing import Self

from archive.errors import StorageError

LOCK_FOLDER = "locks"  # beside archive.db
BUSY = "is being crawled already"


class SiteLock:
    """Held from `take` to `free`, or to the end of the program.

    Raises:
        StorageError: another program holds it.
    """

    def __init__(self, directory: Path, site: str) -> None:
        self._path = directory / LOCK_FOLDER / f"{site}.lock"
        self._site = site
        self._file: int | None = None

    def take(self) -> Self:
        """Lock, at once or not at all."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(file, 20).decode("ascii", "replace").strip()
            os.close(file)
            raise StorageError(
                f"{self._site} {BUSY} (process {holder}); let that finish, it stores what this would"
            ) from error
        os.truncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        self._file = file
        return self

    def free(self) -> None:
        """Unlock."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
