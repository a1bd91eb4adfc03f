"""A site's dated layouts against the tree at hand: which one fits, and which no longer does."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from pipelines.layout import Layout


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector)


def first(root: HtmlElement, selectors: Iterable[str]) -> HtmlElement | None:
    """The first element that any selector finds and that holds text; a selector that is no CSS finds nothing."""
    for selector in selectors:
        for element in select(root, selector):
            if any(text.strip() for text in element.itertext()):
                return element
    return None


def select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """All elements that a selector finds, in page order."""
    try:
        return list(_compiled(selector)(root))
    except SelectorError:
        return []


def valid(layouts: Sequence[Layout], day: str | None, fetched_on: date | None) -> list[Layout]:
    """The layouts that were in use on the page's day; all of them where the day is unknown."""
    on = date.fromisoformat(day) if day else None
    return [
        layout
        for layout in layouts
        if (on is None or layout.since is None or layout.since <= on)
        and (on is None or layout.until is None or on <= layout.until)
        and (on is not None or fetched_on is None or layout.since is None or layout.since <= fetched_on)
    ]
