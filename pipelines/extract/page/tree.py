"""Source text to element tree: one lenient parse that no input can break.

libxml2 stops at 255 nested elements and drops what follows without a word; with `huge_tree` at 2,048 (both measured on
libxml2 2.14). Sources that nest deeper are flattened first: their tags tell nothing any more.
"""

import re

from lxml import etree
from lxml.html import HtmlElement

DEEPEST = 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]{0,2000}>")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "tr", "th", "dd", "dt", "option",
})  # fmt: skip
BLOATED = 200_000
"""A tag of this length is an attack or an embedded image; libxml2 compares each attribute with all before it."""
_BLOATED = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{{{BLOATED},}}>")
_CONTROL = bytes([*range(9), 11, *range(14, 32), 127])


def parse(source: str) -> HtmlElement | None:
    """The root of the page, `None` where there is not a single element or character to see."""
    if len(source) > BLOATED and max(map(len, source.split("<"))) > BLOATED:
        source = _BLOATED.sub(r"<\1>", source)
    if "<" not in source:
        source = f"<p>{source}</p>"
    if _nesting(source) > DEEPEST:
        source = _TAG.sub("<br>", _without(_without(source, "script"), "style"))
    try:
        return etree.fromstring(source.encode("utf-8", "replace").translate(None, _CONTROL), _parser())
    except (etree.LxmlError, ValueError):
        return None


def _parser() -> etree.HTMLParser:
    """A fresh parser: one that is shared keeps the error log of its last page alive."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _nesting(source: str) -> int:
    """An upper bound of the nesting depth; pages with few tags need no second look."""
    if source.count("<") < 2 * DEEPEST:
        return 0
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match[2].lower() in _VOID:
            continue
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
        depth = max(depth, 0)
    return deepest


def _without(source: str, tag: str) -> str:
    """The source without one kind of element; one that is never closed reaches to the end, as in browsers."""
    lower, kept, place = source.lower(), [], 0
    while (start := lower.find(f"<{tag}", place)) >= 0:
        kept.append(source[place:start])
        place = lower.find(f"</{tag}", start)
        if place < 0:
            return "".join(kept)
    return "".join([*kept, source[place:]])
