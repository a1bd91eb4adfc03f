"""E-papers: one page for each day and sheet (版), addressed by date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from parsel import Selector

from scraper.spiders.listing import Link, Listing, ListPage, Window, absolute, day_in_url, href_of

DAYS_BACK = 3  # without `since`: a run that was missed over a weekend loses nothing


@dataclass(frozen=True, slots=True)
class EPaper:
    """`first_sheet` is the URL of a day's first sheet with `{day:%Y/%m/%d}` in it.

    `sheets` and `articles` are CSS selectors of the links that lead to the day's other sheets and to its articles.
    `since` and `until` are the first and last day on which the paper stood at these addresses.
    """

    first_sheet: str
    sheets: str
    articles: str
    since: date | None = None
    until: date | None = None
    gaps: ClassVar[bool] = True

    def starts(self, window: Window, today: date) -> Iterable[str]:
        """The first sheet of each day of the window, newest first."""
        for day in days(window, today, self.since, self.until):
            yield self.first_sheet.format(day=day)

    def read(self, page: ListPage) -> Listing:
        """The sheet's articles; the first sheet also leads to the others of its day."""
        return sheet(page, self.articles, self.sheets if page.number == 1 else None)


def days(window: Window, today: date, since: date | None, until: date | None) -> Iterable[date]:
    """The days of a window, newest first, as far as a paper had these addresses; without `since` the last ones."""
    last = min(day for day in (window.until, until, today) if day)
    first = window.since or (window.until or today) - timedelta(days=DAYS_BACK)
    first = max(first, since or first)
    for back in range((last - first).days + 1):
        yield last - timedelta(days=back)


def sheet(page: ListPage, articles: str, sheets: str | None) -> Listing:
    """The articles of one sheet and, where they are asked for, the other sheets of its day."""
    selector = Selector(page.text or " ", type="html")
    day = day_in_url(page.url)
    links = tuple(Link(url, day) for url in _targets(page.url, selector, articles))
    others = _targets(page.url, selector, sheets) if sheets else ()
    # The links to the issues before and after look the same on some papers.
    inner = tuple(url for url in others if url != page.url and day_in_url(url) == day)
    # A day without a paper may lead to the front page of the site.
    return Listing(links, inner=inner, idle=day is None)


def _targets(base: str, selector: Selector, css: str) -> tuple[str, ...]:
    urls = (absolute(base, href_of(anchor)) for anchor in selector.css(css))
    return tuple(dict.fromkeys(url for url in urls if url))
