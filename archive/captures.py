"""Rows that say which bytes were fetched when, and where in which WARC file they lie."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from archive.database import Database
from archive.records import Evidence
from archive.times import timestamp


class Role(StrEnum):
    """What a page was fetched for."""

    ARTICLE = "article"
    CONTINUATION = "continuation"
    LIST = "list"
    ROBOTS = "robots"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetched page in one WARC file.

    `warc_file` is the name of a file in the archive's `warc/` folder, `warc_offset` and `warc_length` count bytes of
    the (compressed) record. `part_of` is the URL of the first page when this is a later page of the same article.
    `revisit_of` is the id of the capture that holds the payload, where this one found the same bytes again; when such a
    capture is read from the database, its place is that of the payload.
    """

    url: str
    site: str
    role: Role
    fetched_at: datetime
    status: int
    warc_file: str
    warc_offset: int
    warc_length: int
    part_of: str | None = None
    payload_digest: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    revisit_of: int | None = None


# Rows with the place of their payload; what is told by `c` is the row's own.
PLACED = """
    SELECT c.id, c.url, c.site, c.role, c.fetched_at, c.status, p.warc_file, p.warc_offset, p.warc_length, c.part_of,
        c.payload_digest, c.etag, c.last_modified, c.revisit_of, c.evidence
    FROM captures c JOIN captures p ON p.id = coalesce(c.revisit_of, c.id)
"""
NOT_MODIFIED = 304
READABLE = "(c.status = 200 OR c.revisit_of IS NOT NULL)"


def add_capture(db: Database, capture: Capture) -> int:
    """The id of the row for this record; a record that is known already keeps its row."""
    row = db.execute(
        """
        INSERT INTO captures (url, site, role, part_of, fetched_at, status, warc_file, warc_offset, warc_length,
                              payload_digest, etag, last_modified, revisit_of)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (warc_file, warc_offset) DO UPDATE SET url = excluded.url
        RETURNING id
        """,
        [
            capture.url,
            capture.site,
            capture.role.value,
            capture.part_of,
            timestamp(capture.fetched_at),
            capture.status,
            capture.warc_file,
            capture.warc_offset,
            capture.warc_length,
            capture.payload_digest,
            capture.etag,
            capture.last_modified,
            capture.revisit_of,
        ],
    ).fetchone()
    return int(row[0])


def note_evidence(db: Database, capture_id: int, encoding: str | None, evidence: Evidence) -> None:
    """Write beside the capture how its page was read."""
    db.execute(
        "UPDATE captures SET encoding = ?, evidence = ? WHERE id = ?",
        [encoding, json.dumps(evidence, ensure_ascii=False), capture_id],
    )


def read_capture(db: Database, capture_id: int) -> tuple[Capture, Evidence | None]:
    """The capture with this id, and what was noted about how its page was read."""
    row = next(iter(db.query(f"{PLACED} WHERE c.id = ?", [capture_id])))
    return _capture(row), json.loads(str(row["evidence"])) if row["evidence"] else None


def latest_capture(db: Database, url: str) -> int | None:
    """The id of the capture of a URL that was fetched last."""
    row = db.execute("SELECT id FROM captures WHERE url = ? ORDER BY fetched_at DESC, id DESC", [url]).fetchone()
    return int(row[0]) if row else None


def ends_of(db: Database, warc_files: Iterable[str]) -> dict[str, int]:
    """Where in each file, in bytes, the last record ends that the archive knows; files without one are left out."""
    query = "SELECT warc_offset + warc_length FROM captures WHERE warc_file = ? ORDER BY warc_offset DESC LIMIT 1"
    found = ((name, db.execute(query, [name]).fetchone()) for name in warc_files)
    return {name: int(row[0]) for name, row in found if row}


def find_capture(db: Database, like: Capture) -> tuple[int, Capture] | None:
    """The row of the same page, fetched at the same moment with the same payload, in whatever file."""
    rows = db.query(
        f"{PLACED} WHERE c.url = ? AND c.fetched_at = ? AND c.payload_digest = ?",
        [like.url, timestamp(like.fetched_at), like.payload_digest],
    )
    return next(((int(row["id"]), _capture(row)) for row in rows), None)


def captures_to_read(db: Database, site: str | None = None) -> Iterator[list[tuple[int, Capture]]]:
    """All good captures that an article may be made from, in groups of one URL, each in the order of their fetches."""
    rows = db.query(
        f"""
        SELECT *, min(id) OVER (PARTITION BY url) AS first_id FROM (
            {PLACED} WHERE c.role IN ('article', 'other') AND {READABLE} AND c.site = coalesce(?, c.site)
        ) ORDER BY first_id, fetched_at, id
        """,  # noqa: S608 (own words)
        [site],
    )
    for _, group in groupby(rows, key=itemgetter("first_id")):
        yield [(int(row["id"]), _capture(row)) for row in group]


def with_later(db: Database, captures: Sequence[tuple[int, Capture]]) -> list[tuple[int, Capture]]:
    """`captures` of one URL, oldest first; with all others of it where a later one was stored before.

    Only in their order do they tell which text stood there when.
    """
    first = captures[0][1]
    rows = db.query(
        f"""
        {PLACED} WHERE c.url = :url AND c.role IN ('article', 'other') AND {READABLE} AND EXISTS (
            SELECT 1 FROM articles WHERE url = :url AND last_seen_at > :begin)
        """,  # noqa: S608 (own words)
        {"url": first.url, "begin": timestamp(first.fetched_at)},
    )
    found = dict(captures) | {int(row["id"]): _capture(row) for row in rows}
    return sorted(found.items(), key=lambda each: (each[1].fetched_at, each[0]))


def continuations_of(db: Database, first: Capture) -> list[Capture]:
    """The later pages of one fetch of an article, in reading order: those fetched before its next fetch began.

    Where the server said that the first page had not changed, and later pages were not asked for, they are those of the
    fetch before.
    """
    found = _continuations(db, first.url, timestamp(first.fetched_at))
    if found or first.status != NOT_MODIFIED:
        return found
    (before,) = db.execute(
        "SELECT max(fetched_at) FROM captures WHERE url = ? AND status = 200 AND fetched_at < ?",
        [first.url, timestamp(first.fetched_at)],
    ).fetchone()
    return _continuations(db, first.url, before) if before else []


def _continuations(db: Database, url: str, begin: str) -> list[Capture]:
    rows = db.query(
        f"""
        {PLACED} WHERE c.part_of = :url AND c.role = 'continuation' AND {READABLE}
          AND c.fetched_at >= :begin
          AND c.fetched_at < coalesce((
              SELECT min(fetched_at) FROM captures WHERE url = :url AND role = 'article' AND fetched_at > :begin
          ), '9999')
        ORDER BY c.fetched_at, c.id
        """,  # noqa: S608 (own words)
        {"url": url, "begin": begin},
    )
    return [_capture(row) for row in rows]


def _capture(row: Mapping[str, object]) -> Capture:
    fields = {name: row[name] for name in Capture.__slots__}
    fields["role"] = Role(str(row["role"]))
    fields["fetched_at"] = datetime.fromisoformat(str(row["fetched_at"]))
    return Capture(**fields)  # type: ignore[arg-type]  # the columns are the fields, by name and type
