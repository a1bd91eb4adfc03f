"""Takes exported articles into an archive and finds their place among those that are there."""

from collections.abc import Iterator
from pathlib import Path

from archive.articles import Change
from archive.database import Database, path_of, refusals_named, writing
from archive.errors import InputError
from archive.intake.exported import read_export, take_article
from archive.intake.exported_links import restore_links
from archive.intake.paths import Unreadable
from pipelines.reprints import ReprintIndex
from pipelines.stories.relating import relate_article


def restore(db: Database, path: Path) -> Iterator[Change | Unreadable]:
    """Store every article of an export, each in a transaction of its own; yields what storing did, or the complaint.

    Relations and stories are worked out anew over the whole archive. Where it holds nothing but this export in the end,
    they become those that were exported.

    Raises:
        StorageError: the database cannot be written, or the file not read; what was stored before stays.
    """
    index = ReprintIndex(db.conn)
    with refusals_named(path_of(db)):
        for record in read_export(path):
            if isinstance(record, Unreadable):
                yield record
                continue
            try:
                with writing(db):
                    stored = take_article(db, record)
                    if stored.change is not Change.UNCHANGED:
                        relate_article(db, index, stored.id)
            except InputError as error:
                yield Unreadable(str(path), str(error))
                continue
            yield stored.change
        restore_links(db, path)
