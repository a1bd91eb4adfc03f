"""How many articles each site published when: the bars of a time line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from archive.database import Database
from archive.views.figures.period import FIRST_WEB_PAGE, Period, Step, as_date, bounded
from archive.views.figures.scope import Scope

# As many as people tell apart by colour, and as bars tell apart on a telephone of 360 pixels.
MOST_SITES = 7
MOST_BARS = 130


@dataclass(frozen=True, slots=True)
class DayCount:
    """The articles that one site dates on one day; `day` is `None` for those without a day of the calendar."""

    site: str
    day: date | None
    articles: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles of one site in one step; `site` is `None` for the smaller sites together."""

    start: date
    site: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Articles over time: sites with the most first, `others` are counted together. Empty steps have no bar."""

    period: Period
    step: Step
    sites: tuple[str, ...]
    others: int
    bars: tuple[Bar, ...]

    @property
    def drawn(self) -> int:
        """The articles in all bars."""
        return sum(bar.articles for bar in self.bars)


def count_days(db: Database, scope: Scope) -> list[DayCount]:
    """Articles by site and day, in no order."""
    rows = db.execute(
        f"SELECT site, published_date, count(*) FROM articles WHERE {scope.condition()} GROUP BY site, published_date",  # noqa: S608 (own names)
        scope.parameters,
    )
    found: Counter[tuple[str, date | None]] = Counter()
    for site, day, articles in rows:
        found[site, as_date(day)] += articles
    return [DayCount(site, day, articles) for (site, day), articles in found.items()]


def period_of(counts: Iterable[DayCount], scope: Scope, today: date) -> Period:
    """The period that shows these counts; see `bounded`. A day that was asked for is an end, also without articles."""
    by_day: Counter[date] = Counter()
    undated = 0
    for row in counts:
        if row.day is None:
            undated += row.articles
        else:
            by_day[row.day] += row.articles
    period = bounded(by_day, undated, today, first_given=bool(scope.since), last_given=bool(scope.until))
    since, until = as_date(scope.since), as_date(scope.until)
    first = min(period.first, since) if since and since >= FIRST_WEB_PAGE else period.first
    last = max(period.last, min(until, today)) if until else period.last
    return replace(period, first=first, last=last)


def timeline(counts: Sequence[DayCount], period: Period) -> Timeline:
    """The bars of these counts that lie in the period."""
    step = period.step(MOST_BARS)
    within = [row for row in counts if row.day and period.holds(row.day)]
    sites, others = largest(within, MOST_SITES)
    bars: Counter[tuple[date, str | None]] = Counter()
    for row in within:
        assert row.day
        bars[step.start(row.day), row.site if row.site in sites else None] += row.articles
    order = {site: place for place, site in enumerate([*sites, None])}
    found = sorted(bars.items(), key=lambda bar: (bar[0][0], order[bar[0][1]]))
    return Timeline(period, step, sites, others, tuple(Bar(*key, articles) for key, articles in found))


def largest(counts: Iterable[DayCount], most: int) -> tuple[tuple[str, ...], int]:
    """The sites with the most articles, most first and at most so many, and how many sites there are besides."""
    totals: Counter[str] = Counter()
    for row in counts:
        totals[row.site] += row.articles
    order = sorted(totals, key=lambda site: (-totals[site], site))
    # One site alone is not called "others".
    shown = len(order) if len(order) == most + 1 else most
    return tuple(order[:shown]), max(0, len(order) - shown)
