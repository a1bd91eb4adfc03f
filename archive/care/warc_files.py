"""Examines the WARC files: every record, and whether the captures table tells where it lies."""

from collections.abc import Callable, Iterator
from pathlib import Path

from archive.care.finding import (
    MISSING_FILE,
    OTHER_RECORD,
    RECORD_WITHOUT_ROW,
    ROW_WITHOUT_RECORD,
    STRANGE_FILE,
    UNREADABLE_RECORD,
    Finding,
)
from archive.database import Database
from archive.warc.exchange import Exchange, Place
from archive.warc.members import GZIP_MEMBER, PLAIN_RECORD, Damage
from archive.warc.reader import read_pages

Report = Callable[[str], None]

ENDINGS = (".warc.gz", ".warc")
FILES = "SELECT warc_file, count(*) FROM captures GROUP BY warc_file ORDER BY warc_file"
ROW = "SELECT id, url, warc_length, payload_digest FROM captures WHERE warc_file = ? AND warc_offset = ?"
ROWS = "SELECT warc_offset, warc_length, id, url FROM captures WHERE warc_file = ? ORDER BY warc_offset"


def examine_warc_files(db: Database, folder: Path, report: Report, *, quick: bool) -> Iterator[Finding]:
    """Everything that is wrong with the files in `folder`; `quick` looks where records begin, not into them."""
    captures = dict(db.execute(FILES).fetchall())
    present = {path.name for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")}
    for name in sorted(present | captures.keys()):
        report(f"doctor: {name}")
        if name not in present:
            yield Finding(MISSING_FILE, f"{name} with {captures[name]} captures")
        elif not name.endswith(ENDINGS):
            yield Finding(STRANGE_FILE, name)
        elif quick:
            yield from _look_at_places(db, folder / name)
        else:
            yield from _read_records(db, folder / name, report)


def _look_at_places(db: Database, path: Path) -> Iterator[Finding]:
    size = path.stat().st_size
    with path.open("rb") as file:
        for offset, length, number, url in db.execute(ROWS, [path.name]):
            file.seek(offset)
            head = file.read(len(PLAIN_RECORD))
            if offset + length > size or not head.startswith((GZIP_MEMBER, PLAIN_RECORD)):
                yield Finding(ROW_WITHOUT_RECORD, f"capture {number} at byte {offset} of {path.name}, {url}")


def _read_records(db: Database, path: Path, report: Report) -> Iterator[Finding]:
    seen: set[int] = set()  # offsets in one file, which has 1 GB at most
    try:
        for found in read_pages(path):
            if isinstance(found, Damage):
                yield _damaged(db, path.name, found)
                seen.add(found.offset)
            else:
                place, exchange = found
                report(f"doctor: {path.name} at byte {place.offset}")
                yield from _compare(db, place, exchange)
                seen.add(place.offset)
    except OSError as error:
        yield Finding(UNREADABLE_RECORD, f"{path.name}: {error.strerror}")
        return
    for offset, _, number, url in db.execute(ROWS, [path.name]):
        if offset not in seen:
            yield Finding(ROW_WITHOUT_RECORD, f"capture {number} at byte {offset} of {path.name}, {url}")


def _damaged(db: Database, name: str, damage: Damage) -> Finding:
    row = db.execute(ROW, [name, damage.offset]).fetchone()
    page = f", {row[1]}" if row else ""
    return Finding(UNREADABLE_RECORD, f"{name} at byte {damage.offset}{page} ({damage.reason})")


def _compare(db: Database, place: Place, exchange: Exchange) -> Iterator[Finding]:
    where = f"{place.warc_file} at byte {place.offset}, {exchange.url}"
    row = db.execute(ROW, [place.warc_file, place.offset]).fetchone()
    if row is None:
        yield Finding(RECORD_WITHOUT_ROW, where)
    elif row[1:] != (exchange.url, place.length, place.payload_digest):
        yield Finding(OTHER_RECORD, f"capture {row[0]}: {where}")
