"""One record of a WARC file, as it lies there."""

from archive.database import Database
from archive.site.pages.article import warc_path

LARGEST = 64 * 1024 * 1024


def warc_record(db: Database, capture_id: int) -> bytes | None:
    """The bytes of a capture's record, a WARC file of its own; `None` where the archive or the folder lacks it."""
    found = "SELECT warc_file, warc_offset, warc_length FROM captures WHERE id = ?"
    row = db.execute(found, [capture_id]).fetchone()
    if row is None:
        return None
    name, offset, length = row
    path = warc_path(db, name)
    if path is None or not 0 < length <= LARGEST:
        return None
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(length)
