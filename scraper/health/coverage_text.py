"""The coverage of a site as a calendar on a terminal."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from itertools import groupby

from scraper.archive_command import DASH, one_line, table
from scraper.health.coverage import FAILED, ISSUE, NONE, UNASKED, Coverage, Month, Paper, months_between

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_NAMED = 12


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """A line a year with a cell a month, then what is missing, then newspapers day by day."""
    total = sum(each.articles for each in coverage.months) + coverage.undated.articles
    yield f"{coverage.site}: {counted('articles', total)}" + undated(coverage.undated)
    if coverage.months:
        yield table(("year", *NAMES), years(coverage))
        yield "articles, +waiting, !failed; – none between the first month and the last"
    if coverage.missing:
        yield f"months without any: {some(joined(coverage.missing, [each.month for each in coverage.months]))}"
    for paper in coverage.papers:
        yield from paper_lines(paper, coverage.site)


def counted(noun: str, number: int) -> str:
    """A number with its noun (`articles`)."""
    return f"{number:,} {noun if number != 1 else noun.removesuffix('s')}"


def undated(counts: Month) -> str:
    """What has no day to stand under."""
    told = {"stored": counts.articles, "waiting": counts.waiting, "failed": counts.failed}
    words = ", ".join(f"{number:,} {what}" for what, number in told.items() if number)
    return f"; without a day: {words}" if words else ""


def years(coverage: Coverage) -> Iterator[list[str]]:
    """Rows of cells; empty cells lie before the first month and behind the last."""
    missing = set(coverage.missing)
    known = {each.month: cell(each, missing=each.month in missing) for each in coverage.months}
    for year, _ in groupby(coverage.months, key=lambda each: each.month[:4]):
        cells = [known.get(f"{year}-{number:02}", "") for number in range(1, 13)]
        if set(cells) - {"", DASH}:
            yield [year, *cells]


def cell(month: Month, *, missing: bool) -> str:
    """`12+3!1`."""
    waiting = f"+{month.waiting}" if month.waiting else ""
    failed = f"!{month.failed}" if month.failed else ""
    return (str(month.articles) if month.articles else DASH * missing) + waiting + failed


def joined(names: Sequence[str], calendar: Sequence[str]) -> list[str]:
    """Neighbours in the calendar as one: `2016-03…2016-07`."""
    places = {name: place for place, name in enumerate(calendar)}
    runs: list[list[str]] = []
    for name in names:
        if runs and places[name] == places[runs[-1][-1]] + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return [run[0] if len(run) == 1 else f"{run[0]}…{run[-1]}" for run in runs]


def some(names: list[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def paper_lines(paper: Paper, site: str) -> Iterator[str]:
    """One character a day, a line a month."""
    without, failed, unasked = paper.days_with(NONE), paper.days_with(FAILED), paper.days_with(UNASKED)
    issues = len(paper.days) - len(without) - len(failed) - len(unasked)
    yield one_line(f"paper {paper.address}: {counted('issues', issues)} on {counted('days', len(paper.days))}")
    start = paper.first.day - 1
    marks = " " * start + paper.days
    for month in months_between(str(paper.first)[:7], str(paper.last)[:7]):
        length = monthrange(int(month[:4]), int(month[5:]))[1]
        yield f"{month}  {marks[:length]}".rstrip()
        marks = marks[length:]
    yield "# issue, . no issue, ! failed, blank: never asked for"
    every = paper.days_with(ISSUE + NONE + FAILED + UNASKED)
    for words, days in (("no issue", without), ("failed", failed), ("never asked for", unasked)):
        if days:
            yield f"{words}: {some(joined(days, every))}"
    if unasked or failed:
        first, last = min(unasked + failed), max(unasked + failed)
        yield f"to fetch what is missing: scrapy crawl {site} -a since={first} -a until={last}"
