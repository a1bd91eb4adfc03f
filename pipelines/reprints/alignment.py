"""Alignment of two sketches: the passages they have in common, one to one."""

from bisect import bisect
from typing import NamedTuple

from pipelines.reprints.sketch import Sketch

_OVERHANG = 3
"""A gram reaches three symbols beyond its place."""
_SEED = 14 - _OVERHANG
_NEAR_SEED = 7 - _OVERHANG
_NEAR = 48
_STEP = 4
_HASTE = 3
_STRETCH = 4096


class Block(NamedTuple):
    """A passage of `length` symbols that stands at `here` in the one text and at `there` in the other."""

    here: int
    there: int
    length: int


def align(one: Sketch, other: Sketch) -> list[Block]:
    """The passages that two sketches share, in the order of the first; no symbol of either is used twice.

    Greedy: 14 equal symbols anywhere (a chance of 1 in 2**28), or 7 within 48 symbols of where the last passage
    ended, start a passage, which then grows both ways. Long stretches without a match are crossed in growing steps,
    so unrelated texts cost little. At most linear in the number of passages times the length of the other text.
    """
    return _one_to_one(_passages(one.grams, other.grams))


def _passages(one: bytes, other: bytes) -> list[Block]:
    blocks = []
    here = end = there_end = misses = 0
    while here + _NEAR_SEED <= len(one):
        there = _seed(one, other, here, here - end, there_end)
        if there < 0:
            misses += 1
            here += _STEP + (misses >> _HASTE)
            continue
        back = _equal_backwards(one[end:here], other[max(0, there - (here - end)) : there])
        length = _equal(one, other, here, there)
        symbols = min(length + _OVERHANG, len(one) - here, len(other) - there)
        blocks.append(Block(here - back, there - back, back + symbols))
        end = here = here + length
        there_end = there + length
        misses = 0
    return blocks


def _seed(one: bytes, other: bytes, here: int, gap: int, there: int) -> int:
    """Where the other text has what stands here; near the last passage (`gap` ago, ended at `there`) less suffices."""
    if gap < _NEAR and there:
        expected = there + gap
        found = other.find(one[here : here + _NEAR_SEED], max(there, expected - _NEAR), expected + _NEAR)
        if found >= 0:
            return found
    seed = one[here : here + _SEED]
    if len(seed) < _SEED:
        return -1
    found = other.find(seed, there)
    return found if found >= 0 else other.find(seed, 0, there + _SEED)


def _equal(one: bytes, other: bytes, here: int, there: int) -> int:
    """How many bytes agree from here and there on."""
    start = here
    while True:
        left, right = one[here : here + _STRETCH], other[there : there + _STRETCH]
        size = min(len(left), len(right))
        if left[:size] != right[:size]:
            differing = int.from_bytes(left[:size], "little") ^ int.from_bytes(right[:size], "little")
            return here - start + ((differing & -differing).bit_length() - 1) // 8
        here += size
        there += size
        if size < _STRETCH:
            return here - start


def _equal_backwards(left: bytes, right: bytes) -> int:
    """How many bytes agree at the end of two strings."""
    size = min(len(left), len(right))
    differing = int.from_bytes(left[len(left) - size :], "big") ^ int.from_bytes(right[len(right) - size :], "big")
    return ((differing & -differing).bit_length() - 1) // 8 if differing else size


def _one_to_one(blocks: list[Block]) -> list[Block]:
    """The longest passages first; of the others what they leave free in both texts, if it is a passage still."""
    taken: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    kept = []
    for block in sorted(blocks, key=lambda block: -block.length):
        start, stop = 0, block.length
        for side, place in zip(taken, block, strict=False):
            first, last = _free(side, place + start, place + stop)
            start, stop = first - place, last - place
        if stop - start >= _NEAR_SEED + _OVERHANG:
            here, there, length = block.here + start, block.there + start, stop - start
            for side, place in zip(taken, (here, there), strict=True):
                side.insert(bisect(side, (place, place)), (place, place + length))
            kept.append(Block(here, there, length))
    return sorted(kept)


def _free(taken: list[tuple[int, int]], start: int, stop: int) -> tuple[int, int]:
    """What disjoint ascending intervals, none shorter than this one, leave of it: a start and an end."""
    after = bisect(taken, (start, stop))
    if after and taken[after - 1][1] > start:
        start = taken[after - 1][1]
    if after < len(taken) and taken[after][0] < stop:
        stop = taken[after][0]
    return start, max(start, stop)
