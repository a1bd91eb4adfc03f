"""What Datasette shows of tables, views and queries, under both of its lines."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from archive.database import Database, open_database
from archive.site.described import _metadata

Get = Callable[..., httpx.Response]
DESCRIBED: dict[str, Any] = _metadata()["databases"]["archive"]
HIDDEN = {name for name, about in DESCRIBED["tables"].items() if about.get("hidden")}


@pytest.fixture(scope="module")
def db(browsed: tuple[Path, dict[str, int]]) -> Iterator[Database]:
    opened = open_database(browsed[0])
    yield opened
    opened.close()


def columns_of(db: Database, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_xinfo([{table}])")}


def test_every_table_and_view_is_described_and_every_column_exists(db: Database) -> None:
    helpers = re.compile("articles_fts_|sqlite_")
    there = {
        name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        if not helpers.match(name)
    } | {"articles_fts_characters"}  # fmt: skip
    assert there <= set(DESCRIBED["tables"])
    assert set(DESCRIBED["tables"]) - there <= HIDDEN, "only helper tables are made when they are needed"
    for table in there - HIDDEN:
        about = DESCRIBED["tables"][table]
        assert set(about.get("columns", ())) <= columns_of(db, table), table
        named = [about.get(key) for key in ("label_column", "sort", "sort_desc") if key in about]
        named += [next(iter(facet.values())) if isinstance(facet, dict) else facet for facet in about.get("facets", ())]
        assert set(named) <= columns_of(db, table), table
        assert about["description"], table


def test_helper_tables_are_hidden(get: Get) -> None:
    shown = {table["name"] for table in get("/archive.json").json()["tables"] if not table["hidden"]}
    assert not shown & HIDDEN
    assert {"articles", "captures", "sites", "stories"} <= shown


def test_an_article_table_has_facets_labels_and_leads_to_reading(get: Get, numbers: dict[str, int]) -> None:
    page = get("/archive/articles").text
    for facet in ("site", "source", "script", "published_date"):
        assert f'data-column="{facet}"' in page
    assert "The publisher that the page credits" in page
    assert "青石日报</a>" in page
    assert "hostile&lt;/b&gt;.example</a>" in page
    assert f'<a href="/archive/-/article/{numbers["gone"]}">停工通知撤回</a>' in page
    assert "archive-tables.css" in page
    assert "青石镇办起职工夜校</a>" in get("/archive/repairs").text
    assert f'href="/archive/-/story/{numbers["story"]}"' in get("/archive/story_copies").text


def test_articles_have_a_facet_of_damage(get: Get, numbers: dict[str, int]) -> None:
    page = get("/archive/articles")
    link = re.search(r'href="[^"]*(\?[^"]*_damage=lost)"[^>]*>lost</a>\s*(?:<span[^>]*>)?2', page.text)
    assert link, "two articles have lost something"
    filtered = get(f"/archive/articles{link[1]}".replace("&amp;", "&")).text
    assert "places were lost" in filtered
    rows = get("/archive/articles.json?_damage=guessed&_shape=array").json()
    assert [row["id"] for row in rows] == [numbers["damaged"]]
    rows = get("/archive/articles.json?_damage=lost)--&_shape=array").json()
    assert len(rows) == len(numbers) - 1


@pytest.mark.parametrize("name", DESCRIBED["queries"])
def test_every_question_has_an_answer(get: Get, numbers: dict[str, int], name: str) -> None:
    query = DESCRIBED["queries"][name]
    assert not re.search(r"\b(insert|update|delete|attach|pragma)\b", query["sql"], re.IGNORECASE)
    values = {"source": "青石日报", "story_id": str(numbers["story"]), "month": "2025-03", "word": "夜校", "site": ""}
    address = str(httpx.URL(f"/archive/{name}.json", params={**values, "_shape": "objects"}))
    answer = get(address)
    assert answer.status_code == 200, answer.text
    assert answer.json()["rows"]
    page = get(f"/archive/{name}").text
    assert query["title"] in page
    assert all(f'name="{parameter}"' in page for parameter in re.findall(r":([a-z_]+)", query["sql"]))


def test_the_month_defaults_to_the_present_one(db: Database, get: Get, numbers: dict[str, int]) -> None:
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    address = "/archive/most_reprinted.json?_shape=objects&month="
    assert [row["copies"] for row in get(address + "2025-03").json()["rows"]] == [3]
    assert get(address).json()["rows"] == []
    db.execute("UPDATE articles SET published_date = ? WHERE id = ?", [today, numbers["damaged"]])
    try:
        assert [row["story_id"] for row in get(address).json()["rows"]] == [numbers["story"]]
    finally:
        db.execute("UPDATE articles SET published_date = NULL WHERE id = ?", [numbers["damaged"]])
