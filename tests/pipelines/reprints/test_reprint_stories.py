import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reprints.origin import Copy, origin
from pipelines.reprints.stories import Edge, stories


def joined(*pairs: tuple[int, int]) -> list[Edge]:
    return [Edge(one, other, part_of=False) for one, other in pairs]


def held(holder: int, *parts: int) -> list[Edge]:
    return [Edge(part, holder, part_of=True) for part in parts]


def test_reprints_and_parts_are_one_story() -> None:
    assert stories([*joined((1, 2), (2, 3)), *held(3, 4, 5)]) == dict.fromkeys(range(1, 6), 1)


def test_a_roundup_stays_outside_the_stories_it_holds() -> None:
    found = stories([*joined((1, 2), (3, 4)), *held(9, 1, 2, 3, 4)])
    assert found == {1: 1, 2: 1, 3: 3, 4: 3, 9: 9}


def test_a_roundup_that_one_story_fills_does_not_drag_in_another() -> None:
    found = stories([*joined((1, 2), (1, 9), (2, 9), (3, 4)), *held(9, 3, 4)])
    assert found[3] == found[4] != found[9] == found[1]


def test_excerpts_of_one_article_are_its_story() -> None:
    assert len(set(stories([*joined((1, 2)), *held(1, 3, 4), *held(2, 3, 4)]).values())) == 1


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.booleans()).filter(lambda edge: edge[0] != edge[1])),
    st.randoms(use_true_random=False),
)
@settings(max_examples=150, deadline=None)
def test_the_order_of_edges_does_not_matter(pairs: list[tuple[int, int, bool]], dice: random.Random) -> None:
    edges = [Edge(*pair) for pair in pairs]
    shuffled = dice.sample(edges, len(edges))
    found = stories(edges)
    assert stories(shuffled) == found
    assert all(found[name] == name <= text for text, name in found.items())


EARLY = Copy(7, "2024-05-01T08:00:00+08:00", "青禾工人报", "临江网")
LATE = Copy(3, "2024-05-02", "青禾工人报", "青禾工人报社")
OTHER = Copy(5, "2024-05-01T09:30:00+08:00", None, "白沙网")


def test_the_credited_publisher_is_the_origin() -> None:
    assert origin([EARLY, LATE, OTHER]) == (3, "credited by 1 of 2 other copies")


def test_without_credit_the_earliest_is_the_origin() -> None:
    assert origin([OTHER, Copy(1, "2024-05-03")]) == (5, "published first, 2024-05-01T09:30:00+08:00")
    found = origin([EARLY, OTHER])
    assert found.article_id == 7
    assert found.reason.endswith("1 of 2 copies credit 青禾工人报, which is not among them")


def test_a_later_arrival_of_an_earlier_copy_changes_the_origin() -> None:
    copies = [Copy(1, "2024-05-03"), Copy(2, "2024-05-02")]
    assert origin(copies).article_id == 2
    assert origin([*copies, Copy(3, "2024-04-30")]).article_id == 3


def test_of_one_day_the_fullest_is_the_origin() -> None:
    copies = [Copy(1, "2024-05-01"), Copy(2, "2024-05-01T10:00:00+08:00", holds=frozenset({1}))]
    assert origin(copies) == (2, "the fullest of 2 copies of 2024-05-01")
    assert origin([Copy(4), Copy(2, "gestern")]) == (2, "archived first of 2 copies without a date")


def test_times_are_compared_across_offsets() -> None:
    copies = [Copy(1, "2024-05-01T09:00:00+08:00"), Copy(2, "2024-05-01T02:00:00+00:00")]
    assert origin(copies).article_id == 1


def test_a_story_has_copies() -> None:
    assert origin([EARLY]) == (7, "the only copy")
    with pytest.raises(ValueError, match="at least one copy"):
        origin([])


COPIES = st.builds(
    Copy,
    st.integers(1, 50),
    st.sampled_from([None, "2024-05-01", "2024-05-01T08:00:00+08:00", "2024-05-02T08:00:00", "2024", "soon"]),
    st.sampled_from([None, "工人报", "青禾工人报", "网"]),
    st.sampled_from([None, "", "青禾工人报", "白沙网"]),
    st.frozensets(st.integers(1, 50), max_size=3),
)


@given(st.lists(COPIES, min_size=1, max_size=6, unique_by=lambda copy: copy.article_id), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_copies_does_not_matter(copies: list[Copy], dice: random.Random) -> None:
    found = origin(copies)
    assert origin(dice.sample(copies, len(copies))) == found
    assert found.article_id in {copy.article_id for copy in copies}
