"""Articles, their earlier texts, repairs and failures: nothing is overwritten unseen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.articles import Change, add_site, begin_rereading, digest_of, seen_again, store_article, store_failure
from archive.captures import Capture, Role, add_capture, note_evidence
from archive.database import Database, open_database
from archive.records import Absence, Article, Failure, Fix
from archive.times import timestamp
from archive.views.editions import editions

URL = "https://news.example.org/a.html"
HISTORY = st.lists(
    st.tuples(st.sampled_from(["甲稿", "乙稿", "丙稿"]), st.sampled_from(["题", "改题"])), min_size=1, max_size=7
)


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 8, tzinfo=UTC)


def fetched(db: Database, number: int) -> int:
    capture = Capture(URL, "site", Role.ARTICLE, day(number), 200, "a.warc.gz", number, 1)
    return add_capture(db, capture)


def store(db: Database, number: int, text: str, title: str = "题", capture: int | None = None, **more: Any) -> Change:
    """The page as it was fetched on that day of January."""
    capture = capture or fetched(db, number)
    article = Article(URL, title, text, **more)
    return store_article(db, article, site="site", capture_id=capture, seen_at=timestamp(day(number))).change


def versions(db: Database) -> list[tuple[str, str]]:
    rows = db.query("SELECT text, seen_at FROM versions ORDER BY seen_at, id")
    return [(row["text"], row["seen_at"][8:10]) for row in rows]


def present(db: Database) -> tuple[str, str, str]:
    row = next(iter(db["articles"].rows))
    return row["text"], row["first_seen_at"][8:10], row["last_seen_at"][8:10]


def everything(db: Database) -> list[Any]:
    return [
        list(db.execute("SELECT id, title, text, digest, capture_id, first_seen_at, last_seen_at FROM articles")),
        list(db.execute("SELECT title, text, digest, capture_id, seen_at FROM versions ORDER BY seen_at")),
        list(db.execute("SELECT url, stage, reason, capture_id FROM failures ORDER BY capture_id")),
    ]


def test_a_page_is_new_then_unchanged_then_changed(db: Database) -> None:
    assert store(db, 1, "甲稿", source="工人日报") is Change.NEW
    assert store(db, 2, "甲稿", source="工人日报") is Change.UNCHANGED
    assert (present(db), versions(db)) == (("甲稿", "01", "02"), [])
    assert store(db, 3, "乙稿") is Change.CHANGED
    assert (present(db), versions(db)) == (("乙稿", "01", "03"), [("甲稿", "02")])
    assert next(iter(db["articles"].rows))["source"] is None, "the row says what the last page stated"
    assert store(db, 4, "甲稿") is Change.CHANGED
    assert (present(db), versions(db)) == (("甲稿", "01", "04"), [("甲稿", "02"), ("乙稿", "03")])


def test_a_new_headline_is_a_change(db: Database) -> None:
    store(db, 1, "甲稿", "旧题")
    assert store(db, 2, "甲稿", "新题") is Change.CHANGED
    assert [row["title"] for row in db["versions"].rows] == ["旧题"]


def test_an_older_page_that_comes_late_is_a_version(db: Database) -> None:
    store(db, 9, "丙稿")
    assert store(db, 3, "甲稿") is Change.CHANGED
    assert store(db, 6, "丙稿") is Change.UNCHANGED
    assert store(db, 4, "甲稿") is Change.UNCHANGED, "the same text, seen longer"
    assert store(db, 2, "甲稿") is Change.UNCHANGED
    assert (present(db), versions(db)) == (("丙稿", "02", "09"), [("甲稿", "04")])
    assert store(db, 1, "丙稿") is Change.CHANGED, "the text had been there before the other"
    assert versions(db) == [("丙稿", "01"), ("甲稿", "04")]


def test_a_better_reading_of_the_same_capture_leaves_no_version(db: Database) -> None:
    capture = fetched(db, 1)
    store(db, 1, "甲稿 责任编辑", capture=capture)
    assert store(db, 1, "甲稿", capture=capture) is Change.CHANGED
    assert (present(db), versions(db)) == (("甲稿", "01", "01"), [])


def test_repairs_say_what_the_present_text_needed(db: Database) -> None:
    fixes = (Fix("php-gbk", certain=3), Fix("php-gbk", certain=2, lost=1), Fix("annotations", guessed=4))
    store(db, 1, "甲稿", fixes=fixes)
    rows = "SELECT kind, certain, guessed, lost FROM repairs ORDER BY kind"
    assert list(db.execute(rows)) == [("annotations", 0, 4, 0), ("php-gbk", 5, 0, 1)]
    store(db, 2, "乙稿")
    assert list(db.execute(rows)) == []


def failed(db: Database, number: int, reason: str, capture: int | None = None) -> None:
    failure = Failure(URL, "extract", reason)
    store_failure(db, failure, site="site", capture_id=capture, seen_at=timestamp(day(number)))


def test_a_failure_is_said_once_and_ends_with_an_article(db: Database) -> None:
    failed(db, 1, "no connection")
    failed(db, 2, "timeout")
    capture = fetched(db, 3)
    failed(db, 3, "no article", capture)
    failed(db, 3, "still no article", capture)
    assert [row["reason"] for row in db["failures"].rows] == ["timeout", "still no article"]
    failed(db, 9, "gone")
    store(db, 4, "甲稿")
    assert [row["reason"] for row in db["failures"].rows] == ["gone"], "what failed later still fails"


def vanish(db: Database, number: int, how: Absence, url: str = URL) -> None:
    failure = Failure(url, "fetch", "gone", vanished=how)
    store_failure(db, failure, site="site", capture_id=fetched(db, number), seen_at=timestamp(day(number)))


def told(db: Database) -> tuple[str, str | None]:
    status, gone_at = db.execute("SELECT status, gone_at FROM articles").fetchone()
    return status, gone_at and gone_at[8:10]


def test_an_article_that_vanished_says_how_and_since_when(db: Database) -> None:
    store(db, 2, "甲稿")
    failed(db, 3, "timeout")
    assert told(db) == ("live", None)
    vanish(db, 5, "redirected")
    vanish(db, 4, "gone")
    assert told(db) == ("redirected", "04"), "the latest answer, since the first, in whatever order they come"
    failed(db, 6, "timeout")
    store(db, 1, "乙稿")
    assert told(db) == ("redirected", "04"), "an old page that comes late does not bring it back"
    assert present(db) == ("甲稿", "01", "02")
    store(db, 7, "甲稿")
    assert told(db) == ("live", None)
    vanish(db, 3, "gone")
    assert told(db) == ("live", None), "it was seen after that"


def test_an_article_vanishes_under_either_scheme(db: Database) -> None:
    store(db, 1, "甲稿")
    vanish(db, 2, "gone", URL.replace("https:", "http:"))
    assert told(db) == ("gone", "02")
    assert [row["url"] for row in db["failures"].rows] == [URL]
    seen_again(db, URL, timestamp(day(3)))
    assert told(db) == ("live", None)


def test_a_text_keeps_the_name_of_what_read_it(db: Database) -> None:
    store(db, 1, "甲稿", extractor="1")
    store(db, 3, "乙稿", extractor="2")
    store(db, 2, "甲稿", extractor="3")
    assert [(each.text, each.extractor) for each in editions(db, 1)] == [("甲稿", "3"), ("乙稿", "2")]


def test_a_deleted_page_between_two_editions_is_none(db: Database) -> None:
    store(db, 1, "甲稿")
    note_evidence(db, fetched(db, 2), None, {"vanished": {"notice": "文章不存在"}})
    store(db, 3, "乙稿")
    assert [each.first_seen_at and each.first_seen_at[8:10] for each in editions(db, 1)] == ["01", "03"]


def test_a_crawled_site_stays_one(db: Database) -> None:
    add_site(db, "site", "ingest")
    add_site(db, "other", "ingest", label="别家")
    add_site(db, "other", "crawl", home="https://other.example.org/")
    assert list(db.execute("SELECT name, label, home, kind FROM sites ORDER BY name")) == [
        ("other", "别家", "https://other.example.org/", "crawl"),
        ("site", None, "https://news.example.org/", "crawl"),
    ]


@given(text=st.text())
@settings(max_examples=50, deadline=None)
def test_any_text_has_a_digest(text: str) -> None:
    assert len(digest_of(Article(URL, None, text))) == 64
    assert len(digest_of(Article(URL, None, text + "\ud800"))) == 64


def read(db: Database, history: Sequence[tuple[str, str] | None], days: Sequence[int]) -> None:
    """Store what each day's capture gives: a text with its headline, or nothing."""
    for number in days:
        capture = fetched(db, number)
        page = history[number - 1]
        if page is None:
            failed(db, number, "no article", capture)
        else:
            store(db, number, *page, capture=capture)


@given(history=st.lists(st.one_of(st.none(), HISTORY.map(lambda pages: pages[0])), max_size=7))
@settings(max_examples=60, deadline=None)
def test_rereading_gives_the_same_rows(history: list[tuple[str, str] | None]) -> None:
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder))
        add_site(db, "site", "crawl")
        days = range(1, len(history) + 1)
        read(db, history, days)
        before = everything(db)
        for _ in range(2):
            with db.atomic():
                if any(history):
                    begin_rereading(db, URL, [fetched(db, number) for number in days if history[number - 1]])
                read(db, history, days)
            assert everything(db) == before
        db.close()


@given(history=HISTORY, data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_text_is_lost_in_any_order(history: list[tuple[str, str]], data: st.DataObject) -> None:
    """Without its captures a late page cannot split a run of equal ones; but every text is kept, each in its order."""
    days = data.draw(st.permutations(range(1, len(history) + 1)))
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder))
        add_site(db, "site", "crawl")
        read(db, history, days)
        kept = [(row["text"], row["title"]) for row in db.query("SELECT text, title FROM versions ORDER BY seen_at")]
        article = next(iter(db["articles"].rows))
        db.close()
    kept.append((article["text"], article["title"]))
    assert kept[-1] == history[-1]
    assert set(kept) == set(history)
    assert all(a != b for a, b in pairwise(kept))
    assert (article["first_seen_at"][8:10], article["last_seen_at"][8:10]) == ("01", f"{len(history):02}")
