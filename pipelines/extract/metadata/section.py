"""The section that a breadcrumb names."""

import re
from collections.abc import Sequence

from pipelines.extract.metadata.title import letters
from pipelines.extract.page.lines import Line

_MARK = re.compile(r"\s*(?:>+|＞+|»+|›+|→|::|－>|->|--&gt;|&gt;)\s*")
_SIGN = re.compile(r"[>＞»›→]|::|&gt;")
"""What every mark holds."""
_LEAD = re.compile(r"^.*?(?:位置|首页|首頁|主页|主頁|Home)\s*[:：]?\s*")
_LAST = re.compile(r"^(?:正文|内容|內容|文章|详情|详细内容|新闻内容|内文|本文|阅读新闻|查看|浏览文章|)$")


def section(above: Sequence[Line], title: str) -> str | None:
    """The innermost named level of the breadcrumb nearest above the headline."""
    for line in reversed(above):
        if len(line.text) > 150 or not (_SIGN.search(line.text) or "位置" in line.text):
            continue
        levels = [
            level.strip(" :：") for level in _MARK.split(_LEAD.sub("", line.text) if "位置" in line.text else line.text)
        ]
        levels = [level for level in levels if level and not _LAST.match(level) and letters(level) != letters(title)]
        if levels and 1 < len(levels[-1]) <= 20 and (len(levels) > 1 or "位置" in line.text):
            return levels[-1]
    return None
