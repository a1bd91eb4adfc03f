"""What may be typed, what comes first, what is shown."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from searched_archive import opened_database, storing  # noqa: F401 (fixtures)

from archive.database import Database
from archive.errors import InputError
from archive.search.characters import stored_forms
from archive.search.find import Page, Search, find
from archive.search.query import NOTHING, parse
from archive.search.snippet import LENGTH, Highlighter

Store = Callable[..., int]
PIECES = [*"工会a1 “”\"()*^:+-{}.,'\\%\0\ud800𠮷鿿", "AND ", "OR ", "NOT ", "NEAR(", "title:"]
SYNTAX = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.fixture
def four(store: Store) -> dict[str, int]:
    return {
        "both": store("罢工", "工会"),
        "strike": store("罢工", "市政府"),
        "union": store("座谈", "工会与停工"),
        "apart": store("罢，工", "工、会"),
    }


def names(four: dict[str, int], page: Page) -> set[str]:
    return {name for name, number in four.items() if number in {hit.id for hit in page.hits}}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("罢工 工会", {"both"}),
        ("罢工 AND 工会", {"both"}),
        ("罢工\u3000工会", {"both"}),
        ("罢工 OR 停工", {"both", "strike", "union"}),
        ("罢工 NOT 工会", {"strike"}),
        ("工会 NOT 罢工 OR 市政府", {"union", "strike"}),
        ("NOT 停工 工会", {"both"}),
        ("OR 罢工 OR AND", {"both", "strike"}),
        ("“工会与停工”", {"union"}),
        ('"工会 停工"', set()),
        ("罢", {"both", "strike", "apart"}),
        ("会", {"both", "union", "apart"}),
        ("（罢工）", {"both", "strike"}),
        ("not 工会", set()),
    ],
)
def test_operators_mean_what_they_say(db: Database, four: dict[str, int], typed: str, expected: set[str]) -> None:
    assert names(four, find(db, Search(typed))) == expected


@pytest.mark.parametrize("typed", ["", "  ", "NOT 工会", "OR", "，。", '""', "\0"])
def test_no_word_is_named(db: Database, typed: str) -> None:
    with pytest.raises(InputError, match="no word to look for"):
        find(db, Search(typed))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SYNTAX | st.text())
def test_nothing_that_is_typed_is_an_error(db: Database, typed: str) -> None:
    match = parse(typed, stored_forms(db)).match
    db.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", [match]).fetchall()
    if match != NOTHING:
        find(db, Search(typed))


@pytest.mark.parametrize("typed", ["工会 " * 5000, "工会" * 20_000, '"' * 9999, "NOT a OR " * 999, "a" * 100_000])
def test_long_questions_are_answered(db: Database, store: Store, typed: str) -> None:
    store("标题", "工会 " * 5000)
    assert find(db, Search(f"标题 OR {typed}")).total == 1


def test_titles_come_first_then_the_score_then_the_newest(db: Database, store: Store) -> None:
    padding = "今天天气晴朗。" * 40
    for _ in range(12):
        store("别的", padding)
    newest_text = store("座谈", f"工会{padding}", day="2025-06-01")
    oldest_title = store("工会", padding, day="2001-01-01")
    newest_title = store("工会", padding, day="2020-01-01")
    undated = store("座谈", f"工会{padding}")
    often = store("座谈", f"工会工会工会工会工会{padding}", day="1999-01-01")
    expected = [newest_title, oldest_title, often, newest_text, undated]
    assert [hit.id for hit in find(db, Search("工会")).hits] == expected
    pages = [find(db, Search("工会"), limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [[hit.id for hit in page.hits] for page in pages] == [expected[:2], expected[2:4], expected[4:], []]
    assert {page.total for page in pages} == {5}


def test_site_and_days_narrow_the_hits(db: Database, store: Store) -> None:
    here = store("工会", "甲", day="2024-05-01")
    there = store("工会", "乙", site="two.example", day="2024-05-02")
    undated = store("工会", "丙")

    def found(**where: str) -> list[int]:
        page = find(db, Search("工会", **where))
        assert page.total == len(page.hits)
        return [hit.id for hit in page.hits]

    assert found() == [there, here, undated]
    assert found(site="two.example") == [there]
    assert found(since="2024-05-01", until="2024-05-01") == [here]
    with pytest.raises(InputError, match=r"no site three\.example"):
        found(site="three.example")


def test_a_passage_shows_the_words_as_they_are_written(db: Database, store: Store) -> None:
    store("全國總工會", f"{'前' * 300}罷工。{'中' * 300}《勞動法》與ＩＬＯ，罷工權。{'後' * 300}")
    hit = find(db, Search('罢工 ilo 劳动法 "总工会"  OR 总工会 劳动法')).hits[0]
    passage = hit.passage
    assert [passage.text[first:last] for first, last in passage.hits] == ["勞動法", "ＩＬＯ", "罷工"]
    assert len(passage.text) == LENGTH
    assert [hit.title.text[first:last] for first, last in hit.title.hits] == ["總工會"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("工会會a1-,。é", min_size=1), max_size=3), st.text("工会會aA1-,。é\n", max_size=300))
def test_hits_lie_within_the_passage_in_order(db: Database, words: list[str], text: str) -> None:
    forms = stored_forms(db)
    query = parse(" ".join(words), forms)
    snippet = Highlighter(query.words, forms).snippet(text)
    places = [place for hit in snippet.hits for place in hit]
    assert places == sorted(places)
    assert all(0 <= place <= len(snippet.text) for place in places)
    assert snippet.text in text
