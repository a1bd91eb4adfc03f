"""E-papers that publish a calendar: one small XML file a month says on which days there was a paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from scraper.spiders.epaper import days, sheet
from scraper.spiders.listing import Listing, ListPage, Window, absolute, day_in_text
from scraper.spiders.xml_lists import named, parse, text_of


@dataclass(frozen=True, slots=True)
class Issues:
    """`calendar` is the URL of a month's calendar with `{day:%Y-%m}` in it, as the 方正翔宇 system writes them.

    Each of its periods states a day and the name of that day's first sheet, which stands in `folder`, a path that
    starts at the calendar. So no day without a paper is asked for, and the numbers of first sheets, which change over
    the years, need not be known. `sheets`, `articles`, `since` and `until` are those of `EPaper`.
    """

    calendar: str
    sheets: str
    articles: str
    folder: str = "{day:%d}/"
    since: date | None = None
    until: date | None = None
    gaps: ClassVar[bool] = True

    def starts(self, window: Window, today: date) -> Iterable[str]:
        """The calendar of each month of the window, newest first."""
        last = None
        for day in days(window, today, self.since, self.until):
            url = self.calendar.format(day=day)
            if url != last:
                yield url
            last = url

    def read(self, page: ListPage) -> Listing:
        """A calendar leads to first sheets, the first sheet of a day to its others."""
        if page.number > 1:
            return sheet(page, self.articles, self.sheets if page.number == 2 else None)
        root = parse(page.text)
        if root is None:
            return Listing()
        fronts = {}
        for period in named(root, {"period"}):
            day, name = day_in_text(text_of(period, "period_date")), text_of(period, "front_page")
            url = absolute(page.url, self.folder.format(day=day) + name) if day and name else None
            if url and day:
                fronts[day] = url
        wanted = set(days(page.window, page.today or max(fronts, default=date.max), self.since, self.until))
        inner = tuple(fronts[day] for day in sorted(fronts, reverse=True) if day in wanted)
        return Listing(inner=inner, idle=bool(fronts))
