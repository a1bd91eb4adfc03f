"""An archive with revisits: what a crawl made of it, the commands make of it again."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from exporting import exported
from running import inside, page, rows

from archive.articles import add_site, seen_again
from archive.captures import Role, add_capture
from archive.database import open_database
from archive.times import timestamp
from archive.warc.exchange import Exchange
from archive.warc.revisits import as_revisit
from archive.warc.writer import WARC_FOLDER, WarcFolder
from pipelines.filing import Filing
from pipelines.process import process
from scraper.commands import doctor, explain, ingest, reprocess

URL = "http://www.dzwww.com/x/1.html"
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"')]
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
OLD, NEW = page(1), page(1).replace("通过了", "否决了")
HISTORY = """
    SELECT a.text, a.first_seen_at, a.last_seen_at, v.text, v.seen_at
    FROM articles a LEFT JOIN versions v ON v.article_id = a.id
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[Any, ...]]]:
    """An archive that saw a page five times, changed once, and its history."""
    archive = tmp_path_factory.mktemp("revisited")
    db = open_database(archive)
    add_site(db, "dzwww", "crawl")
    filing, warc = Filing(db), WarcFolder(archive / WARC_FOLDER, "dzwww", "test/1")
    for day, text in enumerate((OLD, OLD, None, NEW, None)):
        fetched = Exchange(
            URL,
            BEGIN + timedelta(days=day),
            (text or "").encode(),
            HEADERS,
            200 if text else 304,
            status_line="200 OK" if text else "304 Not Modified",
            site="dzwww",
            role=Role.ARTICLE,
        )
        stored, earlier = as_revisit(db, fetched)
        with db.atomic():
            capture = replace(stored.capture(warc.add(stored), "dzwww"), revisit_of=earlier)
            number, seen_at = add_capture(db, capture), timestamp(fetched.fetched_at)
            if text is None:
                assert seen_again(db, URL, seen_at)
            else:
                filing.file(process(fetched.page()), site="dzwww", capture_id=number, seen_at=seen_at)
    warc.close()
    db.close()
    history = rows(archive, HISTORY)
    [(_, *seen, _, replaced)] = history
    assert [day[8:10] for day in (*seen, replaced)] == ["01", "05", "03"]
    return archive, history


def test_reprocess_makes_the_same_history(crawled: tuple[Path, list[tuple[Any, ...]]]) -> None:
    archive, history = crawled
    for _ in range(2):
        assert inside(reprocess.Command(), archive=archive).returncode == 0
        assert rows(archive, HISTORY) == history
    for path in archive.glob("archive.db*"):
        path.unlink()
    assert inside(reprocess.Command(), archive=archive).returncode == 0
    assert rows(archive, HISTORY) == history


def test_doctor_and_explain_understand_it(crawled: tuple[Path, list[tuple[Any, ...]]]) -> None:
    assert inside(reprocess.Command(), archive=crawled[0]).returncode == 0
    for words in ((), ("--quick",)):
        done = inside(doctor.Command(), *words, archive=crawled[0])
        assert done.returncode == 0, done.stdout
    explained = inside(explain.Command(), URL, archive=crawled[0])
    assert explained.returncode == 0, explained.stderr


def test_wacz_takes_the_payload_along(crawled: tuple[Path, list[tuple[Any, ...]]], tmp_path: Path) -> None:
    archive, history = crawled
    assert inside(reprocess.Command(), archive=archive).returncode == 0
    path = tmp_path / "a.wacz"
    assert exported(archive, "wacz", path).returncode == 0
    tool = [Path(sys.executable).with_name("wacz"), "validate", "-f", path]
    assert "Validation succeeded" in subprocess.run(tool, capture_output=True, text=True, check=True).stdout
    with zipfile.ZipFile(path) as package:
        package.extractall(tmp_path)
    own = subprocess.run(["gzip", "-dc", tmp_path / "indexes/index.cdx.gz"], capture_output=True, text=True, check=True)
    kinds = [line.partition('"mime": "')[2].partition('"')[0] for line in own.stdout.splitlines()]
    seen = ["text/html", "warc/revisit", "warc/revisit", "text/html", "warc/revisit"]
    assert kinds == seen, "the pages behind text and version, and every sighting of them"
    fresh = tmp_path / "fresh"
    done = inside(ingest.Command(), path, archive=fresh)
    assert (done.returncode, done.stderr) == (0, "")
    assert [(row[0], row[2], row[3]) for row in rows(fresh, HISTORY)] == [(row[0], row[2], row[3]) for row in history]
