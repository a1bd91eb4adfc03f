"""Lists in HTML: items with a link and perhaps a date, page after page by the site's own scheme."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from parsel import Selector

from scraper.spiders.listing import Link, Listing, ListPage, Window, absolute, day_in_text, href_of

NextPage = Callable[[ListPage, Selector], str | None]


@dataclass(frozen=True, slots=True)
class ListPages:
    """`items` selects the entries of a list (CSS), `link` the anchor in each, `day` the text with its date.

    Selectors separated by a comma all count. `next_page` names the following page, or `None` where the list ends.
    `otherwise` is a regular expression for the case that `items` leads to none of the URLs that it finds in: then every
    link on the page whose URL it finds is an entry, with the day that stands beside it.
    """

    urls: tuple[str, ...]
    items: str
    link: str = "a"
    day: str | None = None
    next_page: NextPage = field(default=lambda _page, _selector: None)
    otherwise: str | None = None
    gaps: ClassVar[bool] = False

    def starts(self, _window: Window, _today: date) -> Iterable[str]:
        """The first pages."""
        return self.urls

    def read(self, page: ListPage) -> Listing:
        """Entries in the page's order, each URL once."""
        selector = Selector(page.text or " ", type="html")
        links = self._entries(page, selector)
        if self.otherwise and not any(re.search(self.otherwise, url) for url in links):
            links = _any_links(page, selector, self.otherwise) or links
        further = self.next_page(page, selector)
        return Listing(tuple(links.values()), (further,) if further else ())

    def _entries(self, page: ListPage, selector: Selector) -> dict[str, Link]:
        links: dict[str, Link] = {}
        for item in selector.css(self.items):
            day = day_in_text(" ".join(item.css(self.day).xpath(".//text()").getall())) if self.day else None
            for anchor in item.css(self.link) if item.root.tag != "a" else [item]:
                url = absolute(page.url, href_of(anchor))
                if url:
                    links.setdefault(url, Link(url, day))
        return links


def _any_links(page: ListPage, selector: Selector, pattern: str) -> dict[str, Link]:
    """Every link whose URL the pattern finds, with the day in the element around it."""
    links: dict[str, Link] = {}
    for anchor in selector.css("a"):
        url = absolute(page.url, href_of(anchor))
        if url and re.search(pattern, url) and url not in links:
            beside = " ".join(anchor.xpath("..//text()").getall())
            links[url] = Link(url, day_in_text(beside))
    return links


def numbered(pattern: str, replacement: str, *, first: int = 2, total: str | None = None) -> NextPage:
    r"""Pages whose URL carries their number.

    `numbered(r"(_\d+)?\.shtml$", "_{n}.shtml")` leads from 27.shtml to 27_2.shtml, and from there to 27_3.shtml.
    `first` is the number that the site gives its second page. `total`, a regular expression with one group, finds the
    number of pages in the list's source, where the site states it.
    """
    place = re.compile(pattern)

    def following(page: ListPage, _selector: Selector) -> str | None:
        stated = re.search(total, page.text) if total else None
        if stated and page.number >= int(stated[1]):
            return None
        url, changed = place.subn(replacement.format(n=page.number - 1 + first), page.url, count=1)
        return url if changed and url != page.url else None

    return following


def linked(css: str, text: str) -> NextPage:
    """The first anchor under `css` whose text holds `text` (下一页)."""

    def following(page: ListPage, selector: Selector) -> str | None:
        for anchor in selector.css(css):
            if text in "".join(anchor.xpath(".//text()").getall()):
                url = absolute(page.url, href_of(anchor))
                if url and url != page.url:
                    return url
        return None

    return following
