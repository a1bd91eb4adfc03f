"""The views that tell of stories and damage, and the way to an article by its number or address."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.articles import add_site, store_article
from archive.captures import Capture, Role, add_capture, note_evidence
from archive.database import Database, open_database
from archive.errors import InputError
from archive.records import Article, Fix
from archive.stories import RelationRow, describe_story, number_stories, replace_relations
from archive.times import timestamp
from archive.views.dossiers import read_dossier
from archive.views.lookup import addresses, find_article
from archive.views.stories import read_story

WHEN = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path)


def stored(db: Database, number: int, text: str, day: str | None = None, *fixes: Fix, replaced: int = 0) -> int:
    add_site(db, f"site{number}", "crawl")
    url = f"http://site{number}.example/a.html?x=1"
    capture = Capture(url, f"site{number}", Role.ARTICLE, WHEN, 200, "f.warc.gz", number, 9)
    capture_id = add_capture(db, capture)
    note_evidence(db, capture_id, "utf-8", {"decode": {"replaced": replaced}})
    article = Article(url, f"题{number}", text, day, day, fixes=fixes)
    return store_article(db, article, site=f"site{number}", capture_id=capture_id, seen_at=timestamp(WHEN)).id


def joined(db: Database, first: int, *ids: int) -> None:
    ((number, _),) = number_stories(db, [{first, *ids}])
    describe_story(db, number, len(ids) + 1, first, "because")


def test_copies_are_seen_from_the_origin_whichever_came_first(db: Database) -> None:
    short, origin, same, far = (stored(db, n, text) for n, text in enumerate(["短", "全文", "全文", "别的"]))
    replace_relations(db, origin, [RelationRow(short, "contains", 0.4, 0.9)])
    replace_relations(db, far, [RelationRow(short, "reprint", 0.8, 0.7)])
    joined(db, origin, short, same, far)
    rows = db.execute("SELECT article_id, kind, coverage, other_coverage FROM story_copies ORDER BY article_id")
    assert rows.fetchall() == [
        (short, "part_of", 0.9, 0.4),
        (origin, "origin", 1.0, 1.0),
        (same, "reprint", 1.0, 1.0),
        (far, None, None, None),
    ]


def test_a_story_is_in_order_of_time(db: Database) -> None:
    days = ["2021-05-02T08:00+08:00", None, "2021-05-02", "2021-05-01T23:00+08:00"]
    ids = [stored(db, n, "文", day) for n, day in enumerate(days)]
    for article_id, day in zip(ids, days, strict=True):
        db.execute("UPDATE articles SET published_date = ? WHERE id = ?", [day and day[:10], article_id])
    joined(db, *ids)
    story = read_story(db, ids[1])
    assert story
    assert [copy.article_id for copy in story.copies] == [ids[3], ids[2], ids[0], ids[1]]
    assert read_story(db, stored(db, 9, "独")) is None


def test_the_better_copy_is_undamaged_and_holds_most(db: Database) -> None:
    bad = stored(db, 0, "坏", None, Fix("k", lost=2, guessed=1), Fix("l", lost=1))
    also_bad = stored(db, 1, "坏二", None, replaced=4)
    cut, whole, template = (
        stored(db, n, text, None, Fix("k", certain=5)) for n, text in ((2, "切"), (3, "整"), (4, "套"))
    )
    replace_relations(db, also_bad, [RelationRow(bad, "reprint", 1.0, 1.0), RelationRow(whole, "part_of", 0.9, 0.5)])
    replace_relations(db, cut, [RelationRow(bad, "part_of", 1.0, 0.4)])
    db.execute("INSERT INTO relations VALUES (?, ?, 'reprint', 0.96, 0.97)", [whole, bad])
    db.execute("INSERT INTO relations VALUES (?, ?, 'template', 1.0, 1.0)", [template, bad])
    joined(db, bad, also_bad, cut, whole, template)
    rows = db.execute("SELECT article_id, better_id, why FROM better_copies ORDER BY article_id").fetchall()
    assert rows == [
        (bad, whole, "3 lost, 1 guessed here, none there; it holds 97 % of this text"),
        (also_bad, whole, "4 replaced here, none there; it holds 90 % of this text"),
    ]
    assert db.execute("SELECT count(*) FROM damaged_articles").fetchone() == (2,)
    facts = read_dossier(db, str(bad)).article
    assert facts
    assert facts.damage == (1, 3, 0)
    assert facts.better
    assert facts.better.article_id == whole


def test_a_damaged_article_without_an_undamaged_copy_has_no_better_one(db: Database) -> None:
    ids = [stored(db, n, "坏", None, Fix("k", lost=1)) for n in range(2)]
    joined(db, *ids)
    assert db.execute("SELECT count(*) FROM better_copies").fetchone() == (0,)


def test_the_same_text_undamaged_confirms_a_guess(db: Database) -> None:
    ids = [stored(db, 0, "文", None, Fix("k", guessed=1)), stored(db, 1, "文")]
    joined(db, *ids)
    why = "1 guessed here, none there; it holds the same text"
    assert db.execute("SELECT better_id, why FROM better_copies").fetchall() == [(ids[1], why)]


@pytest.mark.parametrize(
    "name",
    [
        "1",
        "http://site0.example/a.html?x=1",
        "https://site0.example/a.html?x=1",
        "site0.example/a.html?x=1",
        " site0.example/a.html?x=1#top ",
    ],
)
def test_an_article_is_found_as_people_name_it(db: Database, name: str) -> None:
    article_id = stored(db, 0, "文")
    assert find_article(db, name) == article_id


@pytest.mark.parametrize("name", ["7", "9" * 40, "site0.example/b.html", "", "²", "http://[", "a'\n\"; --"])
def test_an_unknown_name_is_refused_with_a_cure(db: Database, name: str) -> None:
    with pytest.raises(InputError, match="scrapy"):
        read_dossier(db, name)


def test_a_page_without_an_article_is_told_from_an_unknown_one(db: Database) -> None:
    add_site(db, "site", "crawl")
    add_capture(db, Capture("http://site.example/b", "site", Role.ARTICLE, WHEN, 200, "f.warc.gz", 1, 9))
    with pytest.raises(InputError, match="gave no article; see why with: scrapy explain"):
        find_article(db, "site.example/b")
    assert read_dossier(db, "site.example/b").article is None


def test_the_address_as_written_comes_first() -> None:
    assert addresses("http://a/#!/1")[0] == "http://a/#!/1"
    assert "https://a/" in addresses("http://a/#!/1")


def test_views_answer_from_indexes(db: Database) -> None:
    """No query of one article or story reads all articles, relations or evidence."""
    queries = [
        "SELECT * FROM story_copies WHERE story_id = 1",
        "SELECT * FROM damaged_articles",
    ]
    for query in queries:
        steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert not [step for step in steps if step.startswith(("SCAN a", "SCAN r", "SCAN c")) and "INDEX" not in step]
