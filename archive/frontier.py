"""The ledger of a crawl: a row for each URL that a site is known to have, and what is to be done about it.

    discovered ──► leased ──► fetched ──► done ─┐
        ▲             │          └──────► failed├──► discovered, when its time has come
        └── restart ──┘                         ┘

A row becomes `done` or `failed` only in the transaction that stores its article or its failure, so whatever ends the
program, nothing is lost, and nothing is stored twice. All functions work inside the caller's transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from archive.articles import store_failure
from archive.captures import Role
from archive.database import Database
from archive.records import Failure
from archive.times import timestamp

MOST_ATTEMPTS = 5  # a row that was leased so often without an end of its own may be what ends the program
LEFT_ALONE = timedelta(days=1)
AHEAD = 200  # articles that should wait: a second's work at full speed
LISTS_AHEAD = 2
URGENT = 10  # what it adds to a priority
EVER = "9999"  # later than any moment


@dataclass(frozen=True, slots=True)
class Found:
    """A URL that a list or a start led to. `key` is its canonical form, `request` (JSON) how to ask for it again."""

    key: str
    url: str
    role: Role
    request: str
    priority: int = 0
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """A row to fetch now; `etag` and `last_modified` are those of the copy that was read well before."""

    id: int
    url: str
    role: Role
    request: str
    priority: int
    etag: str | None
    last_modified: str | None


def discover(db: Database, site: str, crawl_id: int, now: str, found: Iterable[Found]) -> int:
    """Take in URLs and return how many of them are to be fetched.

    A list is fetched once a run, an article again only when its time has come.
    """
    rows = [
        [site, each.key, each.url, each.role.value, each.request, each.priority, each.via, now, crawl_id]
        for each in found
    ]
    before = db.conn.total_changes
    db.conn.executemany(
        """
        INSERT INTO frontier (site, key, url, role, request, priority, via, discovered_at, crawl_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (site, key) DO UPDATE SET state = 'discovered', url = excluded.url, role = excluded.role,
            request = excluded.request, priority = excluded.priority, via = excluded.via, crawl_id = excluded.crawl_id
        WHERE state IN ('done', 'failed') AND CASE excluded.role
            WHEN 'list' THEN crawl_id IS NOT excluded.crawl_id
            ELSE not_before <= excluded.discovered_at END
        """,
        rows,
    )
    return db.conn.total_changes - before


@dataclass(frozen=True, slots=True)
class Left:
    """A page that was fetched and not read."""

    row: int
    capture_id: int
    url: str


def recover(db: Database, site: str, crawl_id: int, now: str) -> list[Left]:
    """What a run that was killed left behind: its leases are free again, its lists are this run's, its pages come back.

    Rows that were leased too often have a failure and one more attempt, a day later: most of them were only in bad
    company.
    """
    _give_up(db, site, now)
    db.execute("UPDATE frontier SET state = 'discovered' WHERE site = ? AND state = 'leased'", [site])
    db.execute(
        "UPDATE frontier SET crawl_id = ? WHERE site = ? AND state = 'discovered' AND role = 'list'", [crawl_id, site]
    )
    rows = db.execute(
        "SELECT id, capture_id, url FROM frontier WHERE site = ? AND state = 'fetched' ORDER BY id", [site]
    )
    return [Left(*row) for row in rows]


def _give_up(db: Database, site: str, now: str) -> None:
    reason = f"the crawl was ended {MOST_ATTEMPTS} times before this page was fetched; left alone for a day"
    not_before = timestamp(datetime.fromisoformat(now) + LEFT_ALONE)
    given_up = db.execute(
        "UPDATE frontier SET state = 'failed', attempts = ?, done_at = NULL, not_before = ? "
        "WHERE site = ? AND state = 'leased' AND attempts >= ? RETURNING url",
        [MOST_ATTEMPTS - 1, not_before, site, MOST_ATTEMPTS],
    ).fetchall()
    for (url,) in given_up:
        store_failure(db, Failure(url, "fetch", reason), site=site, capture_id=None, seen_at=now)


def go_on(db: Database, site: str, before: int, crawl_id: int) -> int:
    """Count the lists that a run which was interrupted had read as read in this one; returns their number.

    Those that failed are tried again, for no list that is read again would lead to them. Where nothing is left to
    fetch, all are read again.
    """
    left = db.execute("SELECT 1 FROM frontier WHERE site = ? AND state = 'discovered' LIMIT 1", [site]).fetchone()
    if not left:
        return 0
    db.execute(
        "UPDATE frontier SET crawl_id = ?, state = 'discovered' "
        "WHERE crawl_id = ? AND role = 'list' AND state = 'failed' AND attempts < ?",
        [crawl_id, before, MOST_ATTEMPTS],
    )
    return db.execute(
        "UPDATE frontier SET crawl_id = ? WHERE crawl_id = ? AND role = 'list' AND state = 'done'", [crawl_id, before]
    ).rowcount


def renew(db: Database, site: str, crawl_id: int, now: str, most: int) -> int:
    """Let articles be looked at again whose time has come, the longest overdue first; returns their number.

    `most` below zero is without end.
    """
    renewed = db.execute(
        """
        UPDATE frontier SET state = 'discovered', crawl_id = ? WHERE id IN (
            SELECT id FROM frontier
            WHERE site = ? AND role <> 'list' AND state IN ('done', 'failed') AND not_before <= ? AND attempts < ?
            ORDER BY not_before LIMIT ?)
        """,
        [crawl_id, site, now, MOST_ATTEMPTS, most],
    )
    return renewed.rowcount


def lease(db: Database, site: str, most: int) -> list[Lease]:
    """Take the next rows to fetch: articles before lists, but a list first where few articles are known to wait.

    So the frontier stays small, and nobody waits for a list to be read.
    """
    articles = "SELECT 1 FROM frontier WHERE site = ? AND state = 'discovered' AND role <> 'list' LIMIT ?"
    ahead = db.execute(f"SELECT count(*) FROM ({articles})", [site, AHEAD]).fetchone()[0]  # noqa: S608 (own words)
    urgent = _take(db, site, "role = 'list'", LISTS_AHEAD) if ahead < AHEAD else []
    return [replace(each, priority=each.priority + URGENT) for each in urgent] + _take(db, site, "true", most)


def _take(db: Database, site: str, condition: str, most: int) -> list[Lease]:
    rows = db.execute(
        f"""
        UPDATE frontier SET state = 'leased', attempts = attempts + 1 WHERE id IN (
            SELECT id FROM frontier WHERE site = ? AND state = 'discovered' AND {condition}
            ORDER BY priority DESC, id LIMIT ?)
        RETURNING id, url, role, request, priority, done_at
        """,  # noqa: S608 (own words)
        [site, most],
    ).fetchall()
    leases = []
    for row, url, role, request, priority, done_at in sorted(rows, key=lambda each: (-each[4], each[0])):
        etag, last_modified = _validators(db, url) if done_at else (None, None)
        leases.append(Lease(row, url, Role(role), request, priority, etag, last_modified))
    return leases


def _validators(db: Database, url: str) -> tuple[str | None, str | None]:
    found = db.execute(
        "SELECT etag, last_modified FROM captures WHERE url = ? AND status = 200 ORDER BY fetched_at DESC LIMIT 1",
        [url],
    ).fetchone()
    return found or (None, None)


def release(db: Database, site: str) -> None:
    """Give all leases of a site back at the end of its crawl: a clean stop is no attempt."""
    db.execute(
        "UPDATE frontier SET state = 'discovered', attempts = attempts - 1 WHERE site = ? AND state = 'leased'", [site]
    )


def fetched(db: Database, row: int, capture_id: int) -> None:
    """The page is in a WARC file; what it says is yet to be read."""
    db.execute("UPDATE frontier SET state = 'fetched', capture_id = ? WHERE id = ?", [capture_id, row])


def done(db: Database, row: int, now: str | None, not_before: str | None = None) -> None:
    """What the page says is stored in this transaction; it may be fetched again from `not_before` on.

    Without `now` it is next asked for as if it had not been read.
    """
    db.execute(
        "UPDATE frontier SET state = 'done', attempts = 0, done_at = ?, not_before = ?, capture_id = NULL WHERE id = ?",
        [now, not_before, row],
    )


def failed(db: Database, row: int, not_before: str | None) -> None:
    """The failure is stored in this transaction; another try may be made from `not_before` on."""
    db.execute(
        "UPDATE frontier SET state = 'failed', done_at = NULL, not_before = ?, capture_id = NULL WHERE id = ?",
        [not_before, row],
    )


def tries(db: Database, row: int) -> int:
    """How often a row was leased since it was done."""
    found = db.execute("SELECT attempts FROM frontier WHERE id = ?", [row]).fetchone()
    return int(found[0]) if found else 0


def waiting(db: Database, site: str) -> int:
    """How many URLs are still to be fetched or read."""
    count = db.execute(
        "SELECT count(*) FROM frontier WHERE site = ? AND state IN ('discovered', 'leased', 'fetched')", [site]
    )
    return int(count.fetchone()[0])
