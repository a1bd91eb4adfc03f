"""Brings the captures table in agreement with the WARC files that are there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive.articles import add_site
from archive.captures import add_capture
from archive.database import Database, path_of, refusals_named, writing
from archive.warc.members import Damage
from archive.warc.reader import read_pages
from archive.warc.revisits import referring

UNKNOWN_SITE = "elsewhere"  # a WARC file that somebody laid into the folder does not say whose site it is


def index_warc_files(db: Database, folder: Path) -> Iterator[str]:
    """Add a row for every page of every file that has none; yields a line for each damaged stretch.

    Raises:
        StorageError: the database cannot be written, or a file cannot be read.
    """
    revisits = []  # their payload may lie in a file that is read later
    for path in sorted(path for path in folder.iterdir() if path.name.endswith((".warc", ".warc.gz"))):
        with refusals_named(path_of(db)), writing(db):
            for found in read_pages(path):
                if isinstance(found, Damage):
                    yield f"{path.name} at byte {found.offset}: {found.reason}; restore the file from a backup"
                    continue
                place, exchange = found
                add_site(db, exchange.site or UNKNOWN_SITE, "ingest")
                if exchange.revisit:
                    revisits.append(found)
                else:
                    add_capture(db, exchange.capture(place, UNKNOWN_SITE))
    with refusals_named(path_of(db)), writing(db):
        for place, exchange in revisits:
            _, revisit_of = referring(db, exchange)
            if revisit_of is None:
                where = f"{place.warc_file} at byte {place.offset}"
                yield f"{where}: the page that it revisits is not here; add the WARC file with {exchange.url}"
            else:
                add_capture(db, replace(exchange.capture(place, UNKNOWN_SITE), revisit_of=revisit_of))
