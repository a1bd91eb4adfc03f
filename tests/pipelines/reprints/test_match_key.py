import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reprints import match_key
from pipelines.reprints.numerals import numbered, value

PLAIN = "工会为职工送去软件和网络培训，网民们给予好评。"
TEXTS = st.text(max_size=80) | st.text(
    "工會软體尼日着著塔吉克文件檔案程式（lǐ）(de)12十 &;éǰİßﬀ①ｱ\u0301\ud800", max_size=40
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_is_idempotent_and_plain(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert all(character.isalnum() for character in key)
    assert numbered(text).stream.isalnum() or not numbered(text).stream


@pytest.mark.parametrize(
    "variant",
    [
        "工會為職工送去軟體和網路培訓，網民們給予好評。",
        "工会为职工送去软件和网络培训网民们给予好评",
        "工会为 职工 送去\n\n软件和网络培训,网民们给予好评.",
        "工（gōng）会为职工（zhí gōng）送去软件和网络培训，网民们（men）给予好评。",
        "工会&nbsp;为职工送去软件和网络培训，&#32593;民们给予好评。",
    ],
    ids=["traditional", "bare", "spaced", "annotated", "entities"],
)
def test_what_does_not_matter_disappears(variant: str) -> None:
    assert match_key(variant) == match_key(PLAIN)


def test_mainland_texts_keep_their_words() -> None:
    assert match_key("尼日尔的程式化文件") == "尼日尔的程式化文件"


def test_brackets_that_are_no_annotation_stay() -> None:
    assert match_key("公司(le)开业（ABC集团）") == "公司le开业abc集团"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("三千五百", "3500"),
        ("两万三千", "23000"),
        ("一亿二千万", "120000000"),
        ("二〇二四", "2024"),
        ("零", "0"),
        ("007", "7"),
        pytest.param("一" + "亿" * 900, "一" + "亿" * 900, id="no number"),
    ],
)
def test_numerals_have_one_value(number: str, expected: str) -> None:
    assert value(number) == expected


def test_dates_are_the_same_in_every_style() -> None:
    styles = ["2024-05-01发布", "２０２４／５／１发布", "2024年5月1日发布", "二〇二四年五月一日发布"]
    assert len({str(numbered(style)) for style in styles}) == 1
    assert numbered(styles[0]).values == ["2024", "5", "1"]


def test_slots_stand_where_the_numbers_stood() -> None:
    stream, positions, values = numbered("慰问职工35名，送去第三批物资，统一发放")
    assert stream == "慰问职工0名送去第0批物资统一发放"
    assert [stream[position] for position in positions] == ["0", "0"]
    assert values == ["35", "3"]
