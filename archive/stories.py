"""Rows that say how articles relate, and which of them tell the same story."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from archive.database import Database


@dataclass(frozen=True, slots=True)
class RelationRow:
    """How an article relates to `other_id`; coverages from 0 to 1, of the article and of the other."""

    other_id: int
    kind: str
    coverage: float
    other_coverage: float


@dataclass(frozen=True, slots=True)
class Member:
    """What is known of one article of a story, as far as it bears on the story's origin.

    `publisher` is the name by which others credit the article's site; `None` where the site is not one of ours.
    """

    article_id: int
    publisher: str | None
    published_at: str | None
    source: str | None


def article_text(db: Database, article_id: int) -> tuple[str, str | None]:
    """The present text of an article, and its local day."""
    text, day = db.execute("SELECT text, published_date FROM articles WHERE id = ?", [article_id]).fetchone()
    return text, day


def replace_relations(db: Database, article_id: int, rows: Iterable[RelationRow]) -> None:
    """Make these the relations of an article; each pair of articles has one row, at the one that came later."""
    db.execute("DELETE FROM relations WHERE article_id = :id OR other_id = :id", {"id": article_id})
    for row in rows:
        db.execute(
            "INSERT INTO relations (article_id, other_id, kind, coverage, other_coverage) VALUES (?, ?, ?, ?, ?)",
            [article_id, row.other_id, row.kind, row.coverage, row.other_coverage],
        )


def story_mates(db: Database, article_ids: Collection[int]) -> set[int]:
    """All articles that are in one of the stories of these articles now."""
    rows = db.execute(
        "SELECT id FROM articles WHERE story_id IN "
        "(SELECT story_id FROM articles WHERE id IN (SELECT value FROM json_each(?)))",
        [json.dumps(list(article_ids))],
    )
    return {row[0] for row in rows}


def members_of(db: Database, article_ids: Collection[int]) -> list[Member]:
    """These articles, by id."""
    rows = db.execute(
        "SELECT a.id, s.label, a.published_at, a.source FROM articles a JOIN sites s ON s.name = a.site "
        "WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id",
        [json.dumps(list(article_ids))],
    )
    return [Member(*row) for row in rows]


def held_by(db: Database, article_ids: Collection[int]) -> dict[int, set[int]]:
    """For each of these articles the others that stand in it and are shorter."""
    held: dict[int, set[int]] = {article_id: set() for article_id in article_ids}
    for article_id in article_ids:
        rows = db.execute(
            "SELECT other_id FROM relations WHERE article_id = :id AND kind = 'contains' "
            "UNION SELECT article_id FROM relations WHERE other_id = :id AND kind = 'part_of'",
            {"id": article_id},
        )
        held[article_id] = {row[0] for row in rows}
    return held


def keep_story(db: Database, article_ids: Collection[int], first: int, origin: str) -> None:
    """Make these articles one story. It keeps the lowest of the numbers that its articles had."""
    ids = json.dumps(list(article_ids))
    wanted = "id IN (SELECT value FROM json_each(?))"
    story_id = db.execute(f"SELECT min(story_id) FROM articles WHERE {wanted}", [ids]).fetchone()[0]  # noqa: S608 (own words)
    if story_id is None:
        story_id = db.execute("INSERT INTO stories (size) VALUES (0) RETURNING id").fetchone()[0]
    db.execute(
        "UPDATE stories SET first_article_id = ?, origin = ?, size = ? WHERE id = ?",
        [first, origin, len(article_ids), story_id],
    )
    db.execute(
        f"UPDATE articles SET story_id = ? WHERE {wanted} AND story_id IS NOT ?",  # noqa: S608 (own words)
        [story_id, ids, story_id],
    )


def leave_story(db: Database, article_id: int) -> None:
    """An article that nothing else resembles is in no story."""
    db.execute("UPDATE articles SET story_id = NULL WHERE id = ? AND story_id IS NOT NULL", [article_id])


def drop_empty_stories(db: Database) -> None:
    """Remove stories that have lost all their articles to others."""
    db.execute("DELETE FROM stories WHERE id NOT IN (SELECT story_id FROM articles WHERE story_id IS NOT NULL)")
