"""The section that a breadcrumb names, or a document title between headline and site."""

import re
from collections.abc import Sequence

from pipelines.extract.metadata.title import letters
from pipelines.extract.page.lines import Line

_MARK = re.compile(r"\s*(?:>+|＞+|»+|›+|→|::|－>|->|--&gt;|&gt;)\s*")
_SIGN = re.compile(r"[>＞»›→]|::|&gt;")
"""What every mark holds."""
_LEAD = re.compile(r"^.*?(?:位置|首页|首頁|主页|主頁|Home)\s*[:：]?\s*")
_LAST = re.compile(r"^(?:正文|内容|內容|文章|详情|详细内容|新闻内容|内文|本文|阅读新闻|查看|浏览文章|)$")


_PART = re.compile(r"\s*(?:[-—–]+|[_|｜]+)\s*")
_NAME = re.compile(r"(?!\d+$)[\w·/ ]{2,12}")
_LOST = "\ufffd"
_SITE = re.compile(r"(?:网|網|报|報|社|台|臺|站|在线|在線|客户端)$")


def section(above: Sequence[Line], title: str) -> str | None:
    """The innermost named level of the breadcrumb nearest above the headline."""
    for line in reversed(above):
        if len(line.text) > 150 or not (_SIGN.search(line.text) or "位置" in line.text):
            continue
        levels = named_levels(line.text, title)
        if levels and 1 < len(levels[-1]) <= 20 and (len(levels) > 1 or "位置" in line.text):
            return levels[-1]
    return None


def named_levels(crumbs: str, title: str = "") -> list[str]:
    """The levels of a breadcrumb, outermost first, without the article itself."""
    path = _LEAD.sub("", crumbs) if "位置" in crumbs else crumbs
    levels = [level.strip(" :：") for level in _MARK.split(path)]
    return [level for level in levels if level and not _LAST.match(level) and letters(level) != letters(title)]


def in_title(head: str, headline: str) -> str | None:
    """The level that follows the headline in a document title, 标题-栏目-站名; of several it is the innermost.

    The last part is the site. Some sites name themselves first: a part that ends as their names do is no section.
    """
    if not headline or not all(
        one == other or _LOST in (one, other) for one, other in zip(head, headline, strict=False)
    ):
        return None
    glued, *parts = _PART.split(head[len(headline) :].strip())
    if glued or len(parts) < 2 or not parts[-1] or not _NAME.fullmatch(parts[0]) or _SITE.search(parts[0]):
        return None
    return parts[0]
