"""Readings injected by a cloaking script: stripped, with the spots that it mangled and the list that it appended."""

import json
from pathlib import Path

import pytest

from pipelines.repair import repair, replay
from pipelines.repair.damage import inject_pinyin, readings_of

CASES = Path(__file__).resolve().parents[2] / "cases" / "repair"
TEXT = "\n".join(json.loads((CASES / "pages.json").read_text(encoding="utf-8"))["traditional"])
LISTED = "總啟動難職幫萬計劃訪業為兩問慰錢廠車間來對談說現會區紡織聽應責實據設論學國產發個種報請開"
PLACES = ["青石市", "臨江县", "白沙区", "论坛", "松岭县"] * 8


def test_injected_readings_go_and_the_text_is_whole() -> None:
    damaged = inject_pinyin(TEXT, readings_of(LISTED), PLACES)
    repaired = repair(damaged)
    assert damaged.count("(") > 80
    assert repaired.text == TEXT
    assert {fix.kind for fix in repaired.fixes} >= {"spam_tail", "pinyin_annotations"}
    assert replay(damaged, repaired.fixes) == repaired.text
    assert repair(repaired.text).fixes == ()


@pytest.mark.parametrize(
    ("spot", "looks_like"),
    [
        ("今天的日報", "今天的日?qǐng)?bào)"),
        ("結束。“產改", "?！爱a(chǎn)改"),
        ("內部。”黑龍江省總工會", "?！焙邶埥"),
        ("一步。”黑龍江省人大常委會", "舜蟪Ｎ瘯?huì)"),
        ("讀完。《工人日報》說", "?豆と"),
    ],
)
def test_mangled_spots_are_restored(spot: str, looks_like: str) -> None:
    text = TEXT + "\n" + spot + "副主任也在場。"
    damaged = inject_pinyin(text, readings_of(LISTED))
    assert looks_like.lstrip("?！") in damaged
    assert repair(damaged).text == text


def test_spots_that_nfkc_folded_are_restored() -> None:
    text = TEXT + "\n內部。”黑龍江省人大常委會通過。“產改”繼續。"
    damaged = inject_pinyin(text, readings_of(LISTED)).replace("！", "!").replace("Ｎ", "N")
    assert repair(damaged).text == text


def test_real_brackets_stay() -> None:
    text = TEXT + "\n各市(地)工會每年報告一次(ngbjxym)，責任編輯(張三)。"
    assert repair(inject_pinyin(text, readings_of(LISTED))).text == text


def test_markup_stays() -> None:
    page = "".join(f"<p class='a'>{line}</p>" for line in TEXT.splitlines())
    assert repair(inject_pinyin(page, readings_of(LISTED))).text == page


def test_a_list_of_places_alone_is_no_spam() -> None:
    text = TEXT + "\n" + "| ".join(PLACES)
    assert repair(text).text == text
