"""Selectors for text and fields, found by looking where the results of the general rules stand in the markup.

A selector is kept only where every page that was read with it gives the same article as without.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml.html import HtmlElement

from archive.records import Article, Failure
from pipelines.extract.metadata import dates
from pipelines.extract.metadata.labels import labelled
from pipelines.extract.metadata.people import names, outlet
from pipelines.layout import Layout
from pipelines.process import process
from scraper.newsite.pages.proof import Proof
from scraper.newsite.pages.selectors import select, selectors

FIELDS = ("title", "published", "source", "author", "editor")
KEPT = ("title", "published_at", "source", "author", "editor")
MOST_LAYOUTS = 3
LONGEST_FIELD = 200  # characters of an element that states a field
PLACES = 4  # elements of a page that are tried for one field
DEEPEST = 60  # levels that are descended to the text; real pages have half as many
HELD = 0.9  # of the paragraphs that the body must hold
_BLANK = re.compile(r"\s+")

Says = Callable[[str], bool]


def layouts_of(proofs: Sequence[Proof], name: str) -> list[tuple[Layout, list[Proof]]]:
    """The layouts of the articles, each with the pages that it reads; the most frequent first."""
    left = [proof for proof in proofs if proof.article and proof.look.root is not None]
    found: list[tuple[Layout, list[Proof]]] = []
    few = 1 if len(left) == 1 else 2
    while len(left) >= few and len(found) < MOST_LAYOUTS:
        selector, fitting = _best_body(left)
        if selector is None or len(fitting) < few:
            break
        label = name if not found else f"{name} {'bc'[len(found) - 1]}"
        layout = _completed(Layout(label, body=(selector,)), fitting)
        left = [proof for proof in left if proof not in fitting]
        if layout:
            found.append((layout, fitting))
    return found


def _best_body(proofs: Sequence[Proof]) -> tuple[str | None, list[Proof]]:
    """The selector that finds the text on most pages, and those pages."""
    bodies = {proof.look.url: body for proof in proofs if (body := body_of(proof)) is not None}
    best: tuple[str | None, list[Proof]] = (None, [])
    for selector in dict.fromkeys(each for body in bodies.values() for each in selectors(body)):
        if selector.isalpha():  # a mere tag would find text anywhere
            continue
        fitting = [proof for proof in proofs if _first(proof, selector) is bodies.get(proof.look.url) is not None]
        if len(fitting) > len(best[1]):
            best = selector, fitting
    return best


def _first(proof: Proof, selector: str) -> HtmlElement | None:
    assert proof.look.root is not None
    return next(iter(select(proof.look.root, selector)), None)


def body_of(proof: Proof) -> HtmlElement | None:
    """The smallest element that holds the article's paragraphs."""
    assert proof.article
    wanted = [_plain(line)[:40] for line in proof.article.text.split("\n") if len(_plain(line)) >= 8]
    element = proof.look.root
    if element is None or not wanted or not _holds(element, wanted):
        return None
    for _ in range(DEEPEST):
        child = next((each for each in element if _holds(each, wanted)), None)
        if child is None:
            break
        element = child
    while element.tag in {"p", "span", "font"} and (parent := element.getparent()) is not None:
        if len(_plain_of(parent)) > 1.3 * len(_plain_of(element)):
            break
        element = parent
    return element


def _holds(element: HtmlElement, wanted: Sequence[str]) -> bool:
    if not isinstance(element.tag, str):
        return False
    text = _plain_of(element)
    return sum(part in text for part in wanted) >= HELD * len(wanted)


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


def _plain_of(element: HtmlElement) -> str:
    return _plain("".join(element.itertext()))


def _completed(layout: Layout, proofs: Sequence[Proof]) -> Layout | None:
    """The layout with every field whose selector changes nothing on any page; `None` where its body already does."""
    if not _reads_alike(layout, proofs):
        return None
    for field in FIELDS:
        for selector in _field_selectors(field, proofs):
            wider = _with_field(layout, field, selector)
            if _reads_alike(wider, proofs):
                layout = wider
                break
    return layout


def _with_field(layout: Layout, field: str, selector: str) -> Layout:
    changes: dict[str, Any] = {field: (selector,)}
    return replace(layout, **changes)


def _reads_alike(layout: Layout, proofs: Sequence[Proof]) -> bool:
    return all(_same(process(proof.look.raw, (layout,)), proof, layout) for proof in proofs)


def _same(result: Article | Failure, proof: Proof, layout: Layout) -> bool:
    article = proof.article
    if isinstance(result, Failure) or article is None:
        return False
    used = result.evidence.get("extract", {}).get("text") == f"layout {layout.name}"
    length = len(result.text) / len(article.text)
    return used and 0.85 <= length <= 1.2 and all(getattr(result, name) == getattr(article, name) for name in KEPT)


def _field_selectors(field: str, proofs: Sequence[Proof]) -> list[str]:
    """Selectors whose first element states the field, on at least half of the pages that have it, best first."""
    says = {proof.look.url: test for proof in proofs if proof.article and (test := _test(field, proof.article))}
    counts: dict[str, int] = {}
    for proof in proofs:
        if proof.look.url in says:
            for element in places(proof, field):
                for selector in selectors(element):
                    counts.setdefault(selector, 0)
    for selector in counts:
        for proof in proofs:
            first = _first(proof, selector)
            if first is not None and proof.look.url in says:
                counts[selector] += says[proof.look.url](_text(first))
    usable = [each for each, count in counts.items() if 2 * count >= len(says) and (not each.isalpha() or each == "h1")]
    return sorted(usable, key=lambda each: (-counts[each], each.count(" "), not each.startswith("#"), len(each)))[:6]


def _test(field: str, article: Article) -> Says | None:
    """What a text must say to state the article's field."""
    title, stamp = article.title, article.published_at
    if field == "title":
        return (lambda text: _plain(text) == _plain(title)) if title else None
    if field == "published":
        return (
            (lambda text: any(found.iso == stamp[: len(found.iso)] for found in dates.stamps(text, stamp[-6:])))
            if stamp
            else None
        )
    wanted = getattr(article, field)
    clean = outlet if field == "source" else names
    return (lambda text: _stated(text, field, clean) == wanted) if wanted else None


def _stated(text: str, field: str, clean: Callable[[str], str | None]) -> str | None:
    values = labelled(text)
    own = [value.value for value in values if value.field == field]
    return clean(own[0] if own else text) if own or not values else None


def places(proof: Proof, field: str) -> list[HtmlElement]:
    """The innermost elements that state a field of the article, the first few in the page's order."""
    says = _test(field, proof.article) if proof.article else None
    return list(_innermost(proof.look.root, says))[:PLACES] if says and proof.look.root is not None else []


def _innermost(root: HtmlElement, says: Says) -> Iterator[HtmlElement]:
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "title", "head", "meta"}:
            continue
        text = _text(element)
        if text and says(text) and not any(isinstance(child.tag, str) and says(_text(child)) for child in element):
            yield element


def _text(element: HtmlElement) -> str:
    """The text of an element, empty where it is longer than any field."""
    parts, length = [], 0
    for part in element.itertext():
        length += len(part.strip())
        if length > LONGEST_FIELD:
            return ""
        parts.append(part)
    return " ".join("".join(parts).split())
