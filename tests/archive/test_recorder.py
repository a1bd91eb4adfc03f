"""The thread that writes what a crawl fetches."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import replace
from pathlib import Path

import pytest
from exchanges import exchange, pages

from archive.articles import add_site
from archive.captures import ends_of, read_capture
from archive.database import Database, open_database
from archive.errors import ArchiveError, StorageError
from archive.recorder import GROUP_MOST, Recorder
from archive.warc.exchange import Truncation
from archive.warc.tail import repair_tails
from archive.warc.writer import WARC_FOLDER, WarcFolder

SECONDS = 10.0


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    opened = begin(tmp_path)
    yield opened
    opened.close()


def begin(directory: Path) -> Recorder:
    recorder = Recorder(directory, WarcFolder(directory / WARC_FOLDER, "site", "test/1"))
    recorder.open()
    recorder.submit(lambda db: add_site(db, "site", "crawl")).result(SECONDS)
    return recorder


def insert(name: str) -> Callable[[Database], str]:
    def operation(db: Database) -> str:
        add_site(db, name, "ingest")
        return name

    return operation


def sites(directory: Path) -> list[str]:
    db = open_database(directory)
    try:
        return [name for (name,) in db.execute("SELECT name FROM sites ORDER BY rowid")]
    finally:
        db.close()


def test_what_is_handed_in_is_done_in_its_order(recorder: Recorder, tmp_path: Path) -> None:
    heard: list[int | None] = []
    seen: list[int | None] = []
    futures: list[Future[None]] = []
    for number in range(3 * GROUP_MOST):
        futures.append(recorder.keep(exchange(number), "site", heard.append))
        futures.append(recorder.submit(lambda _db: seen.append(heard[-1])))
    assert not wait(futures, SECONDS).not_done
    assert heard == seen == list(range(1, 3 * GROUP_MOST + 1)), "a row is known to what comes behind its page"
    (path,) = (tmp_path / WARC_FOLDER).iterdir()
    assert [page.url for page in pages(path)] == [exchange(number).url for number in range(3 * GROUP_MOST)]
    db = open_database(tmp_path)
    assert read_capture(db, 7)[0].url == exchange(6).url
    db.close()


def test_closing_finishes_what_was_handed_in(tmp_path: Path) -> None:
    recorder = begin(tmp_path)
    futures = [recorder.submit(insert(str(number))) for number in range(3 * GROUP_MOST)]
    recorder.close()
    recorder.close()
    assert [future.result(0) for future in futures] == sites(tmp_path)[1:]
    with pytest.raises(StorageError, match="closed"):
        recorder.submit(insert("late")).result(SECONDS)


def test_an_operation_that_fails_fails_alone(recorder: Recorder, tmp_path: Path) -> None:
    def broken(db: Database) -> None:
        add_site(db, "broken", "ingest")
        raise LookupError

    futures = [recorder.submit(operation) for operation in (insert("a"), broken, insert("b"))]
    assert futures[2].result(SECONDS) == "b"
    assert isinstance(futures[1].exception(SECONDS), LookupError)
    wrong = recorder.submit(lambda db: db.execute("INSERT INTO sites (name, kind) VALUES ('c', 'no such')"))
    assert isinstance(wrong.exception(SECONDS), sqlite3.IntegrityError)
    assert sites(tmp_path) == ["site", "a", "b"]


def test_who_stops_waiting_stops_nothing(recorder: Recorder, tmp_path: Path) -> None:
    """Ctrl-C cancels the task that feeds the ledger."""
    future = recorder.submit(insert("a"))
    future.cancel()
    recorder.submit(insert("b")).result(SECONDS)
    assert sites(tmp_path) == ["site", "a", "b"]


def test_an_archive_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"no database" * 100)
    with pytest.raises(ArchiveError, match="not a database"):
        begin(tmp_path)


def test_a_folder_that_refuses_reaches_everyone(tmp_path: Path) -> None:
    recorder = begin(tmp_path)
    (tmp_path / WARC_FOLDER).write_text("in the way of the folder")
    rows: list[int | None] = []
    group: list[Future[None] | Future[str]] = [
        recorder.submit(insert("a")),
        recorder.keep(exchange(), "site", rows.append),
    ]
    group.append(recorder.submit(insert("b")))
    assert all(isinstance(future.exception(SECONDS), StorageError) for future in group)
    assert rows == [None], "there is no such row"
    (tmp_path / WARC_FOLDER).unlink()
    recorder.keep(exchange(), "site", rows.append).result(SECONDS)
    assert rows == [None, 1], "it goes on once there is room"
    recorder.close()
    assert sites(tmp_path) == ["site"]


FULL = """
import os, resource, signal, sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from exchanges import exchange
from test_recorder import begin
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
recorder = begin(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
kept, refused = [], []
for number in range(30):
    page = exchange(number, os.urandom(100_000))
    error = recorder.keep(page, "site", kept.append).exception(10)
    refused += [type(error).__name__] if error else []
recorder.close()
print(30 - len(refused), len(refused), *set(refused))
assert kept[-1] is None
"""


def test_a_disk_that_fills_keeps_what_it_took(tmp_path: Path) -> None:
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    command = [sys.executable, "-c", FULL, str(tmp_path), *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    kept, refused, error = done.stdout.split()
    assert (int(kept) + int(refused), error) == (30, "StorageError"), done.stderr
    assert "Traceback" not in done.stderr
    (path,) = (tmp_path / WARC_FOLDER).iterdir()
    assert len(pages(path)) == int(kept) > 5
    db = open_database(tmp_path)
    assert db.execute("SELECT count(*) FROM captures").fetchone() == (int(kept),)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()


def test_a_page_is_on_the_disk_before_its_row(recorder: Recorder, tmp_path: Path) -> None:
    """A crash between the two leaves a record that no row names; the next start cuts torn bytes only."""
    recorder.keep(exchange(1), "site", lambda _row: None).result(SECONDS)

    def crash(row: int | None) -> None:
        if row is None:
            return
        (path,) = (tmp_path / WARC_FOLDER).iterdir()
        found.append([page.url for page in pages(path)])
        raise OSError

    found: list[list[str]] = []
    assert isinstance(recorder.keep(exchange(2), "site", crash).exception(SECONDS), StorageError)
    assert found == [[exchange(1).url, exchange(2).url]]
    recorder.close()
    (path,) = (tmp_path / WARC_FOLDER).iterdir()
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00torn")
    db = open_database(tmp_path)
    ends = ends_of(db, [path.name])
    db.close()
    assert ends[path.name] < size, "the archive's rows end before the file does"
    assert [cut.length for cut in repair_tails(tmp_path / WARC_FOLDER, ends)] == [8]
    assert len(pages(path)) == 2


def test_a_page_that_was_there_before_is_a_revisit(recorder: Recorder, tmp_path: Path) -> None:
    first = exchange(1)
    for moment in (first, replace(first, fetched_at=first.fetched_at.replace(year=2027))):
        recorder.keep(moment, "site", lambda _row: None).result(SECONDS)
    db = open_database(tmp_path)
    assert db.execute("SELECT id, revisit_of FROM captures ORDER BY id").fetchall() == [(1, None), (2, 1)]
    db.close()


def test_half_a_page_is_asked_for_again_in_full(recorder: Recorder, tmp_path: Path) -> None:
    whole, half = exchange(1), exchange(2, truncated=Truncation.DISCONNECT)
    for page in (whole, half):
        recorder.keep(page, "site", lambda _row: None).result(SECONDS)
    db = open_database(tmp_path)
    assert db.execute("SELECT etag FROM captures ORDER BY id").fetchall() == [('"1"',), (None,)]
    db.close()
