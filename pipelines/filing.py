"""Files a processed page in the archive: article, evidence and reprints in one transaction."""

from archive.articles import Change, store_article, store_failure
from archive.captures import note_evidence
from archive.database import Database, path_of, refusals_named
from archive.records import Article, Failure


def file_result(db: Database, result: Article | Failure, *, site: str, capture_id: int | None, seen_at: str) -> Change:
    """Store what `process` made of a page.

    Raises:
        StorageError: the database cannot be written; nothing of this page was stored then.
    """
    with refusals_named(path_of(db)), db.atomic():
        if capture_id is not None:
            encoding = result.evidence.get("decode", {}).get("used")
            note_evidence(db, capture_id, encoding, result.evidence)
        if isinstance(result, Failure):
            store_failure(db, result, site=site, capture_id=capture_id, seen_at=seen_at)
            return Change.FAILED
        stored = store_article(db, result, site=site, capture_id=capture_id, seen_at=seen_at)
        return stored.change
