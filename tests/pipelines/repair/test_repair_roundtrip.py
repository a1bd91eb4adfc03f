"""UTF-8 pages that went through a GBK converter, mended from bytes and from text."""

import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from archive.records import Fix
from pipelines.repair import repair, repair_bytes, replay
from pipelines.repair.damage import gbk_pair, php_gbk

CASES = Path(__file__).resolve().parents[2] / "cases" / "repair"
PAGES: dict[str, list[str]] = json.loads((CASES / "pages.json").read_text(encoding="utf-8"))


def page_of(paragraphs: list[str], marks: str = "，：") -> str:
    body = "\n".join(
        "<p><span>" + re.sub(f"([{marks}])", r"</span>\1<span>", paragraph) + "</span></p>" for paragraph in paragraphs
    )
    head = f'<title>{paragraphs[0][:12]}</title><meta name="description" content="{paragraphs[1][:9]}">'
    return f"<!DOCTYPE html><html><head>{head}</head><body><h1>{paragraphs[0][:12]}</h1>\n{body}</body></html>"


def places(body: bytes) -> dict[int, tuple[bytes, bytes]]:
    """Where the converter changed a pair: offset in its output → the pair and what became of it."""
    found, offset, lead = {}, 0, 0
    for byte in body:
        if lead:
            out = gbk_pair(lead, byte)
            if out != bytes((lead, byte)):
                found[offset] = (bytes((lead, byte)), out)
            offset, lead = offset + len(out), 0
        elif byte <= 0x80:
            offset += 1
        else:
            lead = byte
    return found


def wrong_characters(found: str, wanted: str) -> int:
    codes = SequenceMatcher(None, found, wanted, autojunk=False).get_opcodes()
    return sum(max(code[2] - code[1], code[4] - code[3]) for code in codes if code[0] != "equal")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("中工网</title>", "中工罐/title>"),
        ("，</span>", "＋/span>"),
        ("。</span>", "、/span>"),
        ("：<span>", "９span>"),
        ("工匠”50名工", "工匠?0名工"),
        ("总工会\n", "总工\n"),
    ],
)
def test_the_model_does_what_the_web_did(before: str, after: str) -> None:
    assert php_gbk(before.encode()).decode("utf-8", "ignore") == after


@pytest.mark.parametrize("script", PAGES)
def test_pages_are_mended_from_bytes(script: str) -> None:
    certain = tag = tag_right = 0
    for marks in ("，：", "，。", "、", "“”", "，。：、“”", "的和", "了在"):
        body = page_of(PAGES[script], marks).encode()
        damaged = php_gbk(body)
        repaired = repair_bytes(damaged)
        (fix,) = repaired.fixes
        edits = {edit.start: edit.replacement.encode("latin-1") for edit in fix.edits}
        for offset, (pair, out) in places(body).items():
            if len(out) == 2:
                certain += 1
                assert edits[offset] == pair
            elif pair.endswith(b"<"):
                tag += 1
                tag_right += edits[offset] == pair
        assert replay(damaged.decode("latin-1"), repaired.fixes).encode("latin-1") == repaired.body
        assert repair_bytes(repaired.body).body == repaired.body
    assert certain > 200
    assert tag > 10
    assert tag_right >= 0.75 * tag


@pytest.mark.parametrize("script", PAGES)
def test_an_eaten_quote_comes_back(script: str) -> None:
    body = page_of(PAGES[script]).encode()
    repaired = repair_bytes(php_gbk(body)).body.decode("utf-8", "replace")
    assert re.search(f'content="{PAGES[script][1][:8]}.?"></head>', repaired)


@pytest.mark.parametrize("script", PAGES)
@pytest.mark.parametrize("bare", [False, True], ids=["source", "text"])
def test_pages_are_mended_from_text(script: str, bare: bool) -> None:  # noqa: FBT001 - a parameter of the test
    page = page_of(PAGES[script])
    damaged, wanted = php_gbk(page.encode()).decode("utf-8", "ignore"), page
    if bare:
        damaged, wanted = (re.sub("<[^>]*>", "", text) for text in (damaged, page))
        wanted = wanted.replace(PAGES[script][0][:12], PAGES[script][0][:12] + "\n", 1)
    repaired = repair(damaged)
    assert repaired.fixes[0].certain > 40
    assert wrong_characters(repaired.text, wanted) <= 5
    assert replay(damaged, repaired.fixes) == repaired.text


def test_punctuation_that_nfkc_folded_comes_back() -> None:
    damaged = "经济稳步回升+/span>职工收入提高、/span>\n来源9span>青石工罐/span>\n(/span>完、/span>大会召开亅/p>"
    assert repair(damaged).text == "经济稳步回升，职工收入提高。\n来源：青石工网\n）完。大会召开了"


def test_what_a_question_mark_swallowed_is_counted_not_invented() -> None:
    damaged = "培育工匠精祝/span>、/span>评选工匠?0名、/span>全市会员提卆/span>、/span>"
    (fix,) = repair(damaged).fixes
    assert "工匠?0名" in repair(damaged).text
    assert (fix.certain, fix.lost) == (5, 1)


def test_fixes_are_plain_records() -> None:
    (fix,) = repair_bytes(php_gbk("<p>工会新闻网</p><p>第二段，<b>好</b></p>".encode())).fixes
    assert isinstance(fix, Fix)
    assert fix.kind == "utf8_through_gbk_bytes"


def test_a_character_comes_back_without_the_digit_that_went_with_it() -> None:
    often = "<p>中华全国总工会发布通知，各级工会组织认真学习，总工会主席到会讲话。</p>" * 3
    healthy = f"<html><body>{often}<p>省总工会\n</p><p>市总工会2家，县总工会1家</p>{often}</body></html>"
    damaged = php_gbk(healthy.encode())
    mended = repair_bytes(damaged)
    text = mended.body.decode("utf-8", "replace")
    assert "总工会" in text
    assert text.count("总工会\ufffd") >= 1, "the digit is lost, and said to be"
    assert mended.fixes[0].lost >= 1
    assert "总工会2" not in text, "no digit is invented"
    assert replay(damaged.decode("latin-1"), mended.fixes) == mended.body.decode("latin-1")
