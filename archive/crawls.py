"""One row for each run over a site, and the table that `scrapy status` prints."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.database import Database
from archive.times import now

COUNTS = ("fetched", "new", "changed", "unchanged", "failed")


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """How one site stands: its articles, and what its last run did (`None` where it never ran)."""

    site: str
    articles: int
    repaired: int
    duplicates: int
    failures: int
    last_run: str | None
    outcome: str | None
    new: int | None
    changed: int | None
    failed: int | None
    waiting: int


def begin_crawl(db: Database, site: str, since: str | None = None, until: str | None = None) -> int:
    """The id of a new row in `crawls`; `since` and `until` are the days that were asked for."""
    row = db.execute(
        "INSERT INTO crawls (site, started_at, since, until) VALUES (?, ?, ?, ?) RETURNING id",
        [site, now(), since, until],
    ).fetchone()
    return int(row[0])


def interrupted_crawl(db: Database, crawl_id: int, begun_after: str) -> int | None:
    """The run before this one that asked for the same days of the same site, if it was stopped or killed.

    A run that asked for no days in particular has none: what was new then is not what is new now.
    """
    row = db.execute(
        """
        SELECT b.id, b.finished_at IS NULL OR b.outcome IN ('stopped', 'refused by the disk')
        FROM crawls c JOIN crawls b ON b.site = c.site AND b.since IS c.since AND b.until IS c.until AND b.id < c.id
        WHERE c.id = ? AND c.since IS NOT NULL AND b.started_at > ? ORDER BY b.id DESC LIMIT 1
        """,
        [crawl_id, begun_after],
    ).fetchone()
    return int(row[0]) if row and row[1] else None


def end_crawl(db: Database, crawl_id: int, outcome: str, counts: Mapping[str, int]) -> None:
    """Write how the run ended; `counts` by the names in `COUNTS`."""
    assignments = ", ".join(f"{name} = :{name}" for name in COUNTS)
    db.execute(
        f"UPDATE crawls SET finished_at = :now, outcome = :outcome, {assignments} WHERE id = :id",  # noqa: S608 (own names)
        {"now": now(), "outcome": outcome, "id": crawl_id, **{name: counts.get(name, 0) for name in COUNTS}},
    )


def site_statuses(db: Database) -> list[SiteStatus]:
    """Every site of the archive, by name."""
    rows = db.query(
        """
        SELECT s.name AS site,
            (SELECT count(*) FROM articles a WHERE a.site = s.name) AS articles,
            (SELECT count(DISTINCT r.article_id) FROM repairs r JOIN articles a ON a.id = r.article_id
                WHERE a.site = s.name) AS repaired,
            (SELECT count(DISTINCT a.id) FROM relations r JOIN articles a ON a.id = r.article_id
                WHERE a.site = s.name AND r.kind IN ('reprint', 'part_of')) AS duplicates,
            (SELECT count(DISTINCT f.url) FROM failures f WHERE f.site = s.name) AS failures,
            c.started_at AS last_run,
            CASE WHEN c.id IS NULL THEN NULL WHEN c.finished_at IS NULL THEN 'unfinished' ELSE c.outcome END AS outcome,
            c.new, c.changed, c.failed,
            (SELECT count(*) FROM frontier f WHERE f.site = s.name AND f.state IN ('discovered', 'leased', 'fetched'))
                AS waiting
        FROM sites s LEFT JOIN crawls c ON c.id = (SELECT max(id) FROM crawls WHERE site = s.name)
        ORDER BY s.name
        """
    )
    return [SiteStatus(**row) for row in rows]
