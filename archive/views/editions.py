"""The editions of an article: every text that its address has shown, with when it stood there and who read it how.

What one edition has and another has not: `archive.views.changes.compare`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from archive.database import Database

# The present text stands in `articles`, the earlier ones in `versions`, each dated when it was last seen.
EDITIONS = """
    SELECT seen_at, title, text, digest, capture_id, extractor FROM (
        SELECT 0 AS present, id, seen_at, title, text, digest, capture_id, extractor
        FROM versions WHERE article_id = :id
        UNION ALL
        SELECT 1, id, last_seen_at, title, text, digest, capture_id, extractor
        FROM articles WHERE id = :id
    ) ORDER BY present, seen_at, id
"""
# A page that said that its article was deleted showed no edition.
FIRST_CAPTURE = """
    SELECT min(c.fetched_at) FROM captures c JOIN articles a ON a.url = c.url
    WHERE a.id = :id AND c.role IN ('article', 'other') AND c.status = 200
      AND c.fetched_at > :after AND c.fetched_at <= :until AND json_extract(c.evidence, '$.vanished') IS NULL
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of an article; moments are ISO 8601 in UTC.

    `first_seen_at` is the fetch that first showed it, `None` where the archive has no capture that tells. `digest` is
    SHA-256 over the text, `capture_id` the capture that it was last read from, `extractor` the version of the reading
    rules; both are `None` where they were not recorded.
    """

    number: int
    first_seen_at: str | None
    last_seen_at: str
    title: str | None
    text: str
    digest: str
    capture_id: int | None
    extractor: str | None


def editions(db: Database, article_id: int) -> list[Edition]:
    """All editions of an article, oldest first and numbered from 1; the last is the present text.

    Empty where no article has this id.
    """
    rows = db.execute(EDITIONS, {"id": article_id}).fetchall()
    first_seen = _first_seen(db, article_id, [row[0] for row in rows]) if rows else []
    return [
        Edition(number, first, *row) for number, (first, row) in enumerate(zip(first_seen, rows, strict=True), start=1)
    ]


def _first_seen(db: Database, article_id: int, last_seen: list[str]) -> Iterator[str | None]:
    yield db.execute("SELECT first_seen_at FROM articles WHERE id = ?", [article_id]).fetchone()[0]
    for after, until in pairwise(last_seen):
        yield db.execute(FIRST_CAPTURE, {"id": article_id, "after": after, "until": until}).fetchone()[0]


@dataclass(frozen=True, slots=True)
class Vanishing:
    """How an article is gone from its address (`gone`, `redirected`, `deleted`), since when that is known, and why.

    `capture_id` is the answer that told it.
    """

    status: str
    since: str
    reason: str | None
    capture_id: int | None


def vanishing(db: Database, article_id: int) -> Vanishing | None:
    """How an article vanished; `None` for one that is live."""
    row = db.execute(
        "SELECT a.status, a.gone_at, f.reason, f.capture_id FROM articles a "
        "LEFT JOIN failures f ON f.url = a.url AND f.seen_at = a.gone_at AND f.vanished IS NOT NULL "
        "WHERE a.id = ? AND a.gone_at IS NOT NULL ORDER BY f.id LIMIT 1",
        [article_id],
    ).fetchone()
    return Vanishing(*row) if row else None
