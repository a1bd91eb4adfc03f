from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.notices import story
from pipelines.reprints.alignment import align
from pipelines.reprints.evidence import weigh
from pipelines.reprints.fingerprints import expected, fingerprints
from pipelines.reprints.relation import judge
from pipelines.reprints.sketch import LONGEST, Sketch, sketch_of, unpacked

WORDS = st.sampled_from([story(seed, 40) for seed in range(8)] + ["", "12人", "工会", "\U00020000", "2024年5月1日"])
TEXTS = st.lists(WORDS, max_size=14).map("".join)


def sketch(text: str) -> Sketch:
    return sketch_of(text)[0]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_packing_loses_nothing(text: str) -> None:
    whole = sketch(text)
    assert unpacked(whole.packed(), whole.packed_numbers(), len(whole)) == whole


def test_numbers_far_apart_are_packed() -> None:
    whole = sketch(f"1人{'工会送清凉' * 100}2人{'工会送清凉' * 51}3人")
    assert len(whole.positions) == 3
    assert unpacked(whole.packed(), whole.packed_numbers(), len(whole)) == whole


def test_digests_tell_what_the_match_key_tells() -> None:
    digest = sketch_of("三月十二日，工会送清凉")[1]
    assert sketch_of("3月12日工會送清涼！")[1] == digest
    assert sketch_of("3月13日工会送清凉")[1] != digest
    assert sketch_of("3月12日工会送温暖")[1] != digest


def test_a_shared_passage_shares_a_fingerprint() -> None:
    passage = story(1, 110)
    for seed in range(30):
        one = fingerprints(sketch(story(100 + seed, 600) + passage + story(200 + seed, 600)))
        other = fingerprints(sketch(story(300 + seed, 600) + passage + story(400 + seed, 600)))
        assert set(one) & set(other)


def test_fingerprints_are_few() -> None:
    for length in (20, 100, 900, 20_000, 60_000):
        count = len(fingerprints(sketch(story(5, length))))
        assert 1 <= count <= 900
        assert 0.5 <= count / expected(length) <= 2
    assert len(fingerprints(sketch("工会为职工送去清凉，" * 5000))) <= 10
    assert fingerprints(sketch("工会")) == []


def test_a_book_is_sketched_in_part() -> None:
    assert len(sketch(story(3, LONGEST + 20_000))) == LONGEST


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_passages_are_equal_and_one_to_one(one: str, other: str) -> None:
    here, there = sketch(one), sketch(other)
    used: tuple[set[int], set[int]] = (set(), set())
    for block in align(here, there):
        for side, start in zip(used, block[:2], strict=True):
            places = range(start, start + block.length)
            assert not side.intersection(places)
            side.update(places)
        whole = block.length - 3
        assert here.grams[block.here : block.here + whole] == there.grams[block.there : block.there + whole]
    assert max(used[0], default=-1) < len(here)
    assert max(used[1], default=-1) < len(there)


def test_moved_passages_are_found() -> None:
    first, second = story(1, 200), story(2, 300)
    here, there = sketch(first + second), sketch(second + first)
    assert sum(block.length for block in align(here, there)) >= 0.98 * len(here)


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_evidence_is_the_same_from_both_sides(one: str, other: str) -> None:
    seen, reverse = weigh(sketch(one), sketch(other)), weigh(sketch(other), sketch(one))
    if seen is None or reverse is None:
        assert seen is reverse
        return
    assert reverse == seen._replace(length=seen.other_length, other_length=seen.length)
    assert {judge(seen), judge(reverse)} in ({"part_of", "contains"}, {judge(seen)})
    assert 0 < seen.coverage <= 1
    assert 0 < seen.other_coverage <= 1


def test_conflicts_are_counted_where_the_words_agree() -> None:
    text = "工会走访慰问35名职工，送去毛巾200条，绿豆60袋，防暑药品900份，叮嘱企业配足休息场所，错开正午时段。"
    seen = weigh(sketch(text), sketch(text.replace("200", "三百").replace("60", "六十")))
    assert seen is not None
    assert (seen.conflicts, seen.agreements) == (1, 3)
