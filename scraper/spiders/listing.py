"""What a source of links says: which articles, of which day, and where the list goes on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from pipelines.extract.metadata.dates import in_url

# A number before a date must not run into its year.
TEXT_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are asked for, both ends included; `None` leaves an end open."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """An unknown day is inside: only the article can tell."""
        return day is None or not (self.is_past(day) or (self.until is not None and day > self.until))

    def is_past(self, day: date) -> bool:
        """True when `day` is older than the window."""
        return self.since is not None and day < self.since


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute URL and the local day that the list states for it."""

    url: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One fetched list: `number` counts from 1 along its chain; `window` are the days that are asked for."""

    url: str
    text: str
    number: int = 1
    window: Window = Window()
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of one list page, further pages of the list, and inner lists (the sheets of a day, a map of an index).

    Further pages are read while the list goes on, inner lists always. A page that is `idle` has nothing wanted and is
    all right.
    """

    links: tuple[Link, ...] = ()
    further: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    idle: bool = False

    @property
    def mark(self) -> str:
        """Equal for listings with the same links."""
        return sha256("\n".join(link.url for link in self.links).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Source(Protocol):
    """One way in which a site says what it has.

    `gaps` says that one of its first pages may be missing without anything being wrong: a day without a paper.
    """

    @property
    def gaps(self) -> bool:
        """See the class."""

    def starts(self, window: Window, today: date) -> Iterable[str]:
        """URLs to begin with."""

    def read(self, page: ListPage) -> Listing:
        """What one of its pages says. Never raises on bad pages: an empty listing says that nothing was found."""


def href_of(anchor: Selector) -> str | None:
    """The target of a link as written. (`Selector.attrib` raises where any attribute's name is not XML.)"""
    href: str | None = anchor.root.get("href")
    return href


def absolute(base: str, href: str | None) -> str | None:
    """`href` as an absolute http(s) URL without fragment, or `None` where it is no such link.

    A broken address (an unclosed IPv6 bracket, a port that is no number) costs the link, not the list.
    """
    if not href or not href.strip():
        return None
    try:
        url = urljoin(base, href.strip())
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return url.partition("#")[0] if usable else None


def day_in_url(url: str) -> date | None:
    """The local day that an article's URL carries, by the rule that extraction has for it."""
    day = in_url(url)
    return date.fromisoformat(day) if day else None


def day_in_text(text: str) -> date | None:
    """The first full date in a text such as `2026-10-02 15:41:16` or `2023年2月3日`; one without a year is unknown."""
    match = TEXT_DAY.search(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:  # 2023-02-30
        return None
