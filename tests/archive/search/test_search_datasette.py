"""A real Datasette finds what stands in the articles: bare, and with the plugin of this project."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from datasette.app import Datasette
from searched_archive import opened_database, storing  # noqa: F401 (fixtures)

from archive.database import Database, path_of
from archive.site import PLUGINS

Store = Callable[..., int]


@pytest.fixture
def articles(db: Database, store: Store) -> str:
    store("simplified", "市总工会为农民工讨薪")
    store("traditional", "總工會與農民工")
    store("neither", "會工，农民；民工")
    return str(path_of(db))


def titles(path: str, typed: str, **options: Any) -> list[str]:
    """What the search box of the table finds."""

    async def ask() -> list[str]:
        site = Datasette([path], **options)
        answer = await site.client.get("/archive/articles.json", params={"_search": typed, "_shape": "array"})
        assert answer.status_code == 200, answer.text
        return sorted(row["title"] for row in answer.json())

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("工会", ["simplified", "traditional"]),
        ("工會", ["traditional"]),
        ("农民 民工", ["neither", "simplified", "traditional"]),
        ('"农民 民工"', ["simplified", "traditional"]),
        ("农民工", []),
    ],
)
def test_bare_it_finds_words_of_two_characters(articles: str, typed: str, expected: list[str]) -> None:
    assert titles(articles, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("工会", ["simplified", "traditional"]),
        ("工會", ["simplified", "traditional"]),
        ("农民工", ["simplified", "traditional"]),
        ("農民工 NOT 讨薪", ["traditional"]),
        ("讨薪 OR 總工會", ["simplified", "traditional"]),
        ("工", ["neither", "simplified", "traditional"]),
        ('NOT "(', []),
    ],
)
def test_with_the_plugin_it_finds_any_word(articles: str, typed: str, expected: list[str]) -> None:
    assert titles(articles, typed, plugins_dir=str(PLUGINS)) == expected


def test_the_tables_of_the_index_are_hidden(articles: str) -> None:
    async def hidden(**options: Any) -> set[str]:
        answer = await Datasette([articles], **options).client.get("/archive.json")
        return {table["name"] for table in answer.json()["tables"] if table["hidden"]}

    bare = asyncio.run(hidden())
    assert {"articles_fts", "articles_fts_characters", "articles_fts_data"} <= bare
    assert "articles" not in bare
