"""Feeds: RSS 1.0, RSS 2.0, Atom; small sitemaps too."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import ClassVar

from lxml import etree

from scraper.spiders.listing import Link, Listing, ListPage, Window, absolute, day_in_text
from scraper.spiders.xml_lists import local_name, named, parse

ENTRIES = {"item", "entry", "url"}
LINKS = {"link", "loc"}
DAYS = {"pubDate", "date", "published", "updated", "lastmod", "publication_date"}


@dataclass(frozen=True, slots=True)
class Feed:
    """Any feed or sitemap; an index of sitemaps leads to all of them.

    `older` is the query field that asks for older entries (`paged` in WordPress): they are read where a `since` asks
    for more than the newest.
    """

    urls: tuple[str, ...]
    older: str | None = None
    gaps: ClassVar[bool] = False

    def starts(self, _window: Window, _today: date) -> Iterable[str]:
        """The addresses of the feeds."""
        return self.urls

    def read(self, page: ListPage) -> Listing:
        """Entries with a usable link; what is not XML is empty."""
        root = parse(page.text)
        if root is None:
            return Listing()
        links = tuple(link for entry in named(root, ENTRIES) if (link := _link(page.url, entry)))
        inner = tuple(link.url for entry in named(root, {"sitemap"}) if (link := _link(page.url, entry)))
        further = (self._older(page),) if self.older and links and page.window.since else ()
        return Listing(links, further, inner)

    def _older(self, page: ListPage) -> str:
        bare = re.sub(rf"[?&]{self.older}=\d+$", "", page.url)
        return f"{bare}{'&' if '?' in bare else '?'}{self.older}={page.number + 1}"


def _link(base: str, entry: etree._Element) -> Link | None:
    """The entry's address and day. Atom has its link in an attribute, and several of them."""
    url, day = None, None
    for node in entry.iter(etree.Element):
        name = local_name(node)
        if name in LINKS and url is None and node.get("rel", "alternate") == "alternate":
            url = absolute(base, node.get("href") or node.text)
        elif name in DAYS and day is None:
            day = day_of(node.text or "")
    return Link(url, day) if url else None


def day_of(text: str) -> date | None:
    """The local day of an ISO 8601 or RFC 5322 date."""
    day = day_in_text(text)
    if day is None:
        try:
            day = parsedate_to_datetime(text).date()
        except (ValueError, OverflowError):
            return None
    return day
