"""Closes rows of the frontier, with the moment from which their page is to be asked for again.

Both must run in the transaction that stores what the page gave.
"""

from datetime import datetime

from archive import frontier
from archive.articles import first_seen
from archive.database import Database
from archive.times import timestamp
from pipelines.ageing import next_try, next_visit


def settle_seen(db: Database, row: int, url: str, seen: datetime) -> None:
    """The article at `url` was seen, new or as it was."""
    frontier.done(db, row, timestamp(seen), timestamp(next_visit(seen, first_seen(db, url) or seen)))


def settle_failed(db: Database, row: int, seen: datetime, not_before: datetime | None = None) -> None:
    """The page gave nothing; the site may have said before when it is not to be asked."""
    retry = next_try(seen, frontier.tries(db, row))
    frontier.failed(db, row, timestamp(max(retry, not_before) if not_before else retry))
