"""A site's dated layouts against the tree at hand: the first that fits is used, one that no longer does is reported."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from pipelines.extract.metadata import dates
from pipelines.extract.metadata.fields import Fields
from pipelines.extract.metadata.labels import labelled
from pipelines.extract.metadata.people import names, outlet
from pipelines.extract.metadata.section import named_levels
from pipelines.extract.page.lines import Page
from pipelines.layout import Layout

AGREEMENT = 0.5
"""The share of the generic rule's weight that a layout's body must hold: below it, the template has changed."""
_PAPER = re.compile(r"\s*(?:《[^《》]{1,30}》)?\s*[（(]?\s*$")


class Fit(NamedTuple):
    """A layout that fits: its body's range of lines without those that it drops."""

    layout: Layout
    start: int
    end: int
    dropped: frozenset[int]


def fit(
    root: HtmlElement, page: Page, layouts: Iterable[Layout], weights: Sequence[float], chosen: tuple[int, int]
) -> tuple[Fit | None, list[dict[str, Any]]]:
    """The first layout whose body agrees with what the generic rule chose, and a report on each layout tried."""
    reports: list[dict[str, Any]] = []
    heavy = {index for index in range(*chosen) if weights[index] > 0}
    total = sum(weights[index] for index in heavy)
    for layout in layouts:
        span = _body(root, page, layout)
        if span is None:
            reports.append({"name": layout.name, "fits": False, "reason": "no body selector finds text"})
            continue
        dropped = _dropped(root, page, layout)
        held = sum(weights[index] for index in heavy if span[0] <= index < span[1] and index not in dropped)
        share = held / total if total else 1.0
        fits = share >= AGREEMENT
        reports.append({"name": layout.name, "fits": fits, "agreement": round(share, 2)})
        if fits:
            return Fit(layout, *span, dropped), reports
        reports[-1]["reason"] = "its body misses most of the text"
    return None, reports


def in_use(layouts: Sequence[Layout], day: str | None, fetched_on: date | None) -> list[Layout]:
    """The layouts that were in use on the page's day; where it is unknown, those that had begun by the fetch."""
    published = date.fromisoformat(day) if day else None
    begun = published or fetched_on
    return [
        layout
        for layout in layouts
        if (begun is None or layout.since is None or layout.since <= begun)
        and (published is None or layout.until is None or published <= layout.until)
    ]


def stated(root: HtmlElement, layout: Layout, offset: str) -> Fields:
    """The fields that a layout's selectors find, read with the same rules as the generic ones."""
    where = f"layout {layout.name}"
    found: Fields = {}
    for name, selectors in (("title", layout.title), ("section", layout.section)):
        for text in _texts(root, selectors):
            levels = named_levels(text) if name == "section" else []
            found.setdefault(name, (levels[-1] if levels else text, where))
    for text in _texts(root, layout.published):
        for stamp in dates.stamps(text, offset):
            found.setdefault("published", (stamp.iso, where))
    for name, selectors in (("source", layout.source), ("author", layout.author), ("editor", layout.editor)):
        clean = outlet if name == "source" else names
        for text in _texts(root, selectors):
            values = [value.value for value in labelled(text) if value.field == name]
            good = clean(values[0] if values else _undated(text)) if values or not labelled(text) else None
            if good:
                found.setdefault(name, (good, where))
    return found


def _undated(text: str) -> str:
    """What stands before a date: a byline often holds the paper's name and day too, 王静 《日报》（2024年1月2日）."""
    stamp = next(dates.stamps(text), None)
    return _PAPER.sub("", text[: stamp.start]) if stamp and stamp.start else text


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> CSSSelector | None:
    try:
        return CSSSelector(selector)
    except SelectorError:
        return None


def _select(root: HtmlElement, selectors: Iterable[str]) -> Iterator[HtmlElement]:
    """The elements that the selectors find, in the order of the selectors; one that is no CSS finds nothing."""
    for selector in selectors:
        compiled = _compiled(selector)
        found = compiled(root) if compiled else ()
        if isinstance(found, list):
            yield from (element for element in found if isinstance(element, HtmlElement))


def _texts(root: HtmlElement, selectors: Iterable[str]) -> Iterator[str]:
    for element in _select(root, selectors):
        text = " ".join("".join(element.itertext()).split())
        if text:
            yield text


def _spans(root: HtmlElement, page: Page, selectors: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The lines of each element found; an inline element stands for the block around it."""
    known = dict(zip(page.elements, page.nodes, strict=True))
    for element in _select(root, selectors):
        block = element
        while block is not None and block not in known:
            block = block.getparent()
        if block is not None:
            yield known[block].start, known[block].end


def _body(root: HtmlElement, page: Page, layout: Layout) -> tuple[int, int] | None:
    return next((span for span in _spans(root, page, layout.body) if span[1] > span[0]), None)


def _dropped(root: HtmlElement, page: Page, layout: Layout) -> frozenset[int]:
    return frozenset(index for span in _spans(root, page, layout.drop) for index in range(*span))
