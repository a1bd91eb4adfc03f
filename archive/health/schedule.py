"""When each site was visited, and what the visits found."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from archive.database import Database


@dataclass(frozen=True, slots=True)
class Visit:
    """A run over all that a site shows: one that came to its end and did not ask for certain days."""

    site: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    fetched: int
    new: int
    changed: int
    failed: int


def last_visits(db: Database, most: int) -> dict[str, list[Visit]]:
    """Up to `most` visits of each site, the newest first."""
    rows = db.execute(
        """
        SELECT site, started_at, finished_at, outcome, fetched, new, changed, failed FROM (
            SELECT *, row_number() OVER (PARTITION BY site ORDER BY id DESC) AS place FROM crawls
            WHERE finished_at IS NOT NULL AND since IS NULL AND until IS NULL
                AND outcome IN ('complete', 'partial', 'failed')
        ) WHERE place <= ? ORDER BY site, place
        """,
        [most],
    )
    visits = (
        Visit(site, datetime.fromisoformat(started), datetime.fromisoformat(finished), *rest)
        for site, started, finished, *rest in rows
    )
    return {site: list(own) for site, own in groupby(visits, key=lambda each: each.site)}
