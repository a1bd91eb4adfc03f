"""Reads articles with all that the archive knows about them, one at a time."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from archive.database import Database
from archive.export.selection import Selection

Record = dict[str, Any]

CAPTURE = "SELECT * FROM captures WHERE id = ?"
VERSIONS = "SELECT * FROM versions WHERE article_id = ? ORDER BY seen_at, id"
FAILURES = "SELECT * FROM failures WHERE url = ? ORDER BY seen_at, id"
REPAIRS = "SELECT * FROM repairs WHERE article_id = ? ORDER BY kind"
RELATIONS = """
    SELECT r.*, o.url AS other_url FROM relations r JOIN articles o ON o.id = r.other_id
    WHERE r.article_id = ? ORDER BY r.other_id
"""
STORY = """
    SELECT s.*, f.url AS first_url FROM stories s LEFT JOIN articles f ON f.id = s.first_article_id WHERE s.id = ?
"""
SITE = "SELECT label, home, kind FROM sites WHERE name = ?"


def columns(db: Database) -> dict[str, str]:
    """The columns of `articles` and their types in SQLite, in the order of the table."""
    return {column.name: column.type for column in db["articles"].columns}


def rows(db: Database, selection: Selection) -> Iterator[Record]:
    """The selected rows of `articles`, by id."""
    condition, parameters = selection.condition()
    return db.query(f"SELECT a.* FROM articles a WHERE {condition} ORDER BY a.id", parameters)  # noqa: S608 (own words)


def records(db: Database, selection: Selection) -> Iterator[Record]:
    """The selected articles, each with its site, capture, versions, repairs, relations and story.

    Every column is there under its name. What another row says is nested: `site_about`, `capture` (with its place in
    the WARC files), `versions` (oldest first, each with its capture), `failures` (the fetches since, oldest first, each
    with its capture: they tell how an article vanished), `repairs`, `relations` (those that this article has to earlier
    ones; `other_url` names the other) and `story`.
    """
    for row in rows(db, selection):
        number = row["id"]
        yield {
            **row,
            "site_about": _first(db, SITE, row["site"]),
            "capture": _capture(db, row["capture_id"]),
            "versions": [_fetched(db, version) for version in db.query(VERSIONS, [number])],
            "failures": [_fetched(db, failure) for failure in db.query(FAILURES, [row["url"]])],
            "repairs": [_inside(repair) for repair in db.query(REPAIRS, [number])],
            "relations": [_inside(relation) for relation in db.query(RELATIONS, [number])],
            "story": _first(db, STORY, row["story_id"]),
        }


def _fetched(db: Database, row: Mapping[str, Any]) -> Record:
    return {**_inside(row), "capture": _capture(db, row["capture_id"])}


def _inside(row: Mapping[str, Any]) -> Record:
    """A row as it stands inside its article."""
    return {name: value for name, value in row.items() if name != "article_id"}


def _capture(db: Database, number: int | None) -> Record | None:
    capture = _first(db, CAPTURE, number)
    if capture and capture["evidence"]:
        with suppress(ValueError):  # what is no JSON stays text
            capture["evidence"] = json.loads(capture["evidence"])
    return capture


def _first(db: Database, query: str, key: object) -> Record | None:
    return None if key is None else next(db.query(query, [key]), None)
