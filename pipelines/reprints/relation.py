"""What two texts are to each other, judged from their alignment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipelines.reprints.evidence import Evidence, weigh
from pipelines.reprints.sketch import Sketch

Kind = Literal["reprint", "part_of", "contains", "template", "shares"]
SAME_STORY: frozenset[Kind] = frozenset({"reprint", "part_of", "contains"})

# Calibrated on 4,188 labelled documents with 2,409 pairs of the same story (precision .997, recall .969, F1 .983).
_MOSTLY = 0.7
"""A text stands in another if so much of it does. At .65 shared boilerplate costs 0.4 % precision."""
_PARTLY = 0.5
_CUT = 0.65
"""Two cut copies of one text have so much in common, of the shorter. At .6 recall rises by .002 and precision falls by
.004, at .5 by .007 and .015, as boilerplate that ends one text and begins another then looks the same."""
_FITTING = 0.75
_CONFLICT = 3
_SLOTS = 2
_SLOTS_PER_SYMBOL = 0.016
"""Names and numbers that differ, per symbol: at .013 recall falls by .004, at .02 precision by .0004."""
_CONFLICTING = 0.2
"""Any share from .15 to .5 serves the labelled documents alike; in long notices it is the only sign of a template."""
_SERIES = 4
_MOST_COUNTED = 127


@dataclass(frozen=True, slots=True)
class Relation:
    """How a text relates to the document `other`, with the evidence.

    `reprint`: the same text, perhaps edited, perhaps cut on both sides; `part_of`: most of this one stands in the
    other, which goes on; `contains`: the reverse; `template`: the same words, other names and numbers, another event;
    `shares`: a passage in common, no more. `coverage` is the share of this text that stands in the other one,
    `other_coverage` the reverse, both 0 to 1 in steps of 0.01. `conflicts` counts numbers that differ where the words
    agree, `substitutions` short stretches of words that differ between words that agree, both up to 127.
    """

    other: int
    kind: Kind
    coverage: float
    other_coverage: float
    conflicts: int = 0
    substitutions: int = 0


def relate(sketch: Sketch, others: Iterable[tuple[int, Sketch]]) -> list[Relation]:
    """How a text relates to others, which come likeliest first; those with nothing in common are left out.

    After four templates running the rest are not compared: they are less alike, and a series may have thousands.
    Each pair is judged by itself, so that what comes or goes later changes nothing between them.
    """
    related: list[Relation] = []
    for other, other_sketch in others:
        evidence = weigh(sketch, other_sketch)
        if evidence is not None:
            related.append(_relation(other, evidence))
        if len(related) >= _SERIES and all(relation.kind == "template" for relation in related[-_SERIES:]):
            break
    return related


def judge(evidence: Evidence) -> Kind:
    """The kind of relation that the evidence speaks for."""
    most = max(evidence.coverage, evidence.other_coverage)
    if most < _PARTLY:
        return "shares"
    if _is_template(evidence):
        return "template"
    if most < _MOSTLY:
        return "reprint" if most >= _CUT and _dovetails(evidence) else "shares"
    if min(evidence.coverage, evidence.other_coverage) >= _MOSTLY:
        return "reprint"
    return "part_of" if evidence.coverage > evidence.other_coverage else "contains"


def is_overlap(relation: Relation) -> bool:
    """True where neither text covers most of the other: both are cut, or what they share is boilerplate."""
    return max(relation.coverage, relation.other_coverage) < _MOSTLY


def _relation(other: int, evidence: Evidence) -> Relation:
    return Relation(
        other,
        judge(evidence),
        round(evidence.coverage, 2),
        round(evidence.other_coverage, 2),
        min(evidence.conflicts, _MOST_COUNTED),
        min(evidence.substitutions, _MOST_COUNTED),
    )


def _is_template(evidence: Evidence) -> bool:
    """True when the words agree but the slots do not: too many for the text's length, or a fifth of its numbers."""
    slots = _CONFLICT * evidence.conflicts + evidence.substitutions
    if slots >= _SLOTS and slots >= _SLOTS_PER_SYMBOL * evidence.matched:
        return True
    numbers = evidence.conflicts + evidence.agreements
    return evidence.conflicts >= _SLOTS and evidence.conflicts >= _CONFLICTING * numbers


def _dovetails(evidence: Evidence) -> bool:
    """True when two texts overlap as two cuts of one text do: up to an end of either on both sides of the overlap."""
    return evidence.matched >= _FITTING * (evidence.matched + evidence.overhang + evidence.replaced)
