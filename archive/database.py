"""Opens archive.db: creates it, brings an older file up to date, refuses what it cannot serve."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.errors import InputError, SchemaError, StorageError
from archive.schema import MIGRATION_SET, migrations

__all__ = ["Database"]  # the other rooms take the type from here

FILE_NAME = "archive.db"
BUSY_TIMEOUT_MS = 30_000


def open_database(directory: Path, *, create: bool = True) -> Database:
    """The database of the archive in `directory`, at the newest schema.

    Raises:
        InputError: there is no archive here, and `create` is false.
        SchemaError: the file is not an archive, or was written by a newer version.
        StorageError: the file or folder cannot be written.
    """
    path = directory / FILE_NAME
    if not create and not path.is_file():
        raise InputError(
            f"no archive in {directory}; run a crawl or an ingest first, or name the folder with -s ARCHIVE_DIR=PATH"
        )
    with refusals_named(path):
        directory.mkdir(parents=True, exist_ok=True)
        # Every statement stands for itself unless it is inside `db.atomic()`.
        db = Database(sqlite3.connect(path, isolation_level=None))
        try:
            _prepare(db, path)
        except BaseException:
            db.close()
            raise
    return db


def path_of(db: Database) -> Path:
    """The file behind an open database."""
    return Path(db.execute("PRAGMA database_list").fetchone()[2])


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """A transaction that waits for its turn among all processes that write.

    A plain one takes its turn with its first change; if it has read before, and another process wrote meanwhile, SQLite
    refuses it at once. Inside another transaction it is a part of that one.
    """
    if not db.conn.in_transaction:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise
    else:
        with db.atomic():
            yield


def _prepare(db: Database, path: Path) -> None:
    db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _check_origin(db, path)
    _enable_wal(db)
    # In WAL mode NORMAL keeps the file consistent through a power cut; only the last commits may be undone.
    db.execute("PRAGMA synchronous = NORMAL")
    if migrations.pending(db):
        _migrate(db)
    db.execute("PRAGMA foreign_keys = ON")


def _enable_wal(db: Database) -> None:
    """While another program does the same to a new file, SQLite refuses at once in spite of the timeout."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while db.journal_mode != "wal":
        try:
            db.enable_wal()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _migrate(db: Database) -> None:
    """All steps in one transaction: whoever opens the same file meanwhile waits, and finds it done."""
    db.execute("BEGIN IMMEDIATE")
    with db.conn:
        migrations.apply(db)


def _check_origin(db: Database, path: Path) -> None:
    """Refuse a file of somebody else's, and one with migrations that this version does not know."""
    if not db.table_names():
        return
    applied = {step.name for step in migrations.applied(db)}
    if not applied:
        raise SchemaError(f"{path} is a database, but not an archive; name another folder with -s ARCHIVE_DIR=PATH")
    unknown = applied - {step.name for step in migrations._migrations}  # noqa: SLF001  (no public list of all steps)
    if unknown:
        raise SchemaError(
            f"{path} was written by a newer version ({MIGRATION_SET} step {min(unknown)}); upgrade union-news-archive"
        )


@contextmanager
def refusals_named(path: Path) -> Iterator[None]:
    """Turn what the disk or SQLite refuses while `path` is used into a `StorageError` or `SchemaError`."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        raise _named(error, path) from error


def _named(error: Exception, path: Path) -> SchemaError | StorageError:
    words = str(error)
    if "not a database" in words or "malformed" in words:
        return SchemaError(f"{path}: {words}; restore it from a backup, or move it away and run: scrapy reprocess")
    if "locked" in words:
        return StorageError(f"{path} is in use by another program; let that finish, then run this again")
    if "full" in words or "No space" in words or "disk I/O" in words or "too large" in words:
        return StorageError(f"{path}: {words}; free some space and run this again, everything archived before stays")
    return StorageError(f"{path}: {words}; check the permissions of the folder and its free space")
