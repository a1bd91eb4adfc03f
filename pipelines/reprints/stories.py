"""Stories: texts that tell the same thing, joined through their relations but never through a roundup."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Edge(NamedTuple):
    """Two texts of which one is a reprint of the other or, where `part_of` is true, stands in it."""

    text: int
    other: int
    part_of: bool


class _Sets:
    """Disjoint sets of texts, each named by its smallest member."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._size: dict[int, int] = {}

    def find(self, text: int) -> int:
        while (parent := self._parent.get(text, text)) != text:
            self._parent[text] = text = self._parent.get(parent, parent)
        return text

    def size(self, name: int) -> int:
        return self._size.get(name, 1)

    def join(self, text: int, other: int) -> None:
        first, second = sorted((self.find(text), self.find(other)))
        if first != second:
            self._size[first] = self.size(first) + self.size(second)
            self._parent[second] = first


def stories(edges: Iterable[Edge]) -> dict[int, int]:
    """The story of every text that has an edge: the smallest text in it. A text without one is a story by itself.

    Reprints are joined. A text that holds others is joined with them unless it is a roundup: unless they, or they and
    its own reprints, are two stories or more that each have a life of their own (two texts at least). The clear cases
    come first: they show which texts have such a life. The result depends on the edges alone, not on their order.
    """
    sets = _Sets()
    texts = set()
    holds: defaultdict[int, set[int]] = defaultdict(set)
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for text, other, part_of in edges:
        texts |= {text, other}
        if part_of:
            holds[other].add(text)
            holders[text].add(other)
        else:
            sets.join(text, other)
    order = sorted(holds, key=lambda text: (len(holds[text]), text))
    for attached in (_clearly_attached, _attached):
        for holder in order:
            for held in attached(holder, holds[holder], holders, sets):
                sets.join(holder, held)
    return {text: sets.find(text) for text in texts}


def _clearly_attached(holder: int, holds: set[int], holders: dict[int, set[int]], sets: _Sets) -> list[int]:
    """All that a text holds where that is one story and the text stands alone; else what its reprints hold as well."""
    own = sets.find(holder)
    if sets.size(own) <= 2 and len({sets.find(held) for held in holds} - {own}) < 2:
        return sorted(holds)
    return sorted(held for held in holds if any(other != holder and sets.find(other) == own for other in holders[held]))


def _attached(holder: int, holds: set[int], _: dict[int, set[int]], sets: _Sets) -> list[int]:
    """All that a text holds, but of two stories or more (its own among them) only what has no life of its own."""
    own = sets.find(holder)
    lively = {name for held in holds if (name := sets.find(held)) != own and sets.size(name) > 1}
    if len(lively) + (sets.size(own) > 2) < 2:
        return sorted(holds)
    return sorted(held for held in holds if sets.find(held) not in lively)
