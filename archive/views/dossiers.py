"""Everything that the archive knows of one page: its capture, how it was read, and what else tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.captures import Capture, latest_capture, read_capture
from archive.database import Database
from archive.errors import InputError
from archive.records import Evidence
from archive.views.lookup import addresses, find_article, is_id

FIELDS = ("title", "published_at", "source", "author", "editor", "section", "lang", "script")


@dataclass(frozen=True, slots=True)
class BetterCopy:
    """The best undamaged copy of a damaged article; a row of the view `better_copies`."""

    article_id: int
    site: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """A stored article and its surroundings. `damage` counts places guessed, lost and characters replaced."""

    article_id: int
    site: str
    status: str
    gone_at: str | None
    first_seen_at: str
    last_seen_at: str
    characters: int
    fields: Mapping[str, str | None]
    versions: tuple[str, ...]
    copies: int
    story_id: int | None
    damage: tuple[int, int, int] | None
    better: BetterCopy | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One page of the archive. Without an article `failures` say why, without a capture there is no page to read."""

    url: str
    article: ArticleFacts | None
    capture: Capture | None
    evidence: Evidence | None
    failures: tuple[str, ...] = field(default=())


def read_dossier(db: Database, name: str) -> Dossier:
    """The page that a person means by an article's id or by an address, also one that gave no article.

    Raises:
        InputError: the archive knows neither an article nor a page of that name.
    """
    try:
        article_id = find_article(db, name)
    except InputError:
        dossier = None if is_id(name) else _without_article(db, name)
        if dossier is None:
            raise
        return dossier
    url, capture_id = db.execute("SELECT url, capture_id FROM articles WHERE id = ?", [article_id]).fetchone()
    capture, evidence = (None, None) if capture_id is None else read_capture(db, capture_id)
    return Dossier(url, _facts(db, article_id), capture, evidence, _failures(db, url))


def _without_article(db: Database, name: str) -> Dossier | None:
    for url in addresses(name):
        capture_id = latest_capture(db, url)
        failures = _failures(db, url)
        if capture_id is not None:
            return Dossier(url, None, *read_capture(db, capture_id), failures)
        if failures:
            return Dossier(url, None, None, None, failures)
    return None


def _failures(db: Database, url: str) -> tuple[str, ...]:
    rows = db.execute("SELECT seen_at, stage, reason FROM failures WHERE url = ? ORDER BY seen_at, id", [url])
    return tuple(f"{seen_at} {stage}: {reason}" for seen_at, stage, reason in rows)


def _facts(db: Database, article_id: int) -> ArticleFacts:
    row = next(
        iter(db.query("SELECT *, length(text) AS characters FROM articles WHERE id = ?", [article_id])),
    )
    versions = db.execute("SELECT seen_at FROM versions WHERE article_id = ? ORDER BY seen_at, id", [article_id])
    copies = db.execute("SELECT size FROM stories WHERE id = ?", [row["story_id"]]).fetchone()
    return ArticleFacts(
        article_id,
        str(row["site"]),
        str(row["status"]),
        None if row["gone_at"] is None else str(row["gone_at"]),
        str(row["first_seen_at"]),
        str(row["last_seen_at"]),
        int(str(row["characters"])),
        {name: None if row[name] is None else str(row[name]) for name in FIELDS},
        tuple(seen_at for (seen_at,) in versions),
        copies[0] if copies else 1,
        row["story_id"],
        db.execute(
            "SELECT guessed, lost, replaced FROM damaged_articles WHERE article_id = ?", [article_id]
        ).fetchone(),
        _better(db, article_id),
    )


def _better(db: Database, article_id: int) -> BetterCopy | None:
    row = db.execute(
        "SELECT b.id, b.site, b.url, c.why FROM better_copies c JOIN articles b ON b.id = c.better_id "
        "WHERE c.article_id = ?",
        [article_id],
    ).fetchone()
    return BetterCopy(*row) if row else None
