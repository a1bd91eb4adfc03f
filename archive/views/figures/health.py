"""How whole the archive is: a calendar of each site with damage and gaps, and one of what was fetched and failed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.database import Database
from archive.views.figures.days import DayCount, largest
from archive.views.figures.period import Period, Step, as_date, bounded
from archive.views.figures.scope import Scope

# What a screen shows without scrolling sideways, and on a page without losing the thread.
MOST_CELLS = 40
MOST_SITES = 24
MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One site in one step: its articles, how many of them are troubled, and whether it is a gap.

    Troubled are damaged articles in the calendar of publication and failed pages in that of visits; `share` is how
    many they are of all articles, or of all new articles and failed pages. A gap is a step
    without any article of a site that has earlier and later ones.
    """

    site: str
    start: date
    articles: int
    troubled: int = 0
    share: float = 0
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Cells by site and step; those of nothing are left out unless they are gaps. `others` sites are not shown."""

    period: Period
    step: Step
    sites: tuple[str, ...]
    others: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why pages of one site gave no article, and how many."""

    site: str
    stage: str
    reason: str
    pages: int


def coverage(db: Database, scope: Scope, counts: Sequence[DayCount], period: Period) -> Calendar:
    """Articles, damaged ones and gaps by the day of publication."""
    rows = db.execute(
        f"""
        SELECT site, published_date, count(*) FROM articles
        WHERE id IN (SELECT article_id FROM damaged_articles) AND {scope.condition()} GROUP BY site, published_date
        """,  # noqa: S608 (own names)
        scope.parameters,
    )
    damaged = [DayCount(site, as_date(day), articles) for site, day, articles in rows]
    return _calendar(counts, damaged, period, gaps=True)


def visits(db: Database, scope: Scope, today: date) -> Calendar:
    """New articles, and pages that still fail, by the day (UTC) on which the archive saw them first or last."""
    seen = _seen(db, "articles", "count(*)", "first_seen_at", scope)
    failed = _seen(db, "failures", "count(DISTINCT url)", "seen_at", scope)
    by_day: Counter[date] = Counter()
    for row in [*seen, *failed]:
        if row.day:
            by_day[row.day] += row.articles
    period = bounded(by_day, 0, today, first_given=True, last_given=False)
    return _calendar(seen, failed, period, gaps=False)


def reasons(db: Database, scope: Scope) -> list[Reason]:
    """The commonest reasons for failures, most first."""
    rows = db.execute(
        f"SELECT site, stage, reason, count(DISTINCT url) AS pages FROM failures WHERE {scope.seen('seen_at')} "  # noqa: S608 (own names)
        f"GROUP BY site, stage, reason ORDER BY pages DESC, site, stage, reason LIMIT {MOST_REASONS}",
        scope.parameters,
    )
    return [Reason(*row) for row in rows]


def _seen(db: Database, table: str, number: str, column: str, scope: Scope) -> list[DayCount]:
    day = f"substr({column}, 1, 10)"
    rows = db.execute(
        f"SELECT site, {day}, {number} FROM {table} WHERE {scope.seen(column)} GROUP BY site, {day}",  # noqa: S608 (own names)
        scope.parameters,
    )
    return [DayCount(site, as_date(day), pages) for site, day, pages in rows]


def _calendar(counts: Sequence[DayCount], troubled: Sequence[DayCount], period: Period, *, gaps: bool) -> Calendar:
    step = period.step(MOST_CELLS)
    articles, troubles = _summed(counts, period, step), _summed(troubled, period, step)
    sites, others = largest([*counts, *(row for row in troubled if not gaps)], MOST_SITES)
    starts = list(period.steps(step))
    cells = []
    for site in sites:
        filled = [start for start in starts if articles[site, start]]
        for start in starts:
            gap = gaps and bool(filled) and filled[0] < start < filled[-1] and not articles[site, start]
            number, wrong = articles[site, start], troubles[site, start]
            if number or wrong or gap:
                whole = number if gaps else number + wrong
                cells.append(Cell(site, start, number, wrong, wrong / whole if wrong else 0, gap))
    return Calendar(period, step, sites, others, tuple(cells))


def _summed(counts: Sequence[DayCount], period: Period, step: Step) -> Counter[tuple[str, date]]:
    found: Counter[tuple[str, date]] = Counter()
    for row in counts:
        if row.day and period.holds(row.day):
            found[row.site, step.start(row.day)] += row.articles
    return found
