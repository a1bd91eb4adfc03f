"""Reads this project's own JSON lines back: articles as they were exported, with all that hung on them."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from archive.articles import FIELDS, Change, StoredArticle, add_site, digest_of, store_article
from archive.database import Database, writing
from archive.errors import InputError
from archive.intake.export_lines import Record, record_of
from archive.intake.paths import Unreadable
from archive.records import Article, Fix

NESTED = {"site_about", "capture", "versions", "repairs", "relations", "story"}
LONGEST_LINE = 64 << 20  # bytes; an article with its versions has a few kB
MISSHAPEN = (
    *(KeyError, TypeError, ValueError, AttributeError, OverflowError),
    *(sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError),
)
"""What comes of a line that has the right names and the wrong things under them."""


def is_export(path: Path) -> bool:
    """True when the first line of the file is an article of an export."""
    try:
        if not path.is_file():  # a pipe can be read only once
            return False
        with path.open("rb") as file:
            line = file.readline(LONGEST_LINE) if file.read(1) == b"{" else b""
    except OSError:
        return False
    return record_of(b"{" + line) is not None


def read_export(path: Path) -> Iterator[Record | Unreadable]:
    """Every article of the file; a line that is none is said and passed over.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            record = record_of(line)
            if record is not None:
                yield record
            elif line.strip():
                reason = "not an article as scrapy export writes it, or cut off; the other lines were read"
                yield Unreadable(f"{path} line {number}", f"{reason}, export this one anew")


def take_article(db: Database, record: Record) -> StoredArticle:
    """Store an exported article with its capture, versions and repairs; its relations and story come later.

    An article that the archive has not keeps every column, its number too where that is free. One that it has is
    treated like the same page fetched anew, or fetched before.

    Raises:
        InputError: the line has another form, or text that is not what was exported; nothing of it was stored then.
    """
    try:
        with writing(db):
            return _take(db, record)
    except MISSHAPEN as error:
        reason = f"not as scrapy export writes it ({type(error).__name__}: {error}); export it anew"
        raise InputError(f"{record['url']}: {reason}") from error


def _take(db: Database, record: Record) -> StoredArticle:
    article = _article(record)
    if digest_of(article) != record["digest"]:
        raise ValueError("the text is not the one that was exported")
    known_columns = {column.name for column in db["articles"].columns}
    if unknown := record.keys() - known_columns - NESTED:
        raise ValueError(f"fields that this version does not know: {', '.join(sorted(unknown))}")
    site = record["site_about"] or {"kind": "ingest"}
    add_site(db, record["site"], site["kind"], label=site.get("label"), home=site.get("home"))
    capture_id = _capture(db, record["capture"])
    found = db.execute("SELECT id FROM articles WHERE url = ?", [record["url"]]).fetchone()
    if found is None:
        stored = StoredArticle(_new_row(db, record, capture_id), Change.NEW)
    else:
        seen = {"capture_id": capture_id, "seen_at": record["last_seen_at"]}
        stored = store_article(db, article, site=record["site"], **seen)
        first_seen = [record["first_seen_at"], stored.id]
        db.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", first_seen)
    for version in record["versions"]:
        _take_version(db, stored.id, version)
    return stored


def _article(record: Record) -> Article:
    fixes = tuple(Fix(fix["kind"], fix["certain"], fix["guessed"], fix["lost"]) for fix in record["repairs"])
    return Article(record["url"], fixes=fixes, **{name: record[name] for name in FIELDS})


def _new_row(db: Database, record: Record, capture_id: int | None) -> int:
    row = {name: value for name, value in record.items() if name not in NESTED}
    number = insert(db, "articles", {**row, "capture_id": capture_id, "story_id": None})
    for repair in record["repairs"]:
        insert(db, "repairs", {**repair, "article_id": number})
    return number


def _take_version(db: Database, article_id: int, version: Record) -> None:
    known = "SELECT 1 FROM versions WHERE article_id = ? AND seen_at = ? AND digest = ?"
    if db.execute(known, [article_id, version["seen_at"], version["digest"]]).fetchone() is None:
        row = {name: value for name, value in version.items() if name != "capture"}
        insert(db, "versions", {**row, "article_id": article_id, "capture_id": _capture(db, version["capture"])})


def _capture(db: Database, capture: Record | None) -> int | None:
    """The row for an exported capture; `None` where another page has its place in a WARC file of the same name."""
    if capture is None:
        return None
    place = [capture["warc_file"], capture["warc_offset"]]
    known = "SELECT id, url, fetched_at FROM captures WHERE warc_file = ? AND warc_offset = ?"
    found = db.execute(known, place).fetchone()
    if found is not None:
        return int(found[0]) if found[1:] == (capture["url"], capture["fetched_at"]) else None
    add_site(db, capture["site"], "ingest")
    evidence = capture["evidence"]
    if evidence is not None and not isinstance(evidence, str):
        evidence = json.dumps(evidence, ensure_ascii=False)
    return insert(db, "captures", {**capture, "evidence": evidence})


def insert(db: Database, table: str, row: Record) -> int:
    """Add a row, under its own number where that is free; the number."""
    columns = {column.name for column in db[table].columns}
    if unknown := row.keys() - columns:
        raise ValueError(f"fields that this version does not know: {', '.join(sorted(unknown))}")
    values = dict(row)
    taken = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608 (own names)
    if "id" in values and db.execute(taken, [values["id"]]).fetchone():
        del values["id"]
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608 (own names)
    return int(cursor.lastrowid or 0)
