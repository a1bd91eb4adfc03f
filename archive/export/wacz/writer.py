"""Writes the captures behind articles as one WACZ file, in one pass and with little memory."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from archive.database import Database
from archive.errors import DamagedRecordError
from archive.export.selection import Selection
from archive.export.wacz.captures import Row, captures_behind, index_line, page_lines
from archive.export.wacz.index import Index
from archive.export.wacz.package import Package, Part
from archive.warc.copying import copy_page
from archive.warc.page_records import warcinfo_record
from archive.warc.writer import MAX_FILE_BYTES, format_fields

TITLE = "Union news archive"


@dataclass(slots=True)
class WaczExport:
    """The captures of the selected articles, copied byte for byte out of the WARC files in `folder`.

    Each comes with its request and metadata. `captures` counts those written; `problems` are lines for a person, of
    records that could not be read. A WARC file inside is begun anew behind `max_bytes`.
    """

    db: Database
    selection: Selection
    folder: Path
    software: str
    max_bytes: int = MAX_FILE_BYTES
    captures: int = 0
    problems: list[str] = field(default_factory=list)

    def write(self, file: BinaryIO) -> Iterator[int]:
        """Write the package; yields the captures written so far, after each."""
        with Package(file, TITLE, self.software) as package, closing(Index()) as index:
            yield from self._write_warc_files(package, index)
            index.write(package)
            with package.part("pages/pages.jsonl", stored=False) as part:
                for line in page_lines(self.db, self.selection):
                    part.write(line)

    def _write_warc_files(self, package: Package, index: Index) -> Iterator[int]:
        waiting = captures_behind(self.db, self.selection)
        for number in count():
            first = next(waiting, None)
            if first is None and number:
                return
            name = f"data-{number:05}.warc.gz"
            with package.part(f"archive/{name}", stored=True) as part:
                part.write(warcinfo_record(name, datetime.now(UTC), format_fields(self.software)))
                for capture in chain([first] if first else [], waiting):
                    self._add(capture, part, name, index)
                    yield self.captures
                    if part.size >= self.max_bytes:
                        break

    def _add(self, capture: Row, part: Part, name: str, index: Index) -> None:
        try:
            copied = copy_page(self.folder, capture["warc_file"], capture["warc_offset"])
        except DamagedRecordError as error:
            self.problems.append(f"{capture['url']}: {error}")
            return
        index.add(*index_line(capture, copied.media_type, name, part.size, copied.page_length))
        part.write(copied.data)
        self.captures += 1
