"""The common case made cheap: one more copy of a story that has many already."""

from collections.abc import Sequence

from archive.database import Database
from archive.stories import reprints_among, story_numbers, text_numbers
from pipelines.reprints import Relation
from pipelines.reprints.relation import SAME_STORY, is_overlap

_SETTLED = 3
"""Texts that repeat each other from which on one more changes nothing else: `pipelines.reprints.stories` asks whether
there are two, or three, and never whether there are more."""


def joins_quietly(db: Database, article_id: int, relations: Sequence[Relation]) -> int | None:
    """The story that an article, new to the index, joins without a change to any other; `None` where that is unsure.

    It is sure where its text is known already, and where it only repeats texts of one story, three at least, that
    are joined by their own reprints without it: no part of the story, and no roundup, is then judged otherwise.
    """
    kin = [relation for relation in relations if relation.kind in SAME_STORY]
    others = [relation.other for relation in kin]
    numbers = set(story_numbers(db, others).values())
    if len(numbers) != 1 or None in numbers:
        return None
    texts = text_numbers(db, [article_id, *others])
    if texts[article_id] in {texts[other] for other in others}:
        return numbers.pop()
    if any(relation.kind != "reprint" or is_overlap(relation) for relation in kin):
        return None
    edges = [
        (texts[one], texts[other])
        for one, other, coverage, other_coverage in reprints_among(db, others)
        if not is_overlap(Relation(other, "reprint", coverage, other_coverage))
    ]
    wanted = {texts[other] for other in others}
    return numbers.pop() if len(wanted) >= _SETTLED and _connected(wanted, edges) else None


def _connected(nodes: set[int], edges: Sequence[tuple[int, int]]) -> bool:
    """True where one can get from each node to every other."""
    near: dict[int, set[int]] = {node: set() for node in nodes}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    waiting = [next(iter(nodes))]
    reached = set(waiting)
    while waiting:
        new = near[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached == nodes
