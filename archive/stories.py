"""Rows that say how articles relate, and which of them tell the same story."""

import json
from collections.abc import Collection, Iterable, Sequence
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


def pass_on_relations(db: Database, article_id: int) -> None:
    """Let other articles of the same text take the place of one whose text is about to change.

    An article has rows to some only of the articles that share a text. Each that came later than this one and has a
    row to it gets one to the first article of that text, by id, to which it has none; to an older one if there is any.
    Must run while the reprint index still has the earlier text.
    """
    for (later,) in db.execute(
        "SELECT article_id FROM relations WHERE other_id = ? ORDER BY article_id DESC", [article_id]
    ).fetchall():
        db.execute(
            "INSERT INTO relations (article_id, other_id, kind, coverage, other_coverage) "
            "SELECT r.article_id, d.id, r.kind, r.coverage, r.other_coverage "
            "FROM relations r, reprint_documents d WHERE r.article_id = :later AND r.other_id = :id "
            "AND d.text = (SELECT text FROM reprint_documents WHERE id = :id) AND d.id NOT IN (:id, :later) "
            "AND NOT EXISTS (SELECT 1 FROM relations k WHERE k.article_id = :later AND k.other_id = d.id) "
            "AND NOT EXISTS (SELECT 1 FROM relations k WHERE k.article_id = d.id AND k.other_id = :later) "
            "ORDER BY d.id > :later, d.id LIMIT 1",
            {"id": article_id, "later": later},
        )


def story_mates(db: Database, article_ids: Collection[int]) -> set[int]:
    """All articles that are in one of the stories of these articles now."""
    rows = db.execute(
        "SELECT id FROM articles WHERE story_id IN "
        "(SELECT story_id FROM articles WHERE id IN (SELECT value FROM json_each(?)))",
        [json.dumps(list(article_ids))],
    )
    return {row[0] for row in rows}


def kin_of(db: Database, article_ids: Collection[int]) -> set[int]:
    """All articles that repeat one of these, stand in one of them, or hold one, in whatever story they are."""
    ids = json.dumps(list(article_ids))
    kinds = "kind IN ('reprint', 'part_of', 'contains')"
    rows = db.execute(
        f"SELECT other_id FROM relations WHERE article_id IN (SELECT value FROM json_each(:ids)) AND {kinds} "  # noqa: S608 (own words)
        f"UNION SELECT article_id FROM relations WHERE other_id IN (SELECT value FROM json_each(:ids)) AND {kinds}",
        {"ids": ids},
    )
    return {row[0] for row in rows}


def story_numbers(db: Database, article_ids: Sequence[int]) -> dict[int, int | None]:
    """The story that each of these articles is in now."""
    rows = db.execute(
        "SELECT id, story_id FROM articles WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(article_ids)]
    )
    return dict(rows.fetchall())


def text_numbers(db: Database, article_ids: Sequence[int]) -> dict[int, int]:
    """The number that the reprint index has given to the text of each of these articles; equal texts share it."""
    rows = db.execute(
        "SELECT id, text FROM reprint_documents WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(article_ids)]
    )
    return dict(rows.fetchall())


def reprints_among(db: Database, article_ids: Sequence[int]) -> list[tuple[int, int, float, float]]:
    """The pairs among these articles of which one is a reprint of the other, with both coverages."""
    rows = db.execute(
        "SELECT article_id, other_id, coverage, other_coverage FROM relations "
        "WHERE article_id IN (SELECT value FROM json_each(:ids)) AND other_id IN (SELECT value FROM json_each(:ids)) "
        "AND kind = 'reprint'",
        {"ids": json.dumps(article_ids)},
    )
    return rows.fetchall()


def join_story(db: Database, article_id: int, number: int) -> set[int]:
    """Put an article that is in no story into this one; returns all articles of the story."""
    db.execute("UPDATE articles SET story_id = ? WHERE id = ?", [number, article_id])
    return {row[0] for row in db.execute("SELECT id FROM articles WHERE story_id = ?", [number])}


def members_of(db: Database, article_ids: Collection[int]) -> list[Member]:
    """These articles, by id."""
    rows = db.execute(
        "SELECT a.id, s.label, a.published_at, a.source FROM articles a JOIN sites s ON s.name = a.site "
        "WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id",
        [json.dumps(list(article_ids))],
    )
    return [Member(*row) for row in rows]


def held_by(db: Database, article_ids: Collection[int]) -> dict[int, set[int]]:
    """For each of these articles the others among them that stand in it and are shorter."""
    held: dict[int, set[int]] = {article_id: set() for article_id in article_ids}
    rows = db.execute(
        "SELECT iif(kind = 'contains', article_id, other_id), iif(kind = 'contains', other_id, article_id) "
        "FROM relations WHERE article_id IN (SELECT value FROM json_each(?)) AND kind IN ('contains', 'part_of')",
        [json.dumps(list(article_ids))],
    )
    for holder, article_id in rows:
        if holder in held and article_id in held:
            held[holder].add(article_id)
    return held


def number_stories(db: Database, stories: Iterable[Collection[int]]) -> list[tuple[int, Collection[int]]]:
    """Put each of these sets of articles in a story of its own: its number, and its articles.

    The sets are disjoint and hold all articles of the stories that they had. A set keeps the lowest number that one of
    its articles had; of a story that fell apart, the largest part keeps the number. An article by itself is in none.
    """
    ordered = sorted(stories, key=lambda story: (-len(story), min(story)))
    had = story_numbers(db, [article_id for story in ordered for article_id in story])
    taken: set[int] = set()
    numbered = []
    for story in ordered:
        number = None
        if len(story) > 1:
            left = {had[article_id] for article_id in story} - taken - {None}
            number = min(number for number in left if number is not None) if left else _new_story(db)
            taken.add(number)
            numbered.append((number, story))
        moved = [article_id for article_id in story if had[article_id] != number]
        db.execute(
            "UPDATE articles SET story_id = ? WHERE id IN (SELECT value FROM json_each(?))", [number, json.dumps(moved)]
        )
    emptied = set(had.values()) - taken - {None}
    db.execute("DELETE FROM stories WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(emptied))])
    return numbered


def _new_story(db: Database) -> int:
    return int(db.execute("INSERT INTO stories (size) VALUES (0) RETURNING id").fetchone()[0])


def describe_story(db: Database, number: int, size: int, first: int, origin: str) -> None:
    """Note how many articles a story has, and which was the first, why."""
    db.execute(
        "UPDATE stories SET first_article_id = :first, origin = :origin, size = :size "
        "WHERE id = :id AND (first_article_id, origin, size) IS NOT (:first, :origin, :size)",
        {"id": number, "first": first, "origin": origin, "size": size},
    )
