from archive.views.stories import Pair, StoryCopy
from pipelines.stories.lineage import lineage


def copy(number: int, kind: str | None, characters: int = 100) -> StoryCopy:
    share = None if kind is None else 1.0
    return StoryCopy(number, "site", None, None, None, "", None, "", characters, kind, share, share)


def tree(copies: list[StoryCopy], *pairs: Pair) -> dict[int, list[tuple[int, str | None]]]:
    return {above: [(b.article_id, b.kind) for b in below] for above, below in lineage(copies, pairs).items()}


def test_an_excerpt_hangs_on_the_shortest_cut_that_holds_it() -> None:
    copies = [copy(1, "origin", 900), copy(2, "part_of", 600), copy(3, "part_of", 500), copy(4, "part_of", 100)]
    held = [Pair(4, 2, "part_of", 1, 0.2), Pair(3, 4, "contains", 0.2, 1), Pair(3, 2, "part_of", 1, 0.8)]
    assert tree(copies, *held) == {1: [(2, "part_of")], 2: [(3, "part_of")], 3: [(4, "part_of")]}


def test_reprints_and_longer_texts_hang_on_the_origin() -> None:
    copies = [copy(3, "contains", 950), copy(1, "origin", 900), copy(2, "reprint", 890)]
    assert tree(copies, Pair(3, 2, "contains", 0.9, 1)) == {1: [(3, "contains"), (2, "reprint")]}


def test_what_is_related_through_others_hangs_on_the_closest() -> None:
    copies = [copy(1, "origin"), copy(2, "reprint"), copy(3, "shares"), copy(4, None), copy(5, None)]
    pairs = [Pair(3, 2, "reprint", 0.9, 0.9), Pair(4, 3, "part_of", 0.9, 0.3), Pair(3, 1, "shares", 0.2, 0.2)]
    assert tree(copies, *pairs) == {1: [(2, "reprint"), (5, None)], 2: [(3, "reprint")], 3: [(4, "part_of")]}


def test_equal_cuts_do_not_hang_on_each_other() -> None:
    copies = [copy(1, "origin", 900), copy(2, "part_of", 400), copy(3, "part_of", 400)]
    pairs = [Pair(3, 2, "part_of", 1, 1)]
    assert tree(copies, *pairs) == {1: [(2, "part_of"), (3, "part_of")]}
