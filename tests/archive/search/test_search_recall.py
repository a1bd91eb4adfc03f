"""Whatever LIKE finds, the index finds, in either script; and it finds nothing that is not there."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from searched_archive import opened_database  # noqa: F401 (fixtures)

from archive.database import Database, open_database
from archive.search.characters import stored_forms
from archive.search.find import Search, find
from benchmarks.search import ASKED, fill, recall

TRADITIONAL = OpenCC("s2tw")
# Few characters, so that what is asked often occurs; some have two forms, one lies outside the first plane.
IDEOGRAPHS = "工会會职職乾后後𠮷〇"
OTHERS = "aB5Ａé 。，\n"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    db = open_database(tmp_path_factory.mktemp("news"))
    fill(db, 300)
    assert find(db, Search("工会 农民工")).total > 3
    yield db
    db.close()


@pytest.mark.parametrize("asked", dict.fromkeys([*ASKED, *map(TRADITIONAL.convert, ASKED)]))
def test_generated_news_is_found_as_by_like(news: Database, asked: str) -> None:
    assert recall(news, asked) == (1, 0)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(IDEOGRAPHS + OTHERS, max_size=10),
    text=st.text(IDEOGRAPHS + OTHERS, max_size=40),
    before=st.integers(0, 600),
    asked=st.text(IDEOGRAPHS, min_size=1, max_size=4),
)
def test_ideographs_are_found_where_they_stand_and_nowhere_else(
    db: Database, title: str, text: str, before: int, asked: str
) -> None:
    text = "员" * before + text  # across the blocks in which the index reads
    forms = stored_forms(db)
    db.execute("BEGIN")
    db.execute(
        "INSERT INTO articles (url, site, title, text, digest, first_seen_at, last_seen_at) "
        "VALUES ('u', 'one.example', ?, ?, '', '', '')",
        [title, text],
    )
    page = find(db, Search(asked))
    in_title = find(db, Search(f'"{asked}"')).hits
    db.execute("ROLLBACK")
    stands = any(asked.translate(forms) in written.translate(forms) for written in (title, text))
    assert page.total == len(page.hits) == len(in_title) == stands
    assert stands == any(hit.title.hits or hit.passage.hits for hit in page.hits)


def test_words_with_spaces_are_whole_words_of_any_case_and_width(db: Database) -> None:
    db.execute(
        "INSERT INTO articles (url, site, title, text, digest, first_seen_at, last_seen_at) "
        "VALUES ('u', 'one.example', NULL, 'ＩＬＯ和Unions：2024年5G工人co-op', '', '', '')"
    )
    for word in ("ilo", "ILO", "ＩＬＯ", "unions", "2024年", "5g工人", "co-op", '"co op"', "和Unions：2024年5G"):
        assert find(db, Search(word)).total == 1, word
    for word in ("union", "IL", "2024月", "024年", "5G人", "co-opt"):
        assert find(db, Search(word)).total == 0, word
