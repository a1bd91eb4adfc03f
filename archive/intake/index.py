"""Brings the captures table in agreement with the WARC files that are there."""

from collections.abc import Iterator
from pathlib import Path

from archive.articles import add_site
from archive.captures import add_capture
from archive.database import Database, path_of, refusals_named, writing
from archive.warc.members import Damage
from archive.warc.reader import read_pages

UNKNOWN_SITE = "elsewhere"  # a WARC file that somebody laid into the folder does not say whose site it is


def index_warc_files(db: Database, folder: Path) -> Iterator[str]:
    """Add a row for every page of every file that has none; yields a line for each damaged stretch.

    Raises:
        StorageError: the database cannot be written, or a file cannot be read.
    """
    for path in sorted(path for path in folder.iterdir() if path.name.endswith((".warc", ".warc.gz"))):
        with refusals_named(path_of(db)), writing(db):
            for found in read_pages(path):
                if isinstance(found, Damage):
                    yield f"{path.name} at byte {found.offset}: {found.reason}; restore the file from a backup"
                    continue
                place, exchange = found
                add_site(db, exchange.site or UNKNOWN_SITE, "ingest")
                add_capture(db, exchange.capture(place, UNKNOWN_SITE))
