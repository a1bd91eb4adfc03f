"""Writes the captures behind articles as one WACZ file, in one pass and with little memory."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from archive.database import Database
from archive.errors import DamagedRecordError
from archive.export.selection import Selection
from archive.export.wacz.captures import Row, captures_behind, index_line, page_lines
from archive.export.wacz.index import Index
from archive.export.wacz.package import Package, Part
from archive.warc.copying import copy_page, warcinfo
from archive.warc.writer import MAX_FILE_BYTES

TITLE = "Union news archive"


@dataclass(slots=True)
class Written:
    """What went into the file so far; `problems` are lines for a person, of records that could not be read."""

    captures: int = 0
    problems: list[str] = field(default_factory=list)


def write_wacz(
    file: BinaryIO, db: Database, selection: Selection, folder: Path, software: str, max_bytes: int = MAX_FILE_BYTES
) -> Iterator[Written]:
    """Write the package to `file`; yields the same `Written` after each capture.

    Records are copied byte for byte out of the WARC files in `folder`, each with its request and metadata.
    """
    written = Written()
    with Package(file, TITLE, software) as package, closing(Index()) as index:
        waiting = captures_behind(db, selection)
        for number in count():
            first = next(waiting, None)
            if first is None:
                break
            name = f"data-{number:05}.warc.gz"
            with package.part(f"archive/{name}", stored=True) as part:
                part.write(warcinfo(name, software))
                for capture in chain([first], waiting):
                    _add(part, name, capture, folder, index, written)
                    yield written
                    if part.size >= max_bytes:
                        break
        index.write(package)
        with package.part("pages/pages.jsonl", stored=False) as part:
            for line in page_lines(db, selection):
                part.write(line)


def _add(part: Part, name: str, capture: Row, folder: Path, index: Index, written: Written) -> None:
    try:
        copied = copy_page(folder, capture["warc_file"], capture["warc_offset"])
    except DamagedRecordError as error:
        written.problems.append(f"{capture['url']}: {error}")
        return
    index.add(*index_line(capture, copied.media_type, name, part.size, copied.page_length))
    part.write(copied.data)
    written.captures += 1
