"""The family tree of a story: which copy hangs on which."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.views.stories import Pair, StoryCopy

_SAME_STORY = ("reprint", "part_of", "contains")
_REVERSE = {"part_of": "contains", "contains": "part_of"}


class Branch(NamedTuple):
    """A copy below another: what it is to that one, and how much of each stands in the other (`None` if unknown)."""

    article_id: int
    kind: str | None
    coverage: float | None
    other_coverage: float | None


Relatives = dict[int, dict[int, Branch]]


def lineage(copies: Sequence[StoryCopy], pairs: Iterable[Pair]) -> dict[int, list[Branch]]:
    """The copies below each copy, in the order of `copies`; every copy but the origin is below exactly one.

    Reprints of the origin and texts that hold it hang on the origin. A cut copy hangs on the shortest cut copy that
    holds it, else on the origin. A copy that is related to the origin through others only hangs on the closest of
    these; one without any recorded relation hangs on the origin with the kind `None`.
    """
    relatives = _relatives(pairs)
    parents: dict[int, tuple[int, Branch]] = {}
    origin = next(copy.article_id for copy in copies if copy.kind == "origin")
    cut = {copy.article_id: copy.characters for copy in copies if copy.kind == "part_of"}
    for copy in copies:
        if copy.kind in _SAME_STORY:
            direct = Branch(copy.article_id, copy.kind, copy.coverage, copy.other_coverage)
            parents[copy.article_id] = _holder(copy, relatives, cut) or (origin, direct)
    _attach_others(copies, relatives, parents, origin)
    below: defaultdict[int, list[Branch]] = defaultdict(list)
    for copy in copies:
        if copy.article_id != origin:
            parent, branch = parents[copy.article_id]
            below[parent].append(branch)
    return dict(below)


def _relatives(pairs: Iterable[Pair]) -> Relatives:
    """For each article, what it is to each of the others."""
    found: Relatives = defaultdict(dict)
    for article, other, kind, here, there in (
        (pair.article_id, pair.other_id, pair.kind, pair.coverage, pair.other_coverage) for pair in pairs
    ):
        if kind in _SAME_STORY:
            found[article][other] = Branch(article, kind, here, there)
            found[other][article] = Branch(other, _REVERSE.get(kind, kind), there, here)
    return found


def _holder(copy: StoryCopy, relatives: Relatives, cut: dict[int, int]) -> tuple[int, Branch] | None:
    """The shortest cut copy that holds this cut copy."""
    if copy.kind != "part_of":
        return None
    longer = [
        (cut[other], other, branch)
        for other, branch in relatives.get(copy.article_id, {}).items()
        if branch.kind == "part_of" and cut.get(other, 0) > copy.characters
    ]
    return min(longer)[1:] if longer else None


def _attach_others(
    copies: Sequence[StoryCopy], relatives: Relatives, parents: dict[int, tuple[int, Branch]], origin: int
) -> None:
    """Hang what has no relation to the origin on what has one, nearest first."""
    waiting = [copy.article_id for copy in copies if copy.article_id != origin and copy.article_id not in parents]
    placed = {origin, *parents}
    while waiting:
        found = {article: closest for article in waiting if (closest := _closest(relatives.get(article, {}), placed))}
        if not found:
            break
        parents.update(found)
        placed.update(found)
        waiting = [article for article in waiting if article not in found]
    parents.update({article: (origin, Branch(article, None, None, None)) for article in waiting})


def _closest(others: dict[int, Branch], placed: set[int]) -> tuple[int, Branch] | None:
    ranked = [
        (_SAME_STORY.index(branch.kind or ""), -(branch.coverage or 0) - (branch.other_coverage or 0), other)
        for other, branch in others.items()
        if other in placed
    ]
    return (other, others[other]) if ranked and (other := min(ranked)[2]) else None
