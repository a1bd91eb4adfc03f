"""Takes pages that were handed in into the archive's own WARC files, each once."""

import base64
import hashlib
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.articles import add_site
from archive.captures import Capture, add_capture, find_capture
from archive.database import Database, path_of, refusals_named, writing
from archive.warc.exchange import Exchange, Place
from archive.warc.writer import WarcFolder


class Keeper:
    """Copies exchanges into `folder`; to be used in a `with` statement."""

    def __init__(self, db: Database, folder: Path, software: str) -> None:
        self._db = db
        self._folder = folder
        self._warc = WarcFolder(folder, "ingest", software)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._warc.close()

    def keep(self, exchange: Exchange, site: str) -> tuple[int, Capture]:
        """The capture of this page; one that was handed in before keeps its record and row.

        Raises:
            StorageError: the disk refuses; what was kept before stays.
        """
        exchange = replace(exchange, site=exchange.site or site)
        capture = exchange.capture(Place("", 0, 0, payload_digest(exchange.payload)), site)
        with refusals_named(path_of(self._db)):
            known = find_capture(self._db, capture)
            if known is not None:
                return known
        with refusals_named(self._folder):
            place = self._warc.add(exchange)
        with refusals_named(path_of(self._db)), writing(self._db):
            add_site(self._db, capture.site, "ingest")
            capture = exchange.capture(place, site)
            return add_capture(self._db, capture), capture


def payload_digest(payload: bytes) -> str:
    """In the form that WARC tools use: `sha1:` and base 32 (WARC/1.1, section 5.9)."""
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()
