"""Sitemaps (sitemaps.org 0.9) of any size: an index is followed only where a map can hold wanted days."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from lxml import etree

from scraper.spiders.feeds import day_of
from scraper.spiders.listing import Link, Listing, ListPage, Window, absolute, day_in_url
from scraper.spiders.xml_lists import named, parse, text_of

RECENT = 31  # days that are read without `since`: enough between two runs, and not the whole site
DEEPEST = 4  # an index of indexes is against the standard and does occur; a trap has no end
# post-sitemap-2024-03.xml, /sitemap/2024/03/, 202403.xml.gz, map_2024.xml, ?yyyy=2024&mm=03; neither ?page=2024 nor
# 20240315887.xml.
PERIOD = re.compile(
    r"(?:(?<![\d=])|(?<=y=)|(?<=year=))((?:19[89]|20[0-3])\d)"
    r"(?:(?:[-_/.]|&\w{1,9}=)?(0[1-9]|1[0-2]|[1-9](?!\d)))?(?:[-_/.]?[0-3]\d)?(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The sitemaps at `urls`, and those that they lead to where the address matches the regular expression `maps`.

    Skipped are maps whose address names a year or month outside the window, and maps and pages that changed last
    before it: `lastmod` says that nothing in them is newer. It does not say when a page was published, so that a late
    one excludes nothing. Without `since` pages without any date are skipped too: nobody means the whole site then.
    """

    urls: tuple[str, ...]
    maps: str = ""
    gaps: ClassVar[bool] = False

    def starts(self, _window: Window, _today: date) -> Iterable[str]:
        """The addresses of the sitemaps, or of their index."""
        return self.urls

    def read(self, page: ListPage) -> Listing:
        """The pages of a map, the maps of an index; what is not XML is empty."""
        root = parse(page.text)
        if root is None:
            return Listing()
        window = within(page)
        links = tuple(link for entry in named(root, {"url"}) if (link := _page(page, entry, window)))
        inner = tuple(url for entry in named(root, {"sitemap"}) if (url := self._map(page.url, entry, window)))
        # An index whose maps are all too old is a good index: it says that there is nothing new.
        idle = not links and not inner and next(named(root, {"url", "sitemap"}), None) is not None
        return Listing(links, (), inner if page.number < DEEPEST else (), idle=idle)

    def _map(self, base: str, entry: etree._Element, window: Window) -> str | None:
        url = absolute(base, text_of(entry, "loc"))
        if not url or not re.search(self.maps, url) or _is_stale(entry, window):
            return None
        first, last = period_of(url.removeprefix(base.rpartition("/")[0]))
        if (last and window.is_past(last)) or (first and window.until and first > window.until):
            return None
        return url


def within(page: ListPage) -> Window:
    """The days to read: those asked for, or the last ones."""
    if page.window.since or page.today is None:
        return page.window
    return Window((page.window.until or page.today) - timedelta(days=RECENT), page.window.until)


def period_of(url: str) -> tuple[date | None, date | None]:
    """First and last day of the year or month that a map's address names."""
    # The last one counts: the year of an upload folder or of a redesign stands before it.
    match = next(reversed(list(PERIOD.finditer(url))), None)
    if match is None:
        return None, None
    year, month = int(match[1]), int(match[2] or 0)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _page(page: ListPage, entry: etree._Element, window: Window) -> Link | None:
    url = None if _is_stale(entry, window) else absolute(page.url, text_of(entry, "loc"))
    if not url:
        return None
    day = day_of(text_of(entry, "publication_date")) or day_in_url(url)
    if day is None and not page.window.since and day_of(text_of(entry, "lastmod")) is None:
        return None
    return Link(url, day) if window.holds(day) else None


def _is_stale(entry: etree._Element, window: Window) -> bool:
    changed = day_of(text_of(entry, "lastmod"))
    # A day of grace: the two clocks may be in different time zones.
    return changed is not None and window.since is not None and (window.since - changed).days > 1
