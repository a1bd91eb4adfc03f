"""Bylines without a label: lines of names, outlet／reporter／place, what stands beside the date, datelines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.extract.metadata.dates import Stamp
from pipelines.extract.metadata.labels import PAIR, tidy
from pipelines.extract.metadata.people import ROLE, SURNAMES, looks_like_outlet, names, outlet, without_task
from pipelines.extract.page.lines import SEAM

_SLASHED = re.compile(
    r"[◎●【〔（(\[\s]*(?:(?!记者|記者)(?P<outlet>[\u4e00-\u9fffA-Za-z]{2,14}?)\s*[╱／/ ]\s*)?"
    r"(?:[\u4e00-\u9fff]{0,4}(?:記者|记者|特派員|特派员|編譯|编译)\s*(?P<names>[\u4e00-\u9fff、 ]{2,24}?)\s*[╱／/]\s*|"
    r"(?<=[╱／/])\s*)"
    r"[\u4e00-\u9fff\d]{0,12}(?:報導|报道|報道|整理|專訪|专访|專電|綜合|採訪|電)"
)
_PAIR = re.compile(r"^[【〔（(\s]*(?P<first>[^\s╱／/]{2,14})[╱／/](?P<second>[^\s╱／/】〕）)]{2,14})[】〕）)]?$")
_REPORTERS = re.compile(
    r"[（(【〔](?P<names>[^（）()【】〔〕]{0,20}?(?:记者|記者|通讯员|通訊員)[^（）()【】〔〕]{1,40})[）)】〕]"
)
_N = r"[\u4e00-\u9fff·]{1,4}(?:[ 、，\u3000]{1,3}[\u4e00-\u9fff·]{1,4}){0,6}"
_REPORTER = re.compile(
    rf"^\W*[\u4e00-\u9fff]{{0,8}}(?:记者|記者)[ \u3000/／]*(?P<names>{_N})"
    r"(?=[ \u3000/／]*(?:[\u4e00-\u9fff]{0,4}(?:报道|報道|報導|摄|文|$)|[:：]|通讯员))"
)
_REVERSED = re.compile(
    r"^[（(【\[]?(?P<names>[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4})?)\s*"
    r"(?:编辑|編輯|编译|編譯|责编|責編)[）)】\]]?$"
)
_BEARER = re.compile("[者员員]")
"""One of these ends every role."""
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_WORDS = frozenset({
    "关注", "高清", "全文", "时尚", "安全", "全国", "国际", "国内", "金融", "经济", "房产", "黄金",
    "单位", "时政", "时评", "时事", "方案", "和谐", "温馨", "文明", "康养", "关于", "关闭", "全屏",
    "农业", "白酒", "应用", "古典", "安徽", "江苏", "江西", "云南", "贵州", "宁夏", "甘肃", "常州",
    "温州", "苏州", "杭州", "广州", "广东", "广西", "關注", "關於", "國際", "國內", "經濟",
})  # fmt: skip
_BESIDE = re.compile(rf"\s+|[|｜·‧{SEAM}]")
_IDLE = re.compile(
    r"""^(?:
        原创|原創|转载|发布|發布|发布于|发表于|作者|编辑|来自|播报  # labels without a value
        |我来说两句.*|评论|评论数|分享|字号|字體|打印|阅读.*|关注  # widgets
        |\d+.*|星期.|周.|[上下]午|[ap]m  # the rest of a date
        |[\W_]*|[A-Za-z]{1,3}
    )$""",
    re.VERBOSE,
)
"""What stands beside a date and is no outlet."""


class Byline(NamedTuple):
    """Outlet and people of one byline; either may be missing."""

    outlet: str | None = None
    people: str | None = None


def bare_names(text: str) -> str | None:
    """A line that is nothing but one to four Chinese personal names, with or without their role (張世光; 记者 王芳)."""
    roleless, roles = ROLE.subn(" ", text) if _BEARER.search(text) else (text, 0)
    roleless = without_task(roleless.strip(" ()（）\u3000")) if roles else roleless.strip()
    parts = [part for part in re.split(r"[\s、，,/／]+", roleless) if part]
    if len(parts) == 2 and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]
    if not 1 <= len(parts) <= 4 + 4 * bool(roles) or any(part in _WORDS for part in parts):
        return None
    if not all(_NAME.fullmatch(part) and part[0] in SURNAMES for part in parts):
        return None
    if not roles and any(len(part) > 3 for part in parts):
        return None
    return "、".join(parts)


def slashed(text: str) -> Byline:
    """Taiwan's form 【outlet／記者names／place報導】, and outlet/name pairs."""
    match = _SLASHED.match(text[:60])
    if match:
        return Byline(outlet(match["outlet"] or ""), names(match["names"] or ""))
    pair = _PAIR.match(text) if len(text) < 32 else None
    if pair:
        for one, other in ((pair["first"], pair["second"]), (pair["second"], pair["first"])):
            if looks_like_outlet(one) and bare_names(other):
                return Byline(one, bare_names(other))
    return Byline()


def beside(raw: str, spans: Sequence[Stamp]) -> str | None:
    """The outlet on the date's line: a name that ends as outlets do, or the only other words of the line."""
    rest = raw
    for span in reversed(spans):
        rest = f"{rest[: span.start]}{SEAM}{rest[span.end :]}"
    pair = next(filter(PAIR.fullmatch, re.split(rf"[\s{SEAM}]+", rest)), None)
    if pair:
        return pair
    parts = [tidy(part) for part in _BESIDE.split(rest)]
    parts = [part for part in parts if part and not _IDLE.match(part)]
    for part in parts:
        if looks_like_outlet(part):
            return part
    if len(parts) == 1 and 2 <= len(parts[0]) <= 12 and not re.search(r"[\d:：，。（(]", parts[0]):
        return outlet(parts[0])
    return None


def reversed_editor(text: str) -> str | None:
    """The editor whose label stands behind the name: (陈巍 编辑)."""
    match = _REVERSED.match(text)
    return bare_names(match["names"]) if match else None


def dateline(text: str, *, last: bool = False) -> str | None:
    """The reporters that a first or last paragraph names in brackets, or at its very beginning."""
    part = text[-60:] if last else text[:80]
    match = _REPORTERS.search(part)
    if match:
        return slashed(match[0]).people or names(re.sub(r"^.*?(?=(?:记者|記者|通讯员|通訊員))", "", match["names"]))
    match = None if last else _REPORTER.match(part)
    return names(match["names"]) if match else None
