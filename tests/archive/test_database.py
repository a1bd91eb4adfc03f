"""archive.db is created whole, brought up to date, and refused in one line where it cannot serve."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils.migrations import Migrations

from archive import database
from archive.database import FILE_NAME, open_database, path_of
from archive.errors import ArchiveError, InputError, SchemaError, StorageError
from archive.schema import MIGRATION_SET, create_tables, migrations

TABLES = {
    "sites": "name home kind",
    "articles": "id url site title text published_at published_date source author editor section lang script story_id "
    "capture_id first_seen_at last_seen_at status",
    "versions": "article_id seen_at title text digest",
    "captures": "id url fetched_at status warc_file warc_offset warc_length payload_digest etag last_modified encoding "
    "evidence",
    "repairs": "article_id kind certain guessed lost",
    "stories": "id first_article_id origin size",
    "relations": "article_id other_id kind coverage other_coverage",
    "failures": "url site stage reason seen_at capture_id",
    "crawls": "id site started_at finished_at outcome fetched new changed unchanged failed",
    "frontier": "url site role state attempts",
}
CURE = re.compile(r"[^\n]+; [^\n]+")


def refused(folder: Path, kind: type[ArchiveError], cure: str, *, create: bool = True) -> None:
    with pytest.raises(kind) as caught:
        open_database(folder, create=create)
    assert cure in str(caught.value)
    assert CURE.fullmatch(str(caught.value)), "one line that ends with the cure"


@pytest.mark.parametrize("table", TABLES)
def test_a_new_archive_has_the_promised_columns(tmp_path: Path, table: str) -> None:
    db = open_database(tmp_path / "new" / "folder")
    assert set(TABLES[table].split()) <= set(db[table].columns_dict)
    db.close()


def test_a_new_archive_is_durable_and_consistent(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    assert db.journal_mode == "wal"
    assert [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")] == [1, 1]
    assert path_of(db) == tmp_path / FILE_NAME
    assert not list(db.execute("PRAGMA foreign_key_check"))
    db.close()


def test_foreign_keys_hold(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("INSERT INTO crawls (site, started_at) VALUES ('nobody', '2026')")
    db.close()


def test_an_older_file_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first release's file, opened by a version with one step more than this one."""
    first = Migrations(MIGRATION_SET)
    first(name="create_tables")(create_tables)
    old = sqlite_utils.Database(tmp_path / FILE_NAME)
    first.apply(old)
    old["sites"].insert({"name": "kept", "home": None, "kind": "crawl"})
    old.close()
    newer = Migrations(MIGRATION_SET)
    for step in migrations._migrations:
        newer(name=step.name)(step.fn)
    newer(name="add_colour")(lambda db: db.execute("ALTER TABLE sites ADD COLUMN colour TEXT"))
    monkeypatch.setattr(database, "migrations", newer)
    db = open_database(tmp_path)
    assert [row["name"] for row in db["sites"].rows] == ["kept"]
    assert "colour" in db["sites"].columns_dict
    assert not newer.pending(db)
    db.close()
    monkeypatch.undo()
    refused(tmp_path, SchemaError, "add_colour); upgrade union-news-archive")


def test_what_is_no_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    with sqlite3.connect(file) as foreign:
        foreign.execute("CREATE TABLE recipes (name TEXT)")
    foreign.close()
    before = file.read_bytes()
    refused(tmp_path, SchemaError, "name another folder with -s ARCHIVE_DIR=PATH")
    assert file.read_bytes() == before
    file.write_bytes(b"This is a letter, not a database. " * 40)
    refused(tmp_path, SchemaError, "restore it from a backup")
    assert file.read_bytes().startswith(b"This is a letter")


def test_a_missing_archive_is_not_made_by_a_reader(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere", InputError, "run a crawl or an ingest first", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refused(tmp_path / "file", StorageError, "check the permissions of the folder")
    (tmp_path / FILE_NAME).mkdir()
    refused(tmp_path, StorageError, "check the permissions of the folder")


def test_a_read_only_folder() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)  # root may write anywhere
        try:
            refused(folder, StorageError, "check the permissions of the folder")
            refused(folder / "below", StorageError, "check the permissions of the folder")
        finally:
            os.seteuid(user)
            folder.chmod(stat.S_IRWXU)


def test_a_locked_archive_names_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    busy = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    busy.execute("BEGIN EXCLUSIVE")
    refused(tmp_path, StorageError, "is in use by another program; let that finish")
    busy.close()


OPEN_AT = """
import sys, time
from pathlib import Path
from archive.database import open_database
while time.time() < float(sys.argv[2]):
    pass
for attempt in range(6):
    db = open_database(Path(sys.argv[1]) / str(attempt))
    assert db.journal_mode == "wal" and not db["articles"].count
    db.close()
"""


def test_two_programs_open_a_new_archive_at_once(tmp_path: Path) -> None:
    at = str(time.time() + 0.7)
    command = [sys.executable, "-c", OPEN_AT, str(tmp_path), at]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(each.communicate(timeout=60)[1], each.returncode) for each in both] == [("", 0)] * 2
