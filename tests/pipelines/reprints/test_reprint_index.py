import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from benchmarks.notices import KINDS, cut, excerpt, mix, notice, retitled, story
from pipelines.reprints import Relation, ReprintIndex
from pipelines.reprints.relation import SAME_STORY

Tables = Callable[[Path], dict[str, list[tuple[object, ...]]]]
SEEDS = range(12)
TO_TAIWAN = OpenCC("s2twp")
TONES = {"工": "gōng", "会": "huì", "在": "zài", "是": "shì", "为": "wéi", "和": "hé", "的": "de", "上": "shàng"}


def annotated(text: str) -> str:
    return "".join(f"{character}（{TONES[character]}）" if character in TONES else character for character in text)


def garbled(text: str) -> str:
    """A text with a fifth read in the wrong encoding and a few characters lost."""
    start = len(text) // 3
    middle = text[start : start + len(text) // 5].encode("gb18030").decode("latin-1")
    return text[:start].replace("大", "\ufffd") + middle + text[start + len(text) // 5 :]


VARIANTS = {
    "whole": lambda text: text.replace("。", " ．\n"),
    "retitled": lambda text: retitled(text, 4),
    "cut": lambda text: cut(text, 0.6),
    "excerpt": lambda text: excerpt(text, 0.4),
    "script": TO_TAIWAN.convert,
    "pinyin": annotated,
    "mojibake": garbled,
    "reordered": lambda text: text[len(text) // 2 :] + text[: len(text) // 2],
}


def kinds(relations: list[Relation]) -> dict[int, str]:
    return {relation.other: relation.kind for relation in relations}


@pytest.fixture
def world(tmp_path: Path) -> SimpleNamespace:
    """A dozen stories in an index that has been closed and opened again."""
    path = tmp_path / "reprints.db"
    with ReprintIndex(path) as index:
        originals = {seed: index.add(story(seed), key=f"story {seed}", day="2024-05-01")[0] for seed in SEEDS}
    return SimpleNamespace(path=path, originals=originals)


@pytest.mark.parametrize("name", VARIANTS)
def test_variants_are_recognised_after_a_restart(world: SimpleNamespace, name: str) -> None:
    expected = {"cut": {"part_of"}, "excerpt": {"part_of"}, "mojibake": {"reprint", "contains"}}.get(name, {"reprint"})
    with ReprintIndex(world.path) as index:
        for seed, original in world.originals.items():
            number, relations = index.add(VARIANTS[name](story(seed)))
            assert [relation.other for relation in relations] == [original], f"story {seed}"
            assert relations[0].kind in expected
            assert index.story(number) == [original, number]
            assert max(relations[0].coverage, relations[0].other_coverage) > 0.7


def test_a_longer_version_contains_the_shorter(world: SimpleNamespace) -> None:
    with ReprintIndex(world.path) as index:
        _, (relation,) = index.add(story(0) + story(50, 1200))
        assert (relation.other, relation.kind) == (world.originals[0], "contains")
        assert relation.coverage < 0.7 < relation.other_coverage


def test_a_roundup_contains_stories_without_joining_them(world: SimpleNamespace) -> None:
    with ReprintIndex(world.path) as index:
        for seed in (0, 1, 2):
            index.add(retitled(story(seed), 7))
        roundup, relations = index.add("一周要闻\n" + "\n".join(cut(story(seed), 0.9) for seed in (0, 1, 2)))
        found = kinds(relations)
        assert all(found[world.originals[seed]] == "contains" for seed in (0, 1, 2))
        named = index.stories()
        assert len({named[world.originals[seed]] for seed in (0, 1, 2)} | {named[roundup]}) == 4
        assert index.story(roundup) == [roundup]
        assert all(named[number] == min(index.story(number)) for number in named)


def test_unrelated_texts_are_unrelated(world: SimpleNamespace) -> None:
    with ReprintIndex(world.path) as index:
        for text in (story(900), notice("aid", 1), "工会", "", "，。！"):
            assert index.add(text)[1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_serial_notices_are_not_merged(kind: str) -> None:
    """At most 1 in 100, though half are of one town; a reprint of any of them is found among the others."""
    merged = missed = 0
    with ReprintIndex(":memory:") as index:
        for seed in range(100):
            text = notice(kind, seed, "临江市" if seed % 2 else None)
            original, relations = index.add(text)
            merged += any(relation.kind in SAME_STORY for relation in relations)
            assert seed == 0 or relations
            same = [relation.other for relation in index.add(retitled(text, seed))[1] if relation.kind in SAME_STORY]
            merged += same not in ([original], [])
            missed += original not in same
    assert merged <= 1
    assert missed <= 1


def test_short_identical_texts_are_reprints() -> None:
    with ReprintIndex(":memory:") as index:
        first, _ = index.add("工会3月12日放假")
        number, relations = index.add("工會三月十二日放假")
        assert relations == [Relation(first, "reprint", 1.0, 1.0)]
        assert index.add("工会3月13日放假")[1] == []
        assert index.stories()[number] == first


def test_an_equal_text_has_the_relations_of_its_twin(world: SimpleNamespace) -> None:
    with ReprintIndex(world.path) as index:
        part, _ = index.add(cut(story(0), 0.6))
        twin, relations = index.add(story(0))
        assert kinds(relations) == {world.originals[0]: "reprint", part: "contains"}
        assert index.story(twin) == [world.originals[0], part, twin]


def test_what_is_removed_leaves_no_trace(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "reprints.db"
    documents = [document.text for document in mix(150, seed=3)]
    with ReprintIndex(path) as index:
        for text in documents[:100]:
            index.add(text)
        stories = index.stories()
    before = tables(path)
    with ReprintIndex(path) as index:
        added = [index.add(text)[0] for text in documents[100:]]
    assert tables(path) != before
    with ReprintIndex(path) as index:
        for number in random.Random(1).sample(added, len(added)):
            index.remove(number)
        assert index.stories() == stories
    assert tables(path) == before
    with ReprintIndex(path) as index:
        for number in range(1, 101):
            index.remove(number)
    assert {name: rows for name, rows in tables(path).items() if rows} == {}


def test_of_equal_texts_any_can_be_removed() -> None:
    with ReprintIndex(":memory:") as index:
        first, second, third = (index.add(story(1))[0] for _ in range(3))
        index.remove(first)
        assert kinds(index.add(retitled(story(1), 2))[1]) == dict.fromkeys((second, third), "reprint")
        index.remove(second)
        index.remove(third)
        assert len(index.stories()) == 1


def test_a_changed_text_is_removed_and_added() -> None:
    with ReprintIndex(":memory:") as index:
        index.add(story(1), id=40)
        index.add(story(2), id=41)
        index.remove(40)
        assert kinds(index.add(story(2), id=40)[1]) == {41: "reprint"}
        assert index.stories() == {40: 40, 41: 40}


@given(st.lists(st.integers(0, 11), min_size=2, max_size=6, unique=True), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_relations_do_not_depend_on_who_came_first(seeds: list[int], dice: random.Random) -> None:
    texts = [VARIANTS[name](story(seed, 500)) for seed in seeds for name in ("whole", "cut", "retitled")]

    def related(order: list[str]) -> set[tuple[frozenset[tuple[str, float, str]], int]]:
        with ReprintIndex(":memory:") as index:
            found = set()
            numbers: dict[int, str] = {}
            for text in order:
                number, relations = index.add(text)
                numbers[number] = text
                for relation in relations:
                    reverse = {"part_of": "contains", "contains": "part_of"}.get(relation.kind, relation.kind)
                    here = (text, relation.coverage, relation.kind)
                    there = (numbers[relation.other], relation.other_coverage, reverse)
                    found.add((frozenset((here, there)), relation.conflicts))
            return found

    assert related(texts) == related(dice.sample(texts, len(texts)))


PIECES = [story(seed, 200) for seed in range(5)]


@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join), min_size=2, max_size=10),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_what_is_removed_changes_nothing_between_the_others(texts: list[str], data: st.DataObject) -> None:
    """Texts of shared pieces: overlapping cuts, boilerplate, roundups; any of them may be the one that goes."""
    gone = data.draw(st.sets(st.integers(1, len(texts)), max_size=len(texts) - 1))
    probe = texts[0] + PIECES[4]
    with ReprintIndex(":memory:") as index, ReprintIndex(":memory:") as fresh:
        for number, text in enumerate(texts, 1):
            index.add(text, id=number)
            if number not in gone:
                fresh.add(text, id=number)
        for number in gone:
            index.remove(number)
        assert index.stories() == fresh.stories()
        assert index.add(probe, id=99) == fresh.add(probe, id=99)
        for number in set(range(1, len(texts) + 1)) - gone:
            index.remove(number)
            fresh.remove(number)
            assert index.add(texts[number - 1], id=number) == fresh.add(texts[number - 1], id=number)
            assert index.stories() == fresh.stories()


def test_errors_name_the_cure() -> None:
    with ReprintIndex(":memory:") as index:
        index.add("工会", id=7)
        with pytest.raises(ValueError, match=r"remove\(7\) first"):
            index.add("工会送清凉", id=7)
        with pytest.raises(KeyError, match="only what was added"):
            index.remove(8)
        with pytest.raises(KeyError, match="add it first"):
            index.story(8)
        assert index.stories() == {7: 7}


def test_inside_an_archive_the_caller_commits(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "archive.db"
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    index = ReprintIndex(connection)
    index.add(story(1), id=500)
    connection.commit()
    kept = tables(path)
    number, relations = index.add(retitled(story(1), 1), id=600)
    assert (number, kinds(relations)) == (600, {500: "reprint"})
    assert tables(path) == kept
    connection.rollback()
    assert index.add(retitled(story(1), 1), id=600)[0] == 600
    index.close()
    connection.commit()
    connection.close()
    assert [row[0] for row in tables(path)["reprint_documents"]] == [500, 600]
