"""What two texts are to each other, judged from their alignment."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from pipelines.reprints.alignment import Block, align
from pipelines.reprints.sketch import Sketch

Kind = Literal["reprint", "part_of", "contains", "template", "shares"]
SAME_STORY: frozenset[Kind] = frozenset({"reprint", "part_of", "contains"})


@dataclass(frozen=True, slots=True)
class Relation:
    """How a text relates to the document `other`, with the evidence.

    `reprint`: the same text, perhaps cut or edited on both sides; `part_of`: most of this one stands in the other,
    which goes on; `contains`: the reverse; `template`: the same wording with other names and numbers, another event;
    `shares`: a passage in common, no more. `coverage` is the share of this text that stands in the other one,
    `other_coverage` the reverse, both 0 to 1. `conflicts` counts numbers that differ where the words agree,
    `substitutions` short stretches of words that differ between words that agree.
    """

    other: int
    kind: Kind
    coverage: float
    other_coverage: float
    conflicts: int = 0
    substitutions: int = 0


class Evidence(NamedTuple):
    """What an alignment says, in symbols: see `Relation` for the counts.

    `replaced` is text between two passages that differs on both sides, `overhang` what both texts have before the
    first passage and after the last, `reach` how far the passages reach in this and the other text.
    """

    matched: int
    length: int
    other_length: int
    conflicts: int
    agreements: int
    substitutions: int
    replaced: int
    overhang: int

    @property
    def coverage(self) -> float:
        """The share of this text that stands in the other."""
        return self.matched / self.length

    @property
    def other_coverage(self) -> float:
        """The share of the other text that stands in this one."""
        return self.matched / self.other_length


_LEAST = 32
"""Fewer symbols in common say nothing."""
_MOSTLY = 0.7
_PARTLY = 0.5
_FITTING = 0.75
_SUBSTITUTION = 24
_SLOTS = 2
_CONFLICT = 3
_CONFLICTING = 0.25
_SLOTS_PER_SYMBOL = 0.016
_MARGIN = 1
_SERIES = 4


def relate(sketch: Sketch, others: Iterable[tuple[int, Sketch]]) -> list[Relation]:
    """How a text relates to each of some others; those with less than 32 symbols in common are left out.

    An overlap of two cut copies is believed where it is the only one, or where another text shows the story whole: a
    passage that otherwise different texts have in common is boilerplate, and they merely share it.
    """
    related: list[Relation] = []
    for other, other_sketch in others:
        evidence = weigh(sketch, other_sketch)
        if evidence is not None:
            related.append(_relation(other, evidence))
        if len(related) >= _SERIES and all(relation.kind == "template" for relation in related[-_SERIES:]):
            break
    same = [relation for relation in related if relation.kind in SAME_STORY]
    if len(same) > 1 and all(is_overlap(relation) for relation in same):
        return [replace(relation, kind="shares") if relation in same else relation for relation in related]
    return related


def _relation(other: int, evidence: Evidence) -> Relation:
    coverage, other_coverage = round(evidence.coverage, 2), round(evidence.other_coverage, 2)
    return Relation(other, judge(evidence), coverage, other_coverage, evidence.conflicts, evidence.substitutions)


def is_overlap(relation: Relation) -> bool:
    """True where neither text covers most of the other: both are cut, or boilerplate."""
    return max(relation.coverage, relation.other_coverage) < _MOSTLY


def weigh(one: Sketch, other: Sketch) -> Evidence | None:
    """The evidence for a relation between two texts; nothing where they have less than 32 symbols in common.

    The shorter text is laid along the longer one, so the result does not depend on which is called the other.
    """
    if (len(one), one.grams) > (len(other), other.grams):
        seen = weigh(other, one)
        return seen and seen._replace(length=seen.other_length, other_length=seen.length)
    blocks = align(one, other)
    matched = sum(block.length for block in blocks)
    if matched < _LEAST:
        return None
    substitutions = replaced = 0
    for block, following in zip(blocks, blocks[1:], strict=False):
        gap = following.here - block.here - block.length
        other_gap = following.there - block.there - block.length
        if gap > 0 and other_gap > 0:
            replaced += min(gap, other_gap)
            substitutions += gap <= _SUBSTITUTION and other_gap <= _SUBSTITUTION
    conflicts, agreements = _compared(one, other, blocks)
    return Evidence(matched, len(one), len(other), conflicts, agreements, substitutions, replaced, _overhang(one, other, blocks))


def judge(evidence: Evidence) -> Kind:
    """The kind of a relation. Calibrated on 4,188 labelled documents; the figures in the code say what each one does."""
    most = max(evidence.coverage, evidence.other_coverage)
    if most < _PARTLY:
        return "shares"
    if _is_template(evidence):
        return "template"
    if most < _MOSTLY:
        return "reprint" if _dovetails(evidence) else "shares"
    if min(evidence.coverage, evidence.other_coverage) >= _MOSTLY:
        return "reprint"
    return "part_of" if evidence.coverage > evidence.other_coverage else "contains"


def _is_template(evidence: Evidence) -> bool:
    """True when the words agree but the slots do not: too many for the text's length, or a quarter of its numbers."""
    slots = _CONFLICT * evidence.conflicts + evidence.substitutions
    if slots >= _SLOTS and slots >= _SLOTS_PER_SYMBOL * evidence.matched:
        return True
    numbers = evidence.conflicts + evidence.agreements
    return evidence.conflicts >= _SLOTS and evidence.conflicts >= _CONFLICTING * numbers


def _dovetails(evidence: Evidence) -> bool:
    """True when two cut copies overlap as cuts of one text do: to the end of either on both sides of the overlap."""
    return evidence.matched >= _FITTING * (evidence.matched + evidence.overhang + evidence.replaced)


def _compared(one: Sketch, other: Sketch, blocks: list[Block]) -> tuple[int, int]:
    """Numbers that differ in the same slot, and those that agree; at the edge of a passage a slot is too uncertain."""
    others = dict(zip(other.positions, other.values, strict=True))
    conflicts = agreements = 0
    for here, there, length in blocks:
        first = bisect_left(one.positions, here + _MARGIN if here and there else here)
        last = bisect_left(one.positions, here + length - _MARGIN, first)
        for position, value in zip(one.positions[first:last], one.values[first:last], strict=True):
            facing = others.get(position - here + there)
            agreements += facing == value
            conflicts += facing is not None and facing != value
    return conflicts, agreements


def _overhang(one: Sketch, other: Sketch, blocks: list[Block]) -> int:
    before = min(blocks[0].here, min(block.there for block in blocks))
    after = min(
        len(one) - blocks[-1].here - blocks[-1].length,
        len(other) - max(block.there + block.length for block in blocks),
    )
    return before + after
