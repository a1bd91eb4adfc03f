"""Files a processed page in the archive: article, evidence, reprints and story in one transaction."""

from archive.articles import Change, store_article, store_failure
from archive.captures import note_evidence
from archive.database import Database, path_of, refusals_named, writing
from archive.records import Article, Failure
from pipelines.reprints import ReprintIndex
from pipelines.stories.relating import reconsider_origin, relate_article


class Filing:
    """The one way into the tables of an open archive."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._path = path_of(db)
        self._index = ReprintIndex(db.conn)

    def file(self, result: Article | Failure, *, site: str, capture_id: int | None, seen_at: str) -> Change:
        """Store what `process` made of a page.

        Raises:
            StorageError: the database cannot be written; nothing of this page was stored then.
        """
        with refusals_named(self._path), writing(self.db):
            if capture_id is not None:
                encoding = result.evidence.get("decode", {}).get("used")
                note_evidence(self.db, capture_id, encoding, result.evidence)
            if isinstance(result, Failure):
                store_failure(self.db, result, site=site, capture_id=capture_id, seen_at=seen_at)
                return Change.FAILED
            stored = store_article(self.db, result, site=site, capture_id=capture_id, seen_at=seen_at)
            if stored.change is not Change.UNCHANGED:
                relate_article(self.db, self._index, stored.id)
            else:
                reconsider_origin(self.db, stored.id)
            return stored.change
