"""The ZIP file around it all: parts that are written as they come, and the list of them with their digests."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, BinaryIO, Self

WACZ_VERSION = "1.1.1"


class Part:
    """One file of the package, open for writing; counts and digests what goes in."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Append."""
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)

    @property
    def digest(self) -> str:
        """SHA-256 of what was written so far."""
        return f"sha256:{self._digest.hexdigest()}"


class Package:
    """Parts go in one after the other; leaving the `with` statement without an error adds datapackage.json."""

    def __init__(self, file: BinaryIO, title: str, software: str) -> None:
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self._title = title
        self._software = software
        self._moment = datetime.now(UTC)
        self._resources: list[dict[str, str | int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if error is None:
            self._describe()
        self._zip.close()

    @contextmanager
    def part(self, path: str, *, stored: bool) -> Iterator[Part]:
        """A file at `path` inside; WARC files and indexes must be `stored`, so that readers can seek in them."""
        with self._open(path, stored=stored) as file:
            part = Part(file)
            yield part
        name = path.rpartition("/")[2]
        self._resources.append({"name": name, "path": path, "hash": part.digest, "bytes": part.size})

    def _open(self, path: str, *, stored: bool) -> IO[bytes]:
        entry = zipfile.ZipInfo(path, self._moment.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return self._zip.open(entry, "w", force_zip64=True)

    def _describe(self) -> None:
        """Write datapackage.json and its digest (WACZ 1.1.1, sections 5.2.5 and 5.2.6)."""
        about = {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            "title": self._title,
            "created": self._moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "software": self._software,
            "resources": self._resources,
        }
        data = json.dumps(about, ensure_ascii=False, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        for path, content in (("datapackage.json", data), ("datapackage-digest.json", json.dumps(digest).encode())):
            with self._open(path, stored=False) as file:
                file.write(content)
