"""Lists in HTML: items with a link and perhaps a date, page after page by the site's own scheme."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import ClassVar

from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector, SelectorList

from scraper.spiders.listing import Link, Listing, ListPage, Window, absolute, day_in_text, href_of

# Entries have a handful of marks and texts, addresses a hundred characters: of a hostile page's thousands, looking at
# each from each would not end.
MOST_MARKS, MOST_TEXTS, LONGEST = 20, 100, 2000
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
        if self.otherwise and not any(_fits(self.otherwise, url) for url in links):
            links = _any_links(page, selector, self.otherwise) or links
        further = self.next_page(page, selector)
        return Listing(tuple(links.values()), (further,) if further else ())

    def _entries(self, page: ListPage, selector: Selector) -> dict[str, Link]:
        links: dict[str, Link] = {}
        for item in selector.css(self.items):
            day = _day(item.css(self.day)) if self.day else None
            for anchor in item.css(self.link) if item.root.tag != "a" else [item]:
                url = absolute(page.url, href_of(anchor))
                if url:
                    links.setdefault(url, Link(url, day))
        return links


def _any_links(page: ListPage, selector: Selector, pattern: str) -> dict[str, Link]:
    """Every link whose URL the pattern finds, with the day in the element around it where that holds no other."""
    found: dict[str, Selector] = {}
    for anchor in selector.css("a"):
        url = absolute(page.url, href_of(anchor))
        if url and _fits(pattern, url):
            found.setdefault(url, anchor)
    shared = Counter(anchor.root.getparent() for anchor in found.values())
    return {
        url: Link(url, _day(anchor.xpath("..")) if shared[anchor.root.getparent()] == 1 else None)
        for url, anchor in found.items()
    }


def _fits(pattern: str, url: str) -> bool:
    return len(url) <= LONGEST and re.search(pattern, url) is not None


def _day(beside: SelectorList[Selector]) -> date | None:
    """The day of an entry: beside its headline rather than in it, for headlines speak of other days."""
    elements = [found.root for found in beside[:MOST_MARKS]]
    outside = [element for element in elements if not any(up.tag == "a" for up in islice(element.iterancestors(), 9))]
    texts = (text for element in outside for text in islice(_texts(element), MOST_TEXTS))
    all_texts = (text for element in elements for text in islice(element.itertext(), MOST_TEXTS))
    return day_in_text(" ".join(texts)) or day_in_text(" ".join(all_texts))


def _texts(element: HtmlElement) -> Iterator[str]:
    """The texts of an element outside links."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start" and node.tag == "a":
            walk.skip_subtree()
        elif event == "start" and isinstance(node.tag, str):
            yield node.text or ""
        elif event == "end" and node is not element:
            yield node.tail or ""


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
