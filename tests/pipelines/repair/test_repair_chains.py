"""Texts that were read in a wrong charset."""

import json
from pathlib import Path

import pytest

from pipelines.repair import repair, replay
from pipelines.repair.damage import misread

CASES = Path(__file__).resolve().parents[2] / "cases" / "repair"
PAGES: dict[str, list[str]] = json.loads((CASES / "pages.json").read_text(encoding="utf-8"))
EXACT = [
    ("simplified", "gbk", "latin-1"),
    ("traditional", "gbk", "cp1252"),
    ("simplified", "utf-8", "latin-1"),
    ("traditional", "utf-8", "cp1252"),
    ("traditional", "big5", "gb18030"),
]


def page_of(script: str, charset: str, form: str) -> str:
    lines = PAGES[script]
    if form == "source":
        lines = [f'<p class="text" title="{line[:6]}">{line}</p>' for line in lines]
    return "\n".join(lines).encode(charset, "replace").decode(charset)


@pytest.mark.parametrize("form", ["text", "source"])
@pytest.mark.parametrize(("script", "written", "read"), EXACT)
def test_what_lost_nothing_is_inverted_exactly(script: str, written: str, read: str, form: str) -> None:
    page = page_of(script, written, form)
    damaged = misread(page, written, read)
    repaired = repair(damaged)
    assert damaged != page
    assert repaired.text == page
    assert all(fix.lost == 0 for fix in repaired.fixes)
    assert replay(damaged, repaired.fixes) == page
    assert repair(page).text == page


@pytest.mark.parametrize("read", ["latin-1", "cp1252"])
def test_utf8_read_wrongly_twice_is_inverted_exactly(read: str) -> None:
    page = page_of("simplified", "utf-8", "source")
    assert repair(misread(misread(page, "utf-8", read), "utf-8", read)).text == page


@pytest.mark.parametrize("script", PAGES)
def test_utf8_read_as_gb18030_is_nearly_whole(script: str) -> None:
    page = page_of(script, "utf-8", "text")
    damaged = misread(page, "utf-8", "gb18030")
    repaired = repair(damaged)
    assert len(repaired.text) == len(page)
    assert sum(a != b for a, b in zip(repaired.text, page, strict=True)) <= 0.015 * len(page)
    assert sum(fix.guessed + fix.lost for fix in repaired.fixes) > 0
    assert replay(damaged, repaired.fixes) == repaired.text


def test_gbk_read_as_big5_comes_back_where_it_was_readable() -> None:
    page = page_of("simplified", "gb18030", "text")
    repaired = repair(misread(page, "gb18030", "big5hkscs"))
    whole = set(repaired.text.splitlines()) & set(page.splitlines())
    assert len(whole) >= 3
    assert repaired.fixes[0].lost > 0


def test_one_misread_piece_on_a_healthy_page_is_mended() -> None:
    page = page_of("simplified", "utf-8", "source")
    for written, read in (("utf-8", "latin-1"), ("gbk", "cp1252"), ("utf-8", "gb18030")):
        title = misread("青石市总工会的新闻", written, read)
        assert repair(f"<title>{title}</title>{page}").text.startswith("<title>青石市总工会的新闻</title>")


def test_private_use_characters_get_their_home() -> None:
    assert repair("会议在\ue816山召开，\ue7c7也在").text == "会议在\U00020087山召开，ḿ也在"
    traditional = "香港職工會聯盟舉辦講座，會員\uf0cb參加"
    (fix,) = repair(traditional).fixes
    assert (fix.kind, fix.certain + fix.lost) == ("private_use", 1)


def test_what_is_lost_is_flagged_and_left() -> None:
    text = "全市锟斤拷锟斤拷工会\ufffd\ufffd召开大会"
    repaired = repair(text)
    assert repaired.text == text
    assert [(fix.kind, fix.lost) for fix in repaired.fixes] == [("bytes_lost", 2)]
