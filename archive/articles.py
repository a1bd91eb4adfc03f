"""Writes articles and failures: what is new, what changed, what is as it was. Nothing is ever overwritten unseen."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.database import Database
from archive.records import Article, Failure

FIELDS = (
    "title",
    "text",
    "published_at",
    "published_date",
    "source",
    "author",
    "editor",
    "section",
    "lang",
    "script",
)


class Change(StrEnum):
    """What storing a page did to the archive."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's row, and what storing it did."""

    id: int
    change: Change


def digest_of(article: Article) -> str:
    """SHA-256 over the text: exact copies share it."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


def add_site(db: Database, name: str, kind: str, *, label: str | None = None, home: str | None = None) -> None:
    """Make sure that `sites` has this name; a site that is crawled stays one when pages of it are ingested.

    `label` is the name by which people and other sites call it (中工网).
    """
    db.execute(
        """
        INSERT INTO sites (name, label, home, kind) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET label = coalesce(excluded.label, label), home = coalesce(excluded.home, home),
            kind = iif(excluded.kind = 'crawl', 'crawl', kind)
        """,
        [name, label, home, kind],
    )


def store_article(db: Database, article: Article, *, site: str, capture_id: int | None, seen_at: str) -> StoredArticle:
    """Insert or update the row of `article.url`; the text that a change replaces goes to `versions`.

    Must run inside the caller's transaction. A page fetched before the row's present text (an old WARC that is ingested
    late) becomes a version. The same capture read anew (by a better extractor) replaces its own reading. Failures up to
    this moment are over.
    """
    db.execute("DELETE FROM failures WHERE url = ? AND seen_at <= ?", [article.url, seen_at])
    row = db.execute(
        "SELECT id, digest, title, last_seen_at, capture_id FROM articles WHERE url = ?", [article.url]
    ).fetchone()
    if row is None:
        return StoredArticle(_insert(db, article, site, capture_id, seen_at), Change.NEW)
    article_id, digest, title, last_seen, last_capture = row
    if seen_at < last_seen:
        return StoredArticle(article_id, _keep_earlier(db, article_id, article, capture_id, seen_at))
    same = (digest, title) == (digest_of(article), article.title)
    if not same and (capture_id is None or capture_id != last_capture):
        _keep_version(db, article_id)
    _update(db, article_id, article, capture_id, seen_at)
    return StoredArticle(article_id, Change.UNCHANGED if same else Change.CHANGED)


def _insert(db: Database, article: Article, site: str, capture_id: int | None, seen_at: str) -> int:
    columns = (*FIELDS, "digest", "url", "site", "capture_id", "first_seen_at", "last_seen_at")
    row = db.execute(
        f"INSERT INTO articles ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) RETURNING id",  # noqa: S608 (own names)
        [*_values(article), article.url, site, capture_id, seen_at, seen_at],
    ).fetchone()
    _store_repairs(db, row[0], article)
    return int(row[0])


def _update(db: Database, article_id: int, article: Article, capture_id: int | None, seen_at: str) -> None:
    assignments = ", ".join(f"{field} = ?" for field in (*FIELDS, "digest"))
    db.execute(
        f"UPDATE articles SET {assignments}, capture_id = coalesce(?, capture_id), last_seen_at = ?, status = 'live' "  # noqa: S608 (own names)
        "WHERE id = ?",
        [*_values(article), capture_id, seen_at, article_id],
    )
    _store_repairs(db, article_id, article)


def _values(article: Article) -> list[str | None]:
    return [*(getattr(article, field) for field in FIELDS), digest_of(article)]


def _keep_version(db: Database, article_id: int) -> None:
    """Copy the present text into `versions`, dated when it was last seen."""
    db.execute(
        "INSERT INTO versions (article_id, seen_at, title, text, digest, capture_id) "
        "SELECT id, last_seen_at, title, text, digest, capture_id FROM articles WHERE id = ?",
        [article_id],
    )


def _keep_earlier(db: Database, article_id: int, article: Article, capture_id: int | None, seen_at: str) -> Change:
    """Put a text that is older than the present one in its place among `versions`, each dated when it was last seen."""
    db.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", [seen_at, article_id])
    around = {"id": article_id, "seen_at": seen_at}
    own = (digest_of(article), article.title)
    following = db.execute(
        "SELECT digest, title, seen_at AS at FROM versions WHERE article_id = :id AND seen_at >= :seen_at "
        "UNION ALL SELECT digest, title, last_seen_at FROM articles WHERE id = :id ORDER BY at LIMIT 1",
        around,
    ).fetchone()
    if following[:2] == own:
        return Change.UNCHANGED
    before = db.execute(
        "SELECT id, digest, title FROM versions WHERE article_id = :id AND seen_at < :seen_at "
        "ORDER BY seen_at DESC, id DESC LIMIT 1",
        around,
    ).fetchone()
    if before and before[1:] == own:
        db.execute("UPDATE versions SET seen_at = ?, capture_id = ? WHERE id = ?", [seen_at, capture_id, before[0]])
        return Change.UNCHANGED
    db.execute(
        "INSERT INTO versions (article_id, seen_at, title, text, digest, capture_id) VALUES (?, ?, ?, ?, ?, ?)",
        [article_id, seen_at, article.title, article.text, own[0], capture_id],
    )
    return Change.CHANGED


def _store_repairs(db: Database, article_id: int, article: Article) -> None:
    db.execute("DELETE FROM repairs WHERE article_id = ?", [article_id])
    for fix in article.fixes:
        db.execute(
            """
            INSERT INTO repairs (article_id, kind, certain, guessed, lost) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (article_id, kind) DO UPDATE SET
                certain = certain + excluded.certain, guessed = guessed + excluded.guessed, lost = lost + excluded.lost
            """,
            [article_id, fix.kind, fix.certain, fix.guessed, fix.lost],
        )


def store_failure(db: Database, failure: Failure, *, site: str, capture_id: int | None, seen_at: str) -> None:
    """Add a row for a page that yielded no article; what was said before of the same capture is replaced."""
    db.execute("DELETE FROM failures WHERE url = ? AND capture_id IS ?", [failure.url, capture_id])
    db.execute(
        "INSERT INTO failures (url, site, stage, reason, seen_at, capture_id) VALUES (?, ?, ?, ?, ?, ?)",
        [failure.url, site, failure.stage, failure.reason, seen_at, capture_id],
    )


def seen_again(db: Database, url: str, seen_at: str) -> bool:
    """Note that an article was as it is; false where there is none at `url`. Failures up to this moment are over."""
    db.execute("DELETE FROM failures WHERE url = ? AND seen_at <= ?", [url, seen_at])
    touched = db.execute(
        "UPDATE articles SET last_seen_at = max(last_seen_at, ?), status = 'live' WHERE url = ?", [seen_at, url]
    )
    return touched.rowcount > 0


def first_seen(db: Database, url: str) -> datetime | None:
    """When the archive first saw an article."""
    row = db.execute("SELECT first_seen_at FROM articles WHERE url = ?", [url]).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def readings(db: Database, url: str) -> dict[int, tuple[str, str | None]]:
    """Digest and title of each text that is kept of one article, by the capture that it was read from."""
    rows = db.execute(
        "SELECT capture_id, digest, title FROM articles WHERE url = :url UNION ALL "
        "SELECT capture_id, digest, title FROM versions WHERE article_id = (SELECT id FROM articles WHERE url = :url)",
        {"url": url},
    )
    return {capture_id: (digest, title) for capture_id, digest, title in rows if capture_id is not None}


def begin_rereading(db: Database, url: str, capture_ids: list[int]) -> None:
    """Forget what was read from these captures of one article, oldest first, so that storing them again replays it.

    The row keeps its id; texts from captures that are not listed stay.
    """
    ids = json.dumps(capture_ids)
    db.execute(
        "DELETE FROM versions WHERE article_id = (SELECT id FROM articles WHERE url = ?) "
        "AND capture_id IN (SELECT value FROM json_each(?))",
        [url, ids],
    )
    db.execute(
        "UPDATE articles SET (capture_id, last_seen_at) = (SELECT id, fetched_at FROM captures WHERE id = ?) "
        "WHERE url = ? AND capture_id IN (SELECT value FROM json_each(?))",
        [capture_ids[0], url, ids],
    )
