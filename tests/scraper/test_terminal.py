import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive_command import table
from scraper.terminal import Paint, pad, paint_for, shorten, width


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("工会", 4), ("ＡＢ，", 6), ("e\u0301", 1), ("“工”", 4), ("ｱ", 1)]
)
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(pad(text, 8)) == width(pad(text, 8, right=True)) == 8


@given(st.text(max_size=20), st.integers(1, 12))
def test_shortened_text_fits(text: str, columns: int) -> None:
    assert width(shorten(text, columns)) <= columns
    assert shorten(text, width(text) + 1) == text


def test_columns_of_a_table_begin_below_each_other() -> None:
    lines = table(("site", "title", "size"), [("工人日报", "a", 7), ("x", "送清凉", 12)]).split("\n")
    assert len({width(line) for line in lines}) == 1
    assert [width(line[: line.index(word)]) for line, word in zip(lines, ("title", "a", "送"), strict=True)] == [10] * 3
    assert lines[1].endswith("   7")


def test_colours_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert paint_for(Terminal()).on
    assert not paint_for(io.StringIO()).on
    monkeypatch.setenv("NO_COLOR", "1")
    assert not paint_for(Terminal()).on
    assert Paint(on=False)("red", "工") == "工"
    assert Paint(on=True)("red", "工") == "\x1b[31m工\x1b[0m"
