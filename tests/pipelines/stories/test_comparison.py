import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.comparison import differences, in_one_script, units

TEXT = "工会说：“今年要办十件实事。”职工叫好！\nPay rose by 3.5 percent. Members voted.\n\n　第三段没有句号"


def test_sentences_keep_their_closing_marks() -> None:
    assert units(TEXT, "sentence") == [
        "工会说：“今年要办十件实事。”",
        "职工叫好！",
        "Pay rose by 3.5 percent.",
        "Members voted.",
        "第三段没有句号",
    ]


def test_paragraphs_are_lines() -> None:
    assert units(TEXT, "paragraph") == [
        "工会说：“今年要办十件实事。”职工叫好！",
        "Pay rose by 3.5 percent. Members voted.",
        "第三段没有句号",
    ]


@given(st.text(alphabet="工会。！？.;\n” a", max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_character_is_dropped(text: str) -> None:
    assert "".join("".join(units(text, "sentence")).split()) == "".join(text.split())


@pytest.mark.parametrize("filler", ["工", "。", "a.", " ", "”"])
def test_cutting_into_sentences_is_linear(filler: str) -> None:
    begun = time.process_time()
    units(filler * 200_000, "sentence")
    assert time.process_time() - begun < 20, "a quadratic rule takes hours"


def test_script_alone_is_no_difference() -> None:
    one, other = in_one_script("工会为职工办实事。", "工會為職工辦實事。")
    assert differences(units(one, "sentence"), units(other, "sentence")) == []


def test_a_changed_sentence_stands_in_its_context() -> None:
    old, new = ["一。", "二。", "三。"], ["一。", "两。", "三。"]
    assert differences(old, new) == ["@@ -1,3 +1,3 @@", " 一。", "-二。", "+两。", " 三。"]
