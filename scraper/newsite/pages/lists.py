"""What the list pages of a site look like: where the entries stand, where the day, and how many were seen."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from scraper.newsite.links.anchors import Look
from scraper.newsite.pages.paging import Paging
from scraper.newsite.pages.selectors import container_names, is_name, own_names, select
from scraper.spiders.list_pages import ListPages
from scraper.spiders.listing import Listing, ListPage, absolute, day_in_text

ENOUGH = 0.9  # of a page's articles that selectors must find; where none do, every link of the page is an entry
MOST_SELECTORS = 3
LONGEST_SELECTOR = 90
FEWEST = 3  # articles that make a page a list
DATED = 0.6  # of the entries that must state a day


@dataclass(frozen=True, slots=True)
class ListShape:
    """The arguments of a `ListPages` except its addresses."""

    items: str
    day: str | None
    paging: Paging | None

    def source(self, urls: Sequence[str]) -> ListPages:
        """The source itself."""
        source = ListPages(tuple(urls), items=self.items, day=self.day)
        return replace(source, next_page=self.paging.build()) if self.paging else source

    def read(self, look: Look) -> Listing:
        """What the source reads from a page."""
        return self.source([look.url]).read(ListPage(look.url, look.text))


def shape_of(look: Look, article: re.Pattern[str], paging: Paging | None) -> ListShape:
    """Selectors for the entries of a list page that holds articles."""
    items = _items(look, article)
    covered: set[str] = set()
    chosen: list[str] = []
    wanted = {url for group in items for url in group}
    for group in items:
        if len(covered) >= ENOUGH * len(wanted) or len(chosen) == MOST_SELECTORS:
            break
        selector = _selector(look, group)
        if selector and selector not in chosen:
            chosen.append(selector)
            covered |= _found(look, selector, wanted)
    if not chosen or len(covered) < ENOUGH * len(wanted):
        return ListShape("a", None, paging)
    selector = ", ".join(chosen)
    if len(selector) > LONGEST_SELECTOR:
        return ListShape("a", None, paging)
    return ListShape(selector, _day(look, selector, article), paging)


def _items(look: Look, article: re.Pattern[str]) -> list[dict[str, HtmlElement]]:
    """The entries of the page by URL, in groups that stand alike, the largest first.

    An entry is the largest element around a link that holds no other article.
    """
    inside: dict[HtmlElement, set[str]] = defaultdict(set)
    first: dict[str, HtmlElement] = {}
    for anchor in look.anchors:
        if article.fullmatch(anchor.url) and anchor.url != look.url:
            if anchor.url not in first or (not _says(first[anchor.url]) and anchor.text):
                first[anchor.url] = anchor.element
            for element in (anchor.element, *anchor.element.iterancestors()):
                inside[element].add(anchor.url)
    groups: dict[str, dict[str, HtmlElement]] = defaultdict(dict)
    for url, element in first.items():
        item = element
        for parent in element.iterancestors():
            if len(inside[parent]) > 1 or parent.tag in {"body", "html"}:
                break
            item = parent
        groups[_standing(item)][url] = item
    return sorted(groups.values(), key=len, reverse=True)


def _says(element: HtmlElement) -> bool:
    return bool("".join(element.itertext()).strip())


def _standing(item: HtmlElement) -> str:
    """The tags and first names on the way from the body to an entry."""
    ancestors = (next((n for n in own_names(each) if "." in n), str(each.tag)) for each in item.iterancestors())
    return " ".join([*ancestors, str(item.tag)])


def _selector(look: Look, group: dict[str, HtmlElement]) -> str | None:
    """The selector that finds all entries of a group, the fewest other elements, and is shortest."""
    wanted, best = set(group), None
    for selector in _candidates(list(group.values())):
        found = select(look.root, selector) if look.root is not None else []
        held = _urls(look, found)
        if wanted <= held:
            bare = not any(mark in selector for mark in ".#")
            rank = (len(found) > 3 * len(group), bare, selector.count(" "), len(found))
            if best is None or rank < best[0]:
                best = (rank, selector)
    return best[1] if best else None


def _candidates(items: Sequence[HtmlElement]) -> Iterator[str]:
    tag = str(items[0].tag)
    shared = Counter(name for item in items for name in set((item.get("class") or "").split()) if is_name(name))
    names = [f"{tag}.{name}" for name, count in shared.most_common(3) if count == len(items)]
    yield from names
    for container in container_names(items[0]):
        yield from (f"{container} {name}" for name in (*names, tag))
    parent = items[0].getparent()
    if parent is not None:
        yield f"{parent.tag} {tag}"
    yield tag


def _urls(look: Look, items: Sequence[HtmlElement]) -> set[str]:
    anchors = (anchor for item in items for anchor in ([item] if item.tag == "a" else item.iter("a")))
    return {url for anchor in anchors if (url := absolute(look.url, anchor.get("href")))}


def _found(look: Look, selector: str, wanted: set[str]) -> set[str]:
    return _urls(look, select(look.root, selector)) & wanted if look.root is not None else set()


def _day(look: Look, selector: str, article: re.Pattern[str]) -> str | None:
    """A selector inside the entries for the text with the full date, where most state one."""
    assert look.root is not None
    items = [item for item in select(look.root, selector) if any(map(article.fullmatch, _urls(look, [item])))]
    counts: Counter[str] = Counter()
    for item in items:
        holders = {each: None for each in item.iter() if isinstance(each.tag, str) and day_in_text(_text(each))}
        smallest = [each for each in holders if not any(other in holders for other in each.iterchildren())]
        for each in smallest:
            if each.tag != "a":
                counts.update({name for name in (*own_names(each), str(each.tag)) if not name.startswith("#")})
    usable = [name for name, count in counts.items() if count >= DATED * len(items)]
    return max(usable, key=lambda name: (counts[name], "." in name), default=None)


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())[:500]
