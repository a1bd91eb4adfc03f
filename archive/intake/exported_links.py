"""Brings relations and stories of a whole export back as they were."""

from pathlib import Path
from typing import Any

from archive.database import Database, writing
from archive.intake.export_lines import Record
from archive.intake.exported import MISSHAPEN, insert, read_export
from archive.intake.paths import Unreadable


class _NotWholeError(Exception):
    """The archive and the export do not hold the same articles."""


def restore_links(db: Database, path: Path) -> bool:
    """Replace relations and stories by those of the export; False, and nothing done, where they would not fit.

    They fit when the archive holds the articles of the export with the same texts and no others, and the export names
    no article that is not in it, as a selection does.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        with writing(db):
            db.execute("DELETE FROM relations")
            db.execute("UPDATE articles SET story_id = NULL WHERE story_id IS NOT NULL")
            db.execute("DELETE FROM stories")
            restored = sum(_restore(db, record) for record in read_export(path) if not isinstance(record, Unreadable))
            _check_whole(db, restored)
    except (_NotWholeError, *MISSHAPEN):
        return False
    return True


def _check_whole(db: Database, restored: int) -> None:
    others = _number(db, "SELECT count(*) FROM articles") - restored
    members = "(SELECT count(*) FROM articles WHERE story_id = s.id)"
    if others or _number(db, f"SELECT count(*) FROM stories s WHERE size <> {members}"):  # noqa: S608 (own words)
        raise _NotWholeError


def _restore(db: Database, record: Record) -> int:
    """Restore what hangs on one article; 1, so that articles can be counted."""
    number = _article_of(db, record["url"])
    if _number(db, "SELECT count(*) FROM articles WHERE id = ? AND digest = ?", number, record["digest"]) == 0:
        raise _NotWholeError
    for relation in record["relations"]:
        kept = {name: value for name, value in relation.items() if name != "other_url"}
        insert(db, "relations", {**kept, "article_id": number, "other_id": _article_of(db, relation["other_url"])})
    if story := record["story"]:
        if not _number(db, "SELECT count(*) FROM stories WHERE id = ?", story["id"]):
            kept = {name: value for name, value in story.items() if name != "first_url"}
            first = _article_of(db, story["first_url"]) if story["first_url"] else None
            insert(db, "stories", {**kept, "first_article_id": first})
        db.execute("UPDATE articles SET story_id = ? WHERE id = ?", [story["id"], number])
    return 1


def _article_of(db: Database, url: str) -> int:
    found = db.execute("SELECT id FROM articles WHERE url = ?", [url]).fetchone()
    if found is None:
        raise _NotWholeError
    return int(found[0])


def _number(db: Database, query: str, *parameters: Any) -> int:
    return int(db.execute(query, parameters).fetchone()[0])
