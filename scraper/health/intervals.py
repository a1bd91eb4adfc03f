"""How long to wait until a site is visited again: news is looked for where it was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.health.schedule import Visit
from scraper.spiders.site import SiteSpider

VISITS = 12  # that are looked back on; five quiet ones or two with news take the wait from one end to its middle
SHORTEST, LONGEST = 0.25, 8.0  # times the interval that the site's file states
AFTER_NEWS, AFTER_NONE = 0.5, 2**0.5
"""A site settles where every third visit finds something: 0.5 × √2 × √2 = 1."""
SLACK = 0.05
"""Of the wait: a timer that starts a second earlier than the last time must not miss a turn."""


def wait_after(interval: timedelta, visits: Iterable[Visit]) -> timedelta:
    """The wait after these visits, newest first, between a quarter of `interval` and eight times as much.

    Each visit that found something new halves it, each other one, also one that failed, makes it √2 times as long.
    """
    factor = 1.0
    for visit in reversed(list(visits)[:VISITS]):
        factor *= AFTER_NEWS if visit.new else AFTER_NONE
        factor = min(max(factor, SHORTEST), LONGEST)
    return interval * factor


@dataclass(frozen=True, slots=True)
class Turn:
    """When a site is to be visited; `last` is its last visit, if there was one, `wait` the time from then on."""

    site: str
    interval: timedelta
    wait: timedelta
    last: datetime | None

    @property
    def due_at(self) -> datetime | None:
        """The moment from which on it is due; `None` for now."""
        return self.last + self.wait * (1 - SLACK) if self.last else None

    def is_due(self, now: datetime) -> bool:
        """True when the wait is over."""
        return self.due_at is None or self.due_at <= now


def turns(sites: Iterable[type[SiteSpider]], visits: dict[str, list[Visit]]) -> list[Turn]:
    """One for each site: first those never visited, then by how long their wait is over."""
    found = [turn_of(site, visits.get(site.name, [])) for site in sites]
    return sorted(found, key=lambda turn: (turn.due_at is not None, turn.due_at and turn.due_at.timestamp(), turn.site))


def turn_of(site: type[SiteSpider], visits: Sequence[Visit]) -> Turn:
    """When a site is to be visited after these visits, newest first."""
    wait = wait_after(site.interval, visits)
    return Turn(site.name, site.interval, wait, visits[0].started_at if visits else None)
