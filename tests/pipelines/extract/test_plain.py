"""Text that somebody else extracted: the same weights, over lines."""

from pathlib import Path

import pytest

from benchmarks.phrases import HEADLINES, SENTENCES
from pipelines.extract import extract

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
TITLE = HEADLINES[0].format("夜校", 12)
TEXT = "\n\n".join(SENTENCES)


def test_lines_around_the_article_go() -> None:
    lines = f"""江湾职工网\n\n首页\n当前位置:首页 > 基层动态 > 正文\n\n{TITLE}\n\n发布日期:2023/2/23 17:35:46 浏览:73
来源:江湾日报\n\n{TEXT}
\n初审编辑:周立群\n责任编辑:许文静\n\n相关阅读\n\n  • {HEADLINES[1].format("比武", 3)}

  • {SENTENCES[3][:25]}\n\n版权所有 江湾职工网"""
    found = extract(lines, "", plain=True)
    assert found.text == "\n".join(SENTENCES)
    assert (found.title, found.source, found.editor, found.section) == (TITLE, "江湾日报", "周立群、许文静", "基层动态")
    assert found.published_at == "2023-02-23T17:35:46+08:00"


def test_a_first_line_may_be_the_document_title() -> None:
    found = extract(f"{TITLE} - 基层动态 - 江湾职工网\n菜单\n{TITLE}\n2022-09-13 13:47\n{TEXT}", "", plain=True)
    assert (found.title, found.published_at) == (TITLE, "2022-09-13T13:47+08:00")


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed documents lie outside of the project")
@pytest.mark.parametrize(
    ("name", "start", "want"),
    [
        ("000", "2月28日", {"source": "黑龙江日报", "published_at": None, "author": None,
                         "editor": None, "section": "故事"}),
        ("003", "近日", {"title": "让许昌涌现更多“大国工匠”", "published_at": "2023-02-23T17:35:46+08:00",
                       "section": "企业单位"}),
        ("004", "大众网", {"source": "大众网威海频道", "published_at": "2018-12-05T21:16:00+08:00", "author": "丁艺",
                        "editor": "张其天、李泽", "section": "社会新闻"}),
    ],
)  # fmt: skip
def test_seeds(name: str, start: str, want: dict[str, str | None]) -> None:
    found = extract(next(SEEDS.glob(f"{name}_*")).read_text(encoding="utf-8"), "", plain=True)
    assert {key: getattr(found, key) for key in want} == want
    assert found.text.startswith(start)
    assert found.text.endswith(("！", "!", "。"))
    assert not any(noise in found.text for noise in ("版权", "浏览", "最新", "责任编辑", "来源时间", "•"))
