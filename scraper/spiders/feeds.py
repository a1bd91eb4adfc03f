"""Feeds and sitemaps: RSS 1.0, RSS 2.0, Atom, and sitemaps with their indexes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import ClassVar

from lxml import etree

from scraper.spiders.listing import Link, Listing, ListPage, Window, absolute, day_in_text

ENTRIES = {"item", "entry", "url"}
LINKS = {"link", "loc"}
DAYS = {"pubDate", "date", "published", "updated", "lastmod", "publication_date"}


@dataclass(frozen=True, slots=True)
class Feed:
    """Any feed or sitemap; an index of sitemaps leads to all of them."""

    urls: tuple[str, ...]
    gaps: ClassVar[bool] = False

    def starts(self, _window: Window, _today: date) -> Iterable[str]:
        """The addresses of the feeds."""
        return self.urls

    def read(self, page: ListPage) -> Listing:
        """Entries with a usable link; what is not XML is empty."""
        root = _parse(page.text)
        if root is None:
            return Listing()
        links = tuple(link for entry in _named(root, ENTRIES) if (link := _link(page.url, entry)))
        further = tuple(link.url for entry in _named(root, {"sitemap"}) if (link := _link(page.url, entry)))
        return Listing(links, further)


def _parse(text: str) -> etree._Element | None:
    # The text is decoded already: a declaration of its old encoding would contradict it.
    body = text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(body.strip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _named(root: etree._Element, names: set[str]) -> Iterator[etree._Element]:
    return (node for node in root.iter(etree.Element) if _name(node) in names)


def _name(node: etree._Element) -> str:
    """The local name; a prefix that is nowhere declared (`a:item`) is part of it."""
    return str(node.tag).rpartition("}")[2]


def _link(base: str, entry: etree._Element) -> Link | None:
    """The entry's address and day. Atom has its link in an attribute, and several of them."""
    url, day = None, None
    for node in entry.iter(etree.Element):
        name = _name(node)
        if name in LINKS and url is None and node.get("rel", "alternate") == "alternate":
            url = absolute(base, node.get("href") or node.text)
        elif name in DAYS and day is None:
            day = _day(node.text or "")
    return Link(url, day) if url else None


def _day(text: str) -> date | None:
    """The local day of an ISO 8601 or RFC 5322 date."""
    day = day_in_text(text)
    if day is None:
        try:
            day = parsedate_to_datetime(text).date()
        except (ValueError, OverflowError):
            return None
    return day
