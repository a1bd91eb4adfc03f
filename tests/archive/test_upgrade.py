"""Archives as each schema step left them, stored beside: every one opens, is brought up to date and keeps its rows.

`old/STEP.db.xz` was written by the version whose last step that was, from invented pages: three articles and a copy,
one edited, one missing since its last fetch. Whoever adds a step adds the file of the step before.
"""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.migrations import Migrations

from archive import database
from archive.database import FILE_NAME, Database, open_database
from archive.errors import SchemaError
from archive.schema import MIGRATION_SET, migrations
from archive.search.find import Search, find
from archive.views.editions import editions, vanishing

OLD = sorted((Path(__file__).parent / "old").glob("*.db.xz"))
KEPT = ("sites", "captures", "stories", "versions", "repairs", "relations", "failures", "crawls")
STEPS = [step.name for step in migrations._migrations]


@pytest.fixture(params=OLD, ids=lambda path: path.name.partition(".")[0])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / FILE_NAME).write_bytes(lzma.decompress(request.param.read_bytes()))
    return tmp_path


def columns_of(db: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]


def contents(file: Path) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    with closing(sqlite3.connect(file)) as db:
        return {
            table: (columns_of(db, table), db.execute(f"SELECT * FROM {table}").fetchall())
            for table in (*KEPT, "articles")
        }


def made(db: Database) -> set[tuple[str, str, str]]:
    """What a file is made of: columns, indexes, triggers, views; the reprint tables come with the first article."""
    things = db.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE '%reprint_%'").fetchall()
    tables = [name for kind, name in things if kind == "table" and not name.startswith("articles_fts_")]
    columns = {("column", name, column) for name in tables for column in columns_of(db.conn, name)}
    return columns | {(kind, name, "") for kind, name in things}


def test_the_files_are_those_of_the_first_steps() -> None:
    assert {path.name.partition(".")[0] for path in OLD} == set(STEPS[: len(OLD)])
    assert len(OLD) >= 3


def test_an_old_archive_is_brought_up_to_date_and_keeps_its_rows(folder: Path, tmp_path_factory: Any) -> None:
    before = contents(folder / FILE_NAME)
    assert len(before["articles"][1]) == 4
    assert before["versions"][1]
    new = open_database(tmp_path_factory.mktemp("new"))
    db = open_database(folder)
    assert not migrations.pending(db)
    assert made(db) == made(new)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not db.execute("PRAGMA foreign_key_check").fetchall()
    for table in KEPT:
        columns, rows = before[table]
        assert db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall() == rows, table
    columns, rows = before["articles"]
    told = [name for name in columns if name != "status"]
    kept = [tuple(dict(zip(columns, row, strict=True))[name] for name in told) for row in rows]
    assert db.execute(f"SELECT {', '.join(told)} FROM articles").fetchall() == kept
    assert [hit.id for hit in find(db, Search("急救箱")).hits] == [2], "the index holds what was there before it"
    db.close()
    new.close()


def test_what_an_old_archive_knew_is_told_in_the_new_columns(folder: Path) -> None:
    db = open_database(folder)
    assert db.execute("SELECT id, status, gone_at FROM articles ORDER BY id").fetchall() == [
        (1, "live", None),
        (2, "live", None),
        (3, "gone", "2026-01-08T08:00:00.000000Z"),
        (4, "live", None),
    ]
    vanished = vanishing(db, 3)
    assert vanished
    assert (vanished.status, vanished.reason) == ("gone", "HTTP status 404")
    first, last = editions(db, 1)
    assert (first.extractor, last.extractor) == (None, None), "nobody wrote down what read them"
    assert [first.last_seen_at[8:10], last.first_seen_at and last.first_seen_at[8:10]] == ["01", "05"]
    db.close()


def test_an_old_version_refuses_a_newer_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file, upgraded here, then opened by the version that wrote it."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        known = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations")]
    open_database(folder).close()
    after = contents(folder / FILE_NAME)
    older = Migrations(MIGRATION_SET)
    for step in migrations._migrations:
        if step.name in known:
            older(name=step.name)(step.fn)
    monkeypatch.setattr(database, "migrations", older)
    with pytest.raises(SchemaError, match=r"written by a newer version .*; upgrade union-news-archive"):
        open_database(folder)
    assert contents(folder / FILE_NAME) == after
