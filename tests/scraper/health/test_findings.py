"""What of a run's rows is looked at."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import frontier
from archive.captures import Role
from archive.crawls import begin_crawl, end_crawl
from archive.database import Database, open_database
from archive.frontier import Found
from archive.health.diagnoses import Problem, diagnoses_before, latest_diagnoses, longest_silence, store_diagnosis
from archive.health.findings import articles_asked, finished_run, first_lists, pages_read, troubles
from archive.health.measures import Measure, earlier_measures, store_measures

LATER = "2999-01-01T00:00:00.000000Z"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    opened.execute("INSERT INTO sites (name, kind) VALUES ('a', 'crawl'), ('b', 'crawl')")
    yield opened
    opened.close()


def capture(db: Database, url: str, evidence: object, *, site: str = "a", same_as: int | None = None) -> int:
    (place,) = db.execute("SELECT count(*) FROM captures").fetchone()
    row = db.execute(
        "INSERT INTO captures (url, site, role, fetched_at, status, warc_file, warc_offset, warc_length, encoding, "
        "evidence, revisit_of) VALUES (?, ?, 'article', ?, 200, 'f', ?, 1, 'utf-8', ?, ?) RETURNING id",
        [url, site, LATER, place, json.dumps(evidence), same_as],
    ).fetchone()
    return int(row[0])


def article(db: Database, url: str, first_seen: str) -> None:
    db.execute(
        "INSERT INTO articles (url, site, text, digest, first_seen_at, last_seen_at) VALUES (?, 'a', '', '', ?, ?)",
        [url, first_seen, first_seen],
    )


def ended(db: Database, site: str = "a", **counts: int) -> int:
    crawl_id = begin_crawl(db, site)
    end_crawl(db, crawl_id, "complete", counts)
    return crawl_id


def test_pages_that_were_read(db: Database) -> None:
    number = begin_crawl(db, "a")
    assert finished_run(db, number) is None
    end_crawl(db, number, "complete", {})
    run = finished_run(db, number)
    assert run
    fits = {"extract": {"layout": [{"name": "x", "fits": True}], "text": "layout x", "title": "h1", "source": "byline"}}
    first = capture(db, "http://a/new", fits)
    capture(db, "http://a/old", {"extract": {"text": "no article"}})
    capture(db, "http://a/same", fits, same_as=first)
    capture(db, "http://a/gone", fits | {"vanished": {"notice": "x"}})
    capture(db, "http://a/unread", None)
    capture(db, "http://b/", fits, site="b")
    article(db, "http://a/new", LATER)
    article(db, "http://a/old", "2000")
    new, old = sorted(pages_read(db, run), key=lambda page: page.url)
    assert (new.url, new.tried, new.rule, new.again) == ("http://a/new", 1, "layout x", False)
    assert new.fields == {"title", "source"}
    assert (old.url, old.tried, old.rule, old.again, old.fields) == ("http://a/old", 0, "", True, frozenset())
    assert articles_asked(db, run) == 5


def test_troubles_are_those_of_first_lists_and_articles(db: Database) -> None:
    number = begin_crawl(db, "a")
    requests = {"http://a/list": 1, "http://a/list/2": 2}
    lists = [Found(url, url, Role.LIST, json.dumps({"arguments": {"number": n}})) for url, n in requests.items()]
    frontier.discover(db, "a", number, "2016", lists)
    end_crawl(db, number, "partial", {})
    run = finished_run(db, number)
    assert run
    for url, stage, vanished in (
        ("http://a/list", "fetch", None),
        ("http://a/list/2", "fetch", None),
        ("http://a/moved-list", "list", None),
        ("http://a/1", "extract", None),
        ("http://a/2", "fetch", "gone"),
    ):
        db.execute(
            "INSERT INTO failures (url, site, stage, reason, seen_at, vanished) VALUES (?, 'a', ?, 'why', ?, ?)",
            [url, stage, LATER, vanished],
        )
    assert [(each.url, each.first_list) for each in troubles(db, run)] == [
        ("http://a/list", True),
        ("http://a/moved-list", True),
        ("http://a/1", False),
    ]
    assert first_lists(db, number) == 1


def test_since_is_the_first_of_the_runs_in_a_row(db: Database) -> None:
    runs = [ended(db) for _ in range(5)]
    ended(db, "b")
    problems = [["refused"], ["refused", "empty lists"], [], ["refused"], ["refused"]]
    for number, names in zip(runs, problems, strict=True):
        store_diagnosis(db, number, [Problem(name, "", None) for name in names])
    begun = dict(db.execute("SELECT id, started_at FROM crawls").fetchall())
    since = dict(db.execute("SELECT crawl_id, since FROM health WHERE class = 'refused'").fetchall())
    assert since == {runs[0]: begun[runs[0]], runs[1]: begun[runs[0]], runs[3]: begun[runs[3]], runs[4]: begun[runs[3]]}
    (now,) = latest_diagnoses(db)["a"]
    assert (now.name, now.since) == ("refused", begun[runs[3]])
    assert diagnoses_before(db, "a", runs[3]) == []
    assert [each.name for each in diagnoses_before(db, "a", runs[2])] == ["refused", "empty lists"]
    assert diagnoses_before(db, "a", runs[0]) == []


def test_the_past_is_that_of_runs_that_read_pages(db: Database) -> None:
    runs = [ended(db) for _ in range(4)]
    for number in runs:
        store_measures(db, number, [Measure("links", "", 5, 1)])
        store_diagnosis(db, number, [Problem("refused", "")] if number == runs[2] else [])
    for number in runs[1:]:
        store_measures(db, number, [Measure("text", "x", number, number)])
    now = ended(db)
    assert [run[-1].hits for run in earlier_measures(db, "a", now, 9, well=False)] == [runs[3], runs[2], runs[1]]
    assert [run[-1].hits for run in earlier_measures(db, "a", now, 9, well=True)] == [runs[3], runs[1]]
    assert len(earlier_measures(db, "a", now, 1, well=False)) == 1


def test_silence_is_measured_between_runs_that_found_something(db: Database) -> None:
    for day, new in enumerate([3, 1, 0, 2, 0, 1, 0, 0, 0], start=1):
        number = ended(db, new=new)
        db.execute("UPDATE crawls SET started_at = ? WHERE id = ?", [f"2026-03-{day:02}T06:00:00.000000Z", number])
    assert longest_silence(db, "a", "2026-03-09T06:00:00.000000Z") == (2.0, 3.0)
    assert longest_silence(db, "a", "2026-03-04T06:00:00.000000Z") == (0.0, 0.0), "three such runs are no habit"
    assert longest_silence(db, "b", "2026-03-09T06:00:00.000000Z") == (0.0, 0.0)
