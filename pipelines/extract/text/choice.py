"""The lines that are the article, and how sure the rule is of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.metadata.title import Headline, anchors, headline
from pipelines.extract.page.lines import Line, Page
from pipelines.extract.text import body
from pipelines.extract.text.subtree import ENOUGH, best_run
from pipelines.extract.text.weights import INTERRUPTS, weigh

RIVAL = 0.5
"""A second run this heavy makes the rule unsure. On 212 real pages 2 % have one and no headline near the first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The half-open range of lines of an article, its headline, and the weights behind the choice.

    `rival` is the best range outside of it, where the rule is unsure; a sure choice has none.
    """

    start: int
    end: int
    headline: Headline
    weights: Sequence[float]
    unsure: bool = False
    rival: tuple[int, int] = (0, 0)


def choose(page: Page, stated: str) -> Choice:
    """Choose by weight; `stated` is the headline that the page states for machines."""
    weights = weigh(page)
    start, end = best_run(page, weights, anchors(page.lines, page.title))
    return settle(page, weights, start, body.cut(page.lines, weights, start, end), stated)


def settle(page: Page, weights: Sequence[float], start: int, end: int, stated: str) -> Choice:
    """Find the headline of a range, and give up the lines above the text that belong to the headline's zone."""
    title = headline(page.lines, start, page.title, stated)
    start = body.first(page.lines, start, end, title)
    total = sum(weights[start:end])
    if title.near and total >= ENOUGH:
        return Choice(start, end, title, weights)
    others = [*weights[:start], *([-99.0] * (end - start)), *weights[end:]]
    rival = best_run(page, others)
    heavy = sum(weights[rival[0] : rival[1]]) > RIVAL * total
    unsure = total < ENOUGH or heavy
    return Choice(start, end, title, weights, unsure, rival if unsure else (0, 0))


def kept(page: Page, weights: Sequence[float], start: int, end: int) -> list[Line]:
    """The lines of a range without the linked ones that interrupt it."""
    span = page.lines[start:end]
    return [
        line
        for line, weight in zip(span, weights[start:end], strict=True)
        if weight > INTERRUPTS or line.linked < 0.5 * len(line.text)
    ]
