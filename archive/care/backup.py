"""Copies an archive while it is in use: the database as of one moment, then the WARC files that the copy lacks."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from archive.care.copies import UNFINISHED, Copying, bring_up_to_date, sync, sync_folder
from archive.database import FILE_NAME, Database, refusals_named
from archive.errors import InputError, SchemaError, StorageError
from archive.warc.writer import WARC_FOLDER

PAGES_AT_ONCE = 1000  # of the database, between two reports
DIFFERENT = (
    "is not the file of that name in the backup; neither was touched: run scrapy doctor on both, and restore the "
    "damaged one from the other"
)

Report = Callable[[str], None]


@dataclass(slots=True)
class Backup:
    """What was copied; `problems` are lines for a person, and leave the copy as safe as it was."""

    database_bytes: int = 0
    warc_bytes: int = 0
    warc_files: Counter[Copying] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def back_up(db: Database, source: Path, target: Path, report: Report, *, link: bool = False) -> Backup:
    """Copy the archive in `source` to the folder `target`; with `link`, by hard links where the file system has them.

    Nothing that is in `target` is ever rewritten but archive.db, which is replaced at once by a copy that was checked.
    A WARC file that has grown since is continued. Killed at any moment, the next run finishes the work.

    Raises:
        InputError: `target` is the archive itself, or holds something else.
        SchemaError: the database is damaged; the copy in `target` stays as it was.
        StorageError: the disk refuses.
    """
    backup = Backup()
    _check_target(source, target)
    with refusals_named(target):
        (target / WARC_FOLDER).mkdir(parents=True, exist_ok=True)
        # First the database: what its rows name is in the WARC files already, and those only grow.
        backup.database_bytes = _copy_database(db, source, target, report)
        for path in sorted(path for path in (source / WARC_FOLDER).glob("*") if _is_warc(path)):
            report(f"backup: {path.name}")
            result, size = bring_up_to_date(path, target / WARC_FOLDER / path.name, link=link)
            backup.warc_files[result] += 1
            backup.warc_bytes += size
            if result is Copying.DIFFERENT:
                backup.problems.append(f"{path.name} {DIFFERENT}")
        sync_folder(target / WARC_FOLDER)
    report("backup: checking")
    backup.problems += list(_what_is_missing(target))
    return backup


def _check_target(source: Path, target: Path) -> None:
    if target.resolve() == source.resolve():
        raise InputError(f"{target} is the archive itself; name another folder, best on another disk")
    if target.exists() and not target.is_dir():
        raise InputError(f"{target} is not a folder; name one")
    strange = target.is_dir() and any(target.iterdir())
    if strange and not {FILE_NAME, f".{FILE_NAME}{UNFINISHED}", WARC_FOLDER} & {path.name for path in target.iterdir()}:
        raise InputError(f"{target} holds something that is no backup; name an empty or a new folder")


def _is_warc(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _copy_database(db: Database, source: Path, target: Path, report: Report) -> int:
    """SQLite's online backup of one moment, checked, then put in its place; its size in bytes."""
    place, copy_path = target / FILE_NAME, target / f".{FILE_NAME}{UNFINISHED}"
    for path in (copy_path, Path(f"{copy_path}-journal")):
        path.unlink(missing_ok=True)
    with closing(sqlite3.connect(copy_path, isolation_level=None)) as copy:
        # Inside a read transaction the backup sees one moment; otherwise every commit of a crawl would restart it.
        with db.atomic():
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            db.conn.backup(copy, pages=PAGES_AT_ONCE, progress=lambda _, left, of: report(_share(of - left, of)))
        found = _damage(copy)
    if found != "ok":
        copy_path.unlink()
        cure = "the backup stays as it was; run: scrapy doctor"
        raise SchemaError(f"{source / FILE_NAME} is damaged ({' '.join(found.split())}); {cure}")
    _release(place)
    sync(copy_path)
    copy_path.replace(place)
    sync_folder(target)
    return place.stat().st_size


def _damage(copy: sqlite3.Connection) -> str:
    """What is wrong with the copy, or `ok`."""
    try:
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a companion to lose
        return str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if "malformed" not in str(error):
            raise
        return str(error)


def _release(place: Path) -> None:
    """Close what an earlier look at the copy left open: a journal of the old file would spoil the new one."""
    if not place.exists():
        return
    try:
        with closing(sqlite3.connect(place, isolation_level=None)) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if not any(words in str(error) for words in ("malformed", "not a database")):
            raise
        Path(f"{place}-wal").unlink(missing_ok=True)  # a damaged copy is replaced with all that is its own
    if Path(f"{place}-wal").exists():
        raise StorageError(f"{place} is open in another program; close that, then run this again")


def _share(done: int, total: int) -> str:
    return f"backup: {FILE_NAME} {100 * done // max(total, 1)} %"


def _what_is_missing(target: Path) -> Iterator[str]:
    """A line for each WARC file of the copy that is missing or shorter than its captures need."""
    needs = "SELECT warc_file, max(warc_offset + warc_length), count(*) FROM captures GROUP BY warc_file"
    cure = "find it, lay it into warc/ of the archive, and run this again"
    with closing(sqlite3.connect(f"{(target / FILE_NAME).resolve().as_uri()}?mode=ro", uri=True)) as copy:
        for name, end, captures in copy.execute(needs):
            path = target / WARC_FOLDER / name
            if not path.exists():
                yield f"{name} is missing, with {captures} captures; {cure}"
            elif path.stat().st_size < end:
                yield f"{name} is {end - path.stat().st_size} bytes too short for its captures; {cure}"
