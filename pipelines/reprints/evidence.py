"""What the alignment of two texts says about them, in counts."""

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from pipelines.reprints.alignment import Block, align
from pipelines.reprints.sketch import Sketch

_LEAST = 32
"""Fewer symbols in common say nothing."""
_SHORT = 24
_MARGIN = 1


class Evidence(NamedTuple):
    """Counts of symbols and slots, from the one text's point of view.

    `matched` symbols stand in both texts. `conflicts` are numbers that differ in the same slot, `agreements` those that
    do not. `substitutions` are stretches of up to 24 symbols that differ between passages that agree, `replaced` the
    symbols of all such stretches of any length. `overhang` is what both texts have before the first passage they share
    and after the last: none where both are cut from one text.
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
    for block, following in pairwise(blocks):
        gap = following.here - block.here - block.length
        other_gap = following.there - block.there - block.length
        if gap > 0 and other_gap > 0:
            replaced += min(gap, other_gap)
            substitutions += gap <= _SHORT and other_gap <= _SHORT
    return Evidence(
        matched,
        len(one),
        len(other),
        *_compared(one, other, blocks),
        substitutions,
        replaced,
        _overhang(one, other, blocks),
    )


def _compared(one: Sketch, other: Sketch, blocks: list[Block]) -> tuple[int, int]:
    """Numbers that differ in the same slot, and those that agree.

    At the very edge of a passage a slot says nothing: 4人 and 5人 may have met there because a sentence was dropped.
    """
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
    first = min(block.there for block in blocks)
    last = max(block.there + block.length for block in blocks)
    return min(blocks[0].here, first) + min(len(one) - blocks[-1].here - blocks[-1].length, len(other) - last)
