"""What is wrong with a site, and since when: one row for each run and class of problem."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.database import Database
from archive.health.measures import WELL


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: its class, in words for a person how that shows, and a page to look at."""

    name: str
    detail: str
    example_url: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A problem of a site; `since` is the beginning of the first run of those in a row that have it."""

    site: str
    name: str
    since: str
    detail: str | None
    example_url: str | None


def store_diagnosis(db: Database, crawl_id: int, problems: Iterable[Problem]) -> None:
    """Keep what was wrong in a run; a run in which nothing was gets a row that says so."""
    for each in list(problems) or [Problem(WELL, "")]:
        db.execute(
            """
            INSERT OR REPLACE INTO health (crawl_id, site, class, since, detail, example_url)
            SELECT c.id, c.site, :class, coalesce((
                SELECT h.since FROM health h WHERE h.class = :class AND h.crawl_id = (
                    SELECT max(crawl_id) FROM health WHERE site = c.site AND crawl_id < c.id)
            ), c.started_at), nullif(:detail, ''), :example FROM crawls c WHERE c.id = :crawl
            """,
            {"crawl": crawl_id, "class": each.name, "detail": each.detail, "example": each.example_url},
        )


def latest_diagnoses(db: Database, site: str | None = None) -> dict[str, list[Diagnosis]]:
    """Problems as of the last run of each site that was judged; an empty list where nothing is wrong."""
    return _diagnoses(db, "SELECT max(crawl_id) FROM health GROUP BY site", site)


def diagnoses_before(db: Database, site: str, crawl_id: int) -> list[Diagnosis]:
    """The problems of a site as of the last run before one that was judged."""
    which = "SELECT max(crawl_id) FROM health WHERE site = :site AND crawl_id < :crawl"
    return _diagnoses(db, which, site, crawl_id).get(site, [])


def _diagnoses(db: Database, which: str, site: str | None, crawl_id: int = 0) -> dict[str, list[Diagnosis]]:
    rows = db.execute(
        f"SELECT site, class, since, detail, example_url FROM health WHERE crawl_id IN ({which}) "  # noqa: S608 (own words)
        "AND site = coalesce(:site, site) ORDER BY site, rowid",
        {"site": site, "crawl": crawl_id},
    )
    found: dict[str, list[Diagnosis]] = {}
    for row in rows:
        problems = found.setdefault(row[0], [])
        if row[1] != WELL:
            problems.append(Diagnosis(*row))
    return found


def longest_silence(db: Database, site: str, until: str) -> tuple[float, float]:
    """The longest wait between two runs that found something new, and the present one at `until`; both in days.

    Both are 0 where too little is known: fewer than four such runs.
    """
    row = db.execute(
        """
        WITH found AS (
            SELECT julianday(started_at) AS day, julianday(started_at) - lag(julianday(started_at)) OVER (
                ORDER BY id) AS wait
            FROM crawls WHERE site = :site AND new > 0 AND since IS NULL AND until IS NULL AND started_at <= :until)
        SELECT max(wait), julianday(:until) - max(day), count(*) FROM found
        """,
        {"site": site, "until": until},
    ).fetchone()
    return (float(row[0]), float(row[1])) if row[2] > 3 else (0.0, 0.0)
