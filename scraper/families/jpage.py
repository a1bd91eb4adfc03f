"""大汉 (Hanweb) JCMS with JPage lists, common in 江苏 and among other authorities.

A list is `/col/colNNNN/index.html`, with `?uid=…&pageNum=N` for its pages; its entries stand as CDATA records inside a
script, from which the browser builds the list. Articles are `/art/YEAR/MONTH/DAY/art_CHANNEL_ID.html`, lately
`/col/colNNNN/art/YEAR/art_HEX.html`. The records and `#zoom` are the system's habit.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pipelines.layout import Layout
from scraper.families import plain
from scraper.families.entries import DAY, ENTRIES
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.listing import Listing, ListPage, Window

ADDRESS = r"/(art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+|(col/col\d+/)?art/\d{4}/art_[0-9a-f]+)\.html"
RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Records:
    """Lists whose entries are records in a script; a list without records is read as plain HTML."""

    pages: ListPages
    gaps: ClassVar[bool] = False

    def starts(self, window: Window, today: date) -> Iterable[str]:
        """The first pages."""
        return self.pages.starts(window, today)

    def read(self, page: ListPage) -> Listing:
        """The entries of the records."""
        records = "".join(RECORD.findall(page.text))
        text = f"<ul>{records}</ul>" if records else page.text
        return self.pages.read(ListPage(page.url, text, page.number))


def articles(host: str) -> tuple[str, ...]:
    """Addresses of articles; `host` is a regular expression."""
    return plain.articles(host, ADDRESS)


def lists(*urls: str) -> Records:
    """Lists with `pageNum=1` in their address."""
    return Records(
        ListPages(
            urls,
            items=ENTRIES,
            day=DAY,
            next_page=numbered(r"pageNum=\d+$", "pageNum={n}"),
            otherwise=ADDRESS + "$",
        )
    )


LAYOUTS = (Layout("jpage", body=("#zoom", "div.article-content", "div.main-txt")),)
