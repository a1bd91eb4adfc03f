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

    `sheets` and `articles` are CSS selectors of the anchors that lead to the day's other sheets and to its articles.
    """

    first_sheet: str
    sheets: str
    articles: str
    gaps: ClassVar[bool] = True

    def starts(self, window: Window, today: date) -> Iterable[str]:
        """The first sheet of each day of the window, newest first."""
        until = min(window.until or today, today)
        since = window.since or until - timedelta(days=DAYS_BACK)
        for back in range((until - since).days + 1):
            yield self.first_sheet.format(day=until - timedelta(days=back))

    def read(self, page: ListPage) -> Listing:
        """The sheet's articles; the first sheet also leads to the others of its day."""
        selector = Selector(page.text or " ", type="html")
        day = day_in_url(page.url)
        articles = tuple(Link(url, day) for url in _targets(page.url, selector, self.articles))
        sheets = _targets(page.url, selector, self.sheets) if page.number == 1 else ()
        return Listing(articles, tuple(url for url in sheets if url != page.url))


def _targets(base: str, selector: Selector, css: str) -> tuple[str, ...]:
    urls = (absolute(base, href_of(anchor)) for anchor in selector.css(css))
    return tuple(dict.fromkeys(url for url in urls if url))
