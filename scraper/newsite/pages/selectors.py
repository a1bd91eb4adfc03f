"""CSS selectors for elements that were found by other means: short, and by names rather than by places."""

import re
from collections.abc import Iterator, Sequence

from cssselect import SelectorError
from lxml.html import HtmlElement

_NAME = re.compile(r"-?[A-Za-z_][\w-]{0,40}", re.ASCII)
_NUMBERED = re.compile(r"\d{3}")  # ids and classes with so many digits belong to one page
_STATES = frozenset({
    "first", "last", "odd", "even", "active", "current", "cur", "on", "off", "hover",  # how it is at the moment
    "clearfix", "clear", "cf", "fl", "fr", "left", "right",  # how it floats
})  # fmt: skip
ANCESTORS = 5


def own_names(element: HtmlElement) -> Iterator[str]:
    """What to call an element: `#id`, `tag.class`, most telling first; nothing where it has no name."""
    key = (element.get("id") or "").strip()
    if is_name(key):
        yield f"#{key}"
    for name in (element.get("class") or "").split()[:6]:
        if is_name(name) and name.lower() not in _STATES:
            yield f"{element.tag}.{name}"


def is_name(text: str) -> bool:
    """True for an id or class that CSS takes as it is and other pages may share."""
    return _NAME.fullmatch(text) is not None and not _NUMBERED.search(text)


def container_names(element: HtmlElement) -> Iterator[str]:
    """Names of the nearest named ancestors."""
    named = 0
    for ancestor in element.iterancestors():
        if ancestor.tag in {"body", "html"} or named == ANCESTORS:
            return
        names = list(own_names(ancestor))
        named += bool(names)
        yield from names


def selectors(element: HtmlElement) -> Iterator[str]:
    """Selectors that find the element, among others: its own names, then its tag or names inside named ancestors."""
    own = list(own_names(element))
    yield from own
    containers = list(container_names(element))
    for container in containers:
        for name in (*own, element.tag):
            yield f"{container} {name}"
    yield str(element.tag)


def select(root: HtmlElement, selector: str) -> Sequence[HtmlElement]:
    """What a selector finds; one that is no CSS finds nothing."""
    try:
        return [each for each in root.cssselect(selector) if isinstance(each, HtmlElement)]
    except (SelectorError, ValueError):
        return []
