"""Healthy text is left alone, nothing raises, and what was done can be done again."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.repair import Repaired, repair, repair_bytes, replay
from pipelines.repair.damage import misread, php_gbk

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases" / "repair"
SHARED = ROOT.parent / "shared"
HEALTHY = {case["name"]: case["text"] for case in json.loads((CASES / "negative.json").read_text(encoding="utf-8"))}
WILD = json.loads((CASES / "wild.json").read_text(encoding="utf-8"))
KNOWN_FAILURES = json.loads((CASES / "known_failures.json").read_text(encoding="utf-8"))
STRANGE = st.text(
    alphabet=st.sampled_from("工會产网?！<>/span()āǎè\ufffd锟斤拷涓浗Ã¤ÖÐい瓣\ue143\ue7c7|县, \n"), max_size=80
)
ANY = st.one_of(st.text(max_size=200), STRANGE)


@pytest.mark.parametrize("name", HEALTHY)
def test_healthy_text_is_left_alone(name: str) -> None:
    text = HEALTHY[name]
    assert repair(text) == Repaired(text)
    for charset in ("utf-8", "gb18030", "utf-16"):
        body = text.encode(charset)
        assert repair_bytes(body).body == body


@pytest.mark.parametrize("case", WILD, ids=lambda case: str(case["name"]))
def test_damage_as_it_is_found(case: dict[str, str]) -> None:
    assert repair(case["damaged"]).text == case["repaired"]


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=pytest.mark.xfail(reason=case["reason"])) for case in KNOWN_FAILURES],
    ids=lambda case: str(case["name"]),
)
def test_known_failures(case: dict[str, str]) -> None:
    assert repair(case["damaged"]).text == case["repaired"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the evaluation pages lie beside the project and are not part of it")
def test_healthy_pages_are_left_alone() -> None:
    pages = sorted((SHARED / "eval" / "extraction" / "pages").glob("*.html"))
    assert pages
    for path in pages:
        body = path.read_bytes()
        text = body.decode("utf-8", "replace")
        assert repair(text).text == text, path.name
        for charset in ("utf-8", "gb18030", "big5"):
            body = text.encode(charset, "ignore")
            assert repair_bytes(body).body == body, path.name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the damaged examples lie beside the project and are not part of it")
def test_the_two_known_damaged_pages() -> None:
    injected, converted = (next((SHARED / "seeds").glob(f"{name}_*.txt")) for name in ("001", "002"))
    repaired = repair(injected.read_text(encoding="utf-8"))
    assert sum(fix.certain for fix in repaired.fixes if fix.kind == "pinyin_annotations") == 433
    assert [fix.certain + fix.guessed for fix in repaired.fixes if fix.kind == "pinyin_mangled_spots"] == [4]
    assert "(地)" in repaired.text
    assert repaired.text.count("(") == 2
    assert "|" not in repaired.text
    repaired = repair(converted.read_text(encoding="utf-8"))
    fix = repaired.fixes[0]
    assert (fix.certain, fix.guessed + fix.lost) == (177, 37)
    assert "span>" not in repaired.text


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_any_text_survives_and_replays(text: str) -> None:
    repaired = repair(text)
    assert replay(text, repaired.fixes) == repaired.text
    for fix in repaired.fixes:
        ends = [0, *(edit.end for edit in fix.edits)]
        assert all(edit.start >= end for edit, end in zip(fix.edits, ends, strict=False))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), ANY.map(lambda text: php_gbk(text.encode("utf-8", "replace")))))
def test_any_bytes_survive_and_replay(body: bytes) -> None:
    repaired = repair_bytes(body)
    assert replay(body.decode("latin-1"), repaired.fixes).encode("latin-1") == repaired.body


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*HEALTHY.values()]), min_size=1, max_size=4), st.booleans())
def test_mended_text_needs_no_more(texts: list[str], twice: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    damaged = misread("\n".join(texts), "utf-8", "latin-1")
    repaired = repair(misread(damaged, "utf-8", "latin-1") if twice else damaged)
    assert repair(repaired.text).text == repaired.text


REPEATED = ["工?/span>", "罐/span>", "产(chǎn)", "產(chǎn)工?！爱", "Ã¤Â", "ÖÐ'", "涓浗�", "い瓣", "青石市|", "a|", "<"]


@pytest.mark.parametrize("text", REPEATED)
def test_cost_grows_with_length(text: str) -> None:
    def seconds(count: int) -> float:
        damaged = text * (count // len(text))
        started = time.perf_counter()
        repair(damaged)
        repair_bytes(damaged.encode())
        return time.perf_counter() - started

    repair(text)
    small = min(seconds(20_000) for _ in range(2))
    assert seconds(160_000) < 40 * small + 0.5
