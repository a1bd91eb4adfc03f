"""What changed between two texts: nothing is left out, edits are readable, hostile text takes bounded time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.views import changes
from archive.views.changes import Paragraph, compare, compare_line

TEXT = st.text(st.sampled_from("工会职代大。，ab 12\n"), max_size=60)


def marked(paragraph: Paragraph) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[run.kind].format(run.text) for run in paragraph.runs)


def side(paragraphs: list[Paragraph], without: str) -> str:
    own = [paragraph for paragraph in paragraphs if paragraph.kind != without]
    return "\n".join("".join(run.text for run in paragraph.runs if run.kind != without) for paragraph in own)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("会议由主席王某某主持。", "会议由副主席李某某主持。", ["会议由[+副+]主席[-王-][+李+]某某主持。"]),
        ("共有120名代表参加会议。", "共有132名代表参加会议。", ["共有[-120-][+132+]名代表参加会议。"]),
        ("工会决定下月起罢工三天。", "工会决定下月起罢工三天。", ["工会决定下月起罢工三天。"]),
        (
            "Workers at the plant won 5.5 percent more.",
            "Workers at the plant won 7.5 percent less.",
            ["Workers at the plant won [-5.5-][+7.5+] percent [-more-][+less+]."],
        ),
        (
            "第一段。\n第二段说明。",
            "第一段。\n中间插进来的话。\n第二段说明。",
            ["第一段。", "[+中间插进来的话。+]", "第二段说明。"],
        ),
        (
            "首段讲的是集体合同。\n次段讲的是工资。",
            "首段讲的是集体协商合同。",
            ["首段讲的是集体[+协商+]合同。", "[-次段讲的是工资。-]"],
        ),
        ("甲乙丙丁。", "完全是另外一些话", ["[-甲乙丙丁。-]", "[+完全是另外一些话+]"]),
    ],
)
def test_edits_are_readable(old: str, new: str, expected: list[str]) -> None:
    assert [marked(paragraph) for paragraph in compare(old, new)] == expected


def test_no_confetti() -> None:
    runs = compare_line("据了解的情况的确如此的话", "经查明的问题的根源复杂的人")
    assert len(runs) <= 4, "a lone 的 between changes joins no two texts"


@given(old=TEXT, new=TEXT)
@settings(max_examples=150, deadline=None)
def test_both_texts_can_be_read_off(old: str, new: str) -> None:
    paragraphs = compare(old, new)
    assert (side(paragraphs, "added"), side(paragraphs, "removed")) == (old, new)
    assert all((paragraph.kind == "changed") == (len({*paragraph.runs}) > 1) for paragraph in paragraphs)
    runs = compare_line(old, new)
    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "removed") == new


@pytest.mark.parametrize("unit", ["甲", "甲\n", "甲 乙"])
def test_hostile_texts_stay_within_the_budget(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts in which everything equals everything: the most work that a comparison can be given."""
    size = 3000
    old, new = unit * size, ("乙" + unit) * size
    spent: list[int] = []

    class Counted(changes.Budget):
        def allows(self, steps: int) -> bool:
            allowed = super().allows(steps)
            spent.append(steps if allowed else 0)
            return allowed

    monkeypatch.setattr(changes, "Budget", lambda: Counted(10_000))
    paragraphs = compare(old, new)
    assert sum(spent) <= 10_000
    assert (side(paragraphs, "added"), side(paragraphs, "removed")) == (old, new)
