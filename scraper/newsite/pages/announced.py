"""What a site announces by itself: feeds in the head of its pages, sitemaps in robots.txt."""

import re
from collections.abc import Iterator

from scraper.newsite.links.anchors import Look
from scraper.spiders.feeds import Feed
from scraper.spiders.listing import Listing, ListPage, absolute

_FEED_TYPE = re.compile(r"(?:rss|atom|rdf)\+xml", re.IGNORECASE)
_FEED_NAME = re.compile(r"/(?:rss|feed|atom)(?:\d?\.xml|/)?$|/rss/[\w/-]+\.xml$|\.rss$|rss[\w-]*\.xml$", re.IGNORECASE)
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
MOST = 1000  # articles of a sitemap that a first crawl may be sent to


def feeds_in(look: Look) -> list[str]:
    """The feeds that a page names, in its head first."""
    return list(dict.fromkeys(_feeds(look)))


def _feeds(look: Look) -> Iterator[str]:
    if look.root is None:
        return
    for link in look.root.iter("link"):
        url = absolute(look.url, link.get("href"))
        if url and _FEED_TYPE.search(link.get("type") or "") and "comment" not in url:
            yield url
    for anchor in look.anchors:
        if _FEED_NAME.search(anchor.url):
            yield anchor.url


def sitemaps_in(robots: str) -> list[str]:
    """The sitemaps that a robots.txt names (sitemaps.org, "Specifying the Sitemap location")."""
    return [url for line in _SITEMAP.findall(robots) if (url := absolute(line, line))]


def entries_of(look: Look) -> Listing:
    """What a feed or sitemap holds; empty where it is none."""
    return Feed((look.url,)).read(ListPage(look.url, look.text))
