"""The days that an axis shows, and how they are put together; a few wrong dates do not stretch it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

DAY = timedelta(days=1)
# Before it there was no page to fetch: https://home.cern/science/computing/birth-web. A zero timestamp, 1970-01-01, is
# the commonest wrong date.
FIRST_WEB_PAGE = date(1991, 8, 6)
# Chosen so that a site's real early years, which adjoin the later ones, are always shown: an island of dates lies
# outside when more than this parts it from the others, and when it holds at most this share of the articles.
PARTED = timedelta(days=5 * 365)
ISLAND = 0.05


class Step(Enum):
    """What one bar or cell stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def start(self, day: date) -> date:
        """The first day of the step that `day` is in; weeks start on Monday (ISO 8601)."""
        if self is Step.DAY:
            return day
        if self is Step.WEEK:
            return date.fromordinal(max(1, day.toordinal() - day.weekday()))
        months = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self]
        return day.replace(month=(day.month - 1) // months * months + 1, day=1)

    def after(self, start: date) -> date:
        """The first day of the next step."""
        if self is Step.DAY:
            return start + DAY
        if self is Step.WEEK:
            return start + 7 * DAY
        months = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self]
        count = start.year * 12 + start.month - 1 + months
        return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included, and how many articles do not lie on one of them.

    `before` and `after` count those that are dated outside, `undated` those without a day of the calendar.
    """

    first: date
    last: date
    before: int = 0
    after: int = 0
    undated: int = 0

    @property
    def days(self) -> int:
        """How many days these are."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """True for a day of the period."""
        return self.first <= day <= self.last

    def steps(self, step: Step) -> Iterator[date]:
        """The first day of every step that has a day of the period."""
        start = step.start(self.first)
        while start <= self.last:
            yield start
            start = step.after(start)

    def step(self, most: int) -> Step:
        """The finest step of which at most so many make the period; years where none does."""
        return next((step for step in Step if self.days / _TYPICAL[step] <= most), Step.YEAR)


_TYPICAL = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 30.44, Step.QUARTER: 91.3, Step.YEAR: 365.25}


def as_date(text: str | None) -> date | None:
    """A day as the archive writes it; `None` for what is no day of the calendar."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def bounded(counts: Mapping[date, int], undated: int, today: date, *, first_given: bool, last_given: bool) -> Period:
    """The period that shows these articles by day.

    Left out are days after tomorrow (by the clock of the archive's machine, and another time zone), those before
    there was a Web unless they are the most, and early islands (see `ISLAND`). Nothing is
    left out at an end that a person gave. Without any dated article the period is today alone.
    """
    days = sorted(counts)
    known = days if last_given else [day for day in days if day <= today + DAY]
    inside = known if first_given else known[_islands(known, counts) :]
    if not inside:
        return Period(today, today, 0, sum(counts.values()), undated)
    before = sum(counts[day] for day in days if day < inside[0])
    after = sum(counts[day] for day in days if day > inside[-1])
    return Period(inside[0], inside[-1], before, after, undated)


def _islands(days: list[date], counts: Mapping[date, int]) -> int:
    """How many of the earliest days lie outside."""
    total = sum(counts[day] for day in days)
    passed = outside = 0
    for place, (day, following) in enumerate(pairwise(days), start=1):
        passed += counts[day]
        before_the_web = day < FIRST_WEB_PAGE and passed <= total / 2
        island = following - day > PARTED and passed <= total * ISLAND
        if before_the_web or island:
            outside = place
    return outside
