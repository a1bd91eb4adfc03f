"""What the archive has of a site by month, what is known and not fetched, and what is missing between."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin

from archive.database import Database
from archive.health.coverage import answers, articles_by_day, failed_urls, waiting_urls, windows
from pipelines.vanished import GONE
from scraper.site_index import all_sites
from scraper.spiders.epaper import DAYS_BACK, EPaper
from scraper.spiders.issues import Issues
from scraper.spiders.listing import Source, day_in_url

ISSUE, NONE, FAILED, UNASKED = BEST = "#", ".", "!", " "


@dataclass(frozen=True, slots=True)
class Month:
    """Counts of one month (YYYY-MM): articles stored, addresses that wait, addresses that failed."""

    month: str
    articles: int
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A newspaper, day by day: from `first` to `last`, one character a day.

    `#` there was an issue, `.` there was none, `!` it could not be fetched, a space: never asked for.
    """

    address: str
    first: date
    days: str

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=len(self.days) - 1)

    def days_with(self, marks: str) -> list[str]:
        """The days that have one of these marks."""
        return [str(self.first + timedelta(days=place)) for place, mark in enumerate(self.days) if mark in marks]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A site's months, the first to the last that hold anything; `undated` counts what states no day."""

    site: str
    months: tuple[Month, ...]
    undated: Month
    papers: tuple[Paper, ...]

    @property
    def missing(self) -> list[str]:
        """Months without any article between the first and the last that have some."""
        have = [place for place, each in enumerate(self.months) if each.articles]
        return [each.month for each in self.months[have[0] : have[-1]] if not each.articles] if have else []

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "site": self.site,
            "months": [asdict(each) for each in self.months],
            "undated": {name: count for name, count in asdict(self.undated).items() if name != "month"},
            "missing_months": self.missing,
            "papers": [
                {
                    "address": paper.address,
                    "first": str(paper.first),
                    "last": str(paper.last),
                    "days": paper.days,
                    "days_without_issue": paper.days_with(NONE),
                    "days_failed": paper.days_with(FAILED),
                    "days_never_asked": paper.days_with(UNASKED),
                }
                for paper in self.papers
            ],
        }


def coverage_of(db: Database, site: str, since: str | None = None) -> Coverage:
    """The coverage of one site, from the month `since` on; undated articles are counted in any case."""
    stored = articles_by_day(db, site)
    counts = [
        months_of({day: count for day, count in stored.items() if day}, stored.get(None, 0)),
        months_of(Counter(map(_day, waiting_urls(db, site)))),
        months_of(Counter(map(_day, failed_urls(db, site)))),
    ]
    named = [month for month in set().union(*counts) if month and month >= (since or "")]
    months = (
        [Month(month, *(each[month] for each in counts)) for month in months_between(min(named), max(named))]
        if named
        else []
    )
    spider = next((each for each in all_sites() if each.name == site), None)
    papers = [paper_of(db, site, source, since or "") for source in spider.sources] if spider else []
    return Coverage(site, tuple(months), Month("", *(each[""] for each in counts)), tuple(filter(None, papers)))


def _day(url: str) -> str:
    day = day_in_url(url)
    return day.isoformat() if day else ""


def months_of(days: dict[str, int], undated: int = 0) -> Counter[str]:
    """Counts by month of counts by day; what has no day under the empty string."""
    found = Counter({"": undated})
    for day, count in days.items():
        found[day[:7]] += count
    return found


def months_between(first: str, last: str) -> Iterator[str]:
    """YYYY-MM, both ends included."""
    year, month = map(int, first.split("-"))
    while (name := f"{year:04}-{month:02}") <= last:
        yield name
        year, month = (year + month // 12, month % 12 + 1)


def paper_of(db: Database, site: str, source: Source, since: str) -> Paper | None:
    """What is known of each day of a paper, from the first to the last that was asked for; `None` for other sources."""
    if isinstance(source, EPaper):
        address, asked = source.first_sheet, first_sheets(db, source)
    elif isinstance(source, Issues):
        address, asked = source.calendar, issues_read(db, site, source)
    else:
        return None
    asked = {day: mark for day, mark in asked.items() if f"{day:%Y-%m}" >= since}
    if not asked:
        return None
    first = min(asked)
    days = (first + timedelta(days=place) for place in range((max(asked) - first).days + 1))
    return Paper(address, first, "".join(asked.get(day, UNASKED) for day in days))


def first_sheets(db: Database, source: EPaper) -> dict[date, str]:
    """The mark of each day whose address was asked for."""
    return {
        day: mark_of(status)
        for url, status in answers(db, source.first_sheet.partition("{")[0]).items()
        if (day := day_in_url(f"http://{url}")) and url == bare(source.first_sheet.format(day=day))
    }


def issues_read(db: Database, site: str, source: Issues) -> dict[date, str]:
    """The same for a paper with a calendar: a day that was asked for and led to no sheet had no issue."""
    found: dict[date, str] = {}
    for url, status in answers(db, source.calendar.partition("{")[0]).items():
        day = day_in_url(f"http://{url}")
        if day and url.startswith(bare(urljoin(source.calendar.format(day=day), source.folder.format(day=day)))):
            found[day] = min(mark_of(status), found.get(day, FAILED), key=BEST.index)
    if found:
        for since, until in windows(db, site, DAYS_BACK):
            day = max(date.fromisoformat(since), min(found))
            while day <= min(date.fromisoformat(until), max(found)):
                found.setdefault(day, NONE)
                day += timedelta(days=1)
    return found


def bare(url: str) -> str:
    """An address without its scheme."""
    return url.partition("://")[2]


def mark_of(status: int) -> str:
    """The mark of a day, by the answer that its address gave; it leads away from a day that had no paper."""
    return ISSUE if status < 300 else NONE if status < 400 or status in GONE else FAILED
