"""Articles that are edited, taken away in every way and brought back, from crawl to crawl; `scrapy diff` on them."""

from pathlib import Path
from typing import NamedTuple

import pytest
from running import Done, articles, crawl, inside, rows

from archive.database import open_database
from archive.views.editions import editions, vanishing
from pipelines.process import EXTRACTOR
from scraper.commands import diff, explain, export, ingest, reprocess
from scraper.replica.model import Truth
from scraper.replica.server import Replica

SITE = "fensifuwu"
WAYS = {404: "gone", 410: "gone", 301: "redirected", 302: "redirected", 200: "deleted"}
HEADLINE = "更正后的标题：职工人数有误"
ADDED = "编者按：本段在发布之后由编辑补写，更正了到会职工的人数。"


class History(NamedTuple):
    """An archive after two crawls, and after a third one; what was edited and taken away between the first two."""

    second: Path
    third: Path
    edited: Truth
    taken: dict[int, Truth]
    untouched: list[Truth]
    said: Done
    fetched: list[tuple[str, int]]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Read it only. The third crawl finds everything again."""
    second, third = tmp_path_factory.mktemp("second"), tmp_path_factory.mktemp("third")
    with Replica(stories=8, seed=5, sites=[SITE]) as replica:
        assert crawl(SITE, replica, second).returncode == 0
        before = len(replica.requests)
        edited, *others = sorted(replica.truth, key=lambda truth: truth.url)
        assert len(others) > len(WAYS)
        replica.edit(edited.url, title=HEADLINE, text=f"{edited.text}\n{ADDED}")
        taken = dict(zip(WAYS, others, strict=False))
        for status, truth in taken.items():
            replica.delete(truth.url, status)
        said = crawl(SITE, replica, second, REVISIT_ALL="True")
        fetched = [(served.url, served.status) for served in replica.requests[before:]]
        copy_of(second, third)
        for truth in taken.values():
            replica.restore(truth.url)
        assert crawl(SITE, replica, third, REVISIT_ALL="True").returncode == 0
    return History(second, third, edited, taken, others[len(WAYS) :], said, fetched)


def copy_of(archive: Path, folder: Path) -> Path:
    for path in archive.rglob("*"):
        if path.is_file():
            (folder / path.relative_to(archive)).parent.mkdir(parents=True, exist_ok=True)
            (folder / path.relative_to(archive)).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def second(history: History, tmp_path: Path) -> Path:
    return copy_of(history.second, tmp_path / "second")


@pytest.mark.parametrize("status", WAYS)
def test_what_was_taken_away_is_noted_with_its_evidence(history: History, status: int) -> None:
    truth = history.taken[status]
    ((text, word, gone_at, versions),) = rows(
        history.second,
        "SELECT text, status, gone_at, (SELECT count(*) FROM versions WHERE article_id = a.id) FROM articles a "
        f"WHERE url = '{truth.url}'",
    )
    assert (text, word, versions) == (truth.text, WAYS[status], 0), "the text stays as it was"
    ((vanished, seen_at, fetched_at, answer, url),) = rows(
        history.second,
        "SELECT f.vanished, f.seen_at, c.fetched_at, c.status, c.url FROM failures f "
        f"JOIN captures c ON c.id = f.capture_id WHERE f.url = '{truth.url}'",
    )
    assert (vanished, seen_at, answer, url) == (word, gone_at, status, truth.url)
    assert fetched_at <= seen_at


def test_no_home_page_becomes_an_article(history: History) -> None:
    urls = {row[0] for row in articles(history.second)}
    expected = {history.edited.url, *(each.url for each in [*history.taken.values(), *history.untouched])}
    assert urls == expected
    home = history.taken[301].url.split("/")[2]
    assert f"https://{home}/" not in {url for url, _ in history.fetched}, "a redirect to it is answer enough"


def test_what_stayed_has_one_edition_and_is_live(history: History) -> None:
    sql = "SELECT url, status, gone_at, (SELECT count(*) FROM versions WHERE article_id = a.id) FROM articles a"
    found = {url: tuple(rest) for url, *rest in rows(history.second, sql)}
    assert {found[truth.url] for truth in history.untouched} == {("live", None, 0)}
    assert found[history.edited.url] == ("live", None, 1)


def test_what_comes_back_is_live_again(history: History) -> None:
    sql = "SELECT url, status, gone_at, (SELECT count(*) FROM versions WHERE article_id = a.id) FROM articles a"
    found = {url: tuple(rest) for url, *rest in rows(history.third, sql)}
    assert {found[truth.url] for truth in history.taken.values()} == {("live", None, 0)}
    assert rows(history.third, "SELECT count(*) FROM failures") == [(0,)]


def test_reading_the_captures_again_finds_the_same(second: Path) -> None:
    tables = (
        "SELECT id, url, title, text, capture_id, status, gone_at, extractor FROM articles",
        "SELECT article_id, seen_at, title, text, capture_id, extractor FROM versions",
        "SELECT url, stage, reason, seen_at, capture_id, vanished FROM failures ORDER BY url",
    )
    before = [rows(second, sql) for sql in tables]
    done = inside(reprocess.Command(), archive=second)
    assert "1 failed" in done.stdout, "the page that says that its article was deleted"
    assert [rows(second, sql) for sql in tables] == before


def test_an_export_carries_editions_and_absences(history: History, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    assert inside(export.Command(), "--format", "jsonl", "-o", file, archive=history.second).returncode == 0
    copy = tmp_path / "copy"
    assert inside(ingest.Command(), file, archive=copy).returncode == 0
    for sql in (
        "SELECT * FROM articles ORDER BY id",
        "SELECT * FROM versions ORDER BY id",
        "SELECT * FROM failures WHERE url IN (SELECT url FROM articles) ORDER BY id",
    ):
        assert rows(copy, sql) == rows(history.second, sql)
        assert rows(copy, sql)
    inside(ingest.Command(), file, archive=copy)
    assert rows(copy, "SELECT count(*) FROM failures") == [(len(WAYS),)], "the same file again adds nothing"


def test_editions_say_what_stood_there_when(history: History) -> None:
    db = open_database(history.second)
    article_id = db.execute("SELECT id FROM articles WHERE url = ?", [history.edited.url]).fetchone()[0]
    first, last = editions(db, article_id)
    assert (first.title, last.title) == (history.edited.title, HEADLINE)
    assert last.text == f"{first.text}\n{ADDED}"
    assert [first.number, last.number] == [1, 2]
    assert first.first_seen_at == first.last_seen_at < str(last.first_seen_at) == last.last_seen_at
    assert {first.extractor, last.extractor} == {EXTRACTOR}
    captures = [
        db.execute("SELECT url FROM captures WHERE id = ?", [each.capture_id]).fetchone() for each in (first, last)
    ]
    assert captures == [(history.edited.url,)] * 2
    assert first.capture_id != last.capture_id
    assert vanishing(db, article_id) is None
    assert editions(db, 10**6) == []
    db.close()


def test_diff_shows_the_edit(history: History) -> None:
    done = inside(diff.Command(), history.edited.url, archive=history.second)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "2 editions" in lines[0]
    assert [line for line in lines if line.startswith(("---", "+++"))][1].startswith("+++ edition 2: seen 2")
    assert f"+ {ADDED}" in lines
    assert "\x1b" not in done.stdout
    shown = next(line for line in lines if line.startswith("~ "))
    assert "更正后的标题" in shown
    assert "{+" in shown
    assert sum(".warc.gz " in line and EXTRACTOR in line for line in lines) == 2
    assert inside(diff.Command(), history.edited.url, "--from", "1", "--to", "2", archive=history.second).stdout == (
        done.stdout
    )
    listed = inside(diff.Command(), history.edited.url, "--list", archive=history.second).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["edition", "1", "2"]
    wrong = inside(diff.Command(), history.edited.url, "--to", "3", archive=history.second)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "name one from 1 to 2" in wrong.stderr


def test_diff_of_an_article_without_edits_is_one_line(history: History) -> None:
    done = inside(diff.Command(), history.untouched[0].url, archive=history.second)
    assert done.stdout.count("\n") == 1
    assert "has one edition, seen 2" in done.stdout


@pytest.mark.parametrize("status", WAYS)
def test_diff_and_explain_say_how_an_article_vanished(history: History, status: int) -> None:
    url = history.taken[status].url
    done = inside(diff.Command(), url, archive=history.second)
    first, second = done.stdout.splitlines()
    assert first.startswith(f"{WAYS[status]} since 2")
    assert ".warc.gz " in first
    assert "has one edition" in second
    assert f"{WAYS[status]} since 2" in inside(explain.Command(), url, archive=history.second).stdout
