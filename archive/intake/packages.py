"""Opens WACZ files: web archives in a ZIP file, whoever wrote it."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

WACZ_ENDING = ".wacz"
WARC_ENDINGS = (".warc", ".warc.gz")
DAMAGES = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError)
"""What zipfile raises for a file that is none, is damaged, encrypted, or packed in an unknown way."""


def warc_names(path: Path) -> list[str]:
    """The WARC files in the package.

    Raises:
        OSError, and those in `DAMAGES`: it cannot be read.
    """
    with zipfile.ZipFile(path) as package:
        return [name for name in package.namelist() if name.lower().endswith(WARC_ENDINGS)]


@contextmanager
def unpacked(path: Path, name: str) -> Iterator[Path]:
    """A copy of one file of the package, as long as it is needed.

    Raises:
        OSError, and those in `DAMAGES`: it cannot be read, or its checksum does not match.
    """
    with TemporaryDirectory() as folder, zipfile.ZipFile(path) as package:
        copy = Path(folder) / PurePosixPath(name).name
        with package.open(name) as packed, copy.open("wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
        yield copy
