"""The labels that news pages put before source, author, editor and date, and how far their values reach."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from pipelines.extract.page.lines import SEAM

_S = rf"[\s{SEAM}]*"
_C = rf"{_S}[:：|｜丨]"
_EDITING = rf"""
    (?:(?:
        收集|责任|責任|初审|二审|三审|复审|终审|审核|执行|執行|值班|栏目|总|原  # in which rank
        |网络|網絡|網站|网站|本文|本版|文字|图片|视频|新媒体  # of what
        |实习|见习|助理
    ){_S})?(?:编{_S}辑|編{_S}輯)(?:员|人)?
    |责{_S}编|責{_S}編|编{_S}审|編{_S}審
"""
_SOURCING = rf"""
    (?:文章|稿件|信息|资讯|新闻|新聞|消息|本文|内容|图文|資料|资料|原文|发布|摘自|视频)?
    (?:来{_S}源|來{_S}源)(?:于|於|自|网站|單位|单位)?
    |稿{_S}源|出{_S}处|出{_S}處|转{_S}自|轉{_S}自|转载自|摘{_S}自|原载|供稿单位|原创
"""
_DATING = rf"""
    (?:发布|發布|發佈|发表|發表|发稿|更新|刊发|上传|录入|添加|时间|日期|编发|建立|出版|公布)?
    {_S}(?:时{_S}间|時{_S}間|日{_S}期|于)
"""
_WRITING = rf"""
    (?:本文|原)?作{_S}者|作{_S}者(?:姓名)?|采写|採寫|撰{_S}文|撰{_S}稿|供{_S}稿
    |(?:本报|本報|本网|特约|实习|见习)?(?:记{_S}者|記{_S}者)|通讯员|通訊員|(?<![\u4e00-\u9fff])文
"""
# What else is labelled, and widgets: they end the value before them.
_ENDING = rf"""
    (?:
        浏览|瀏覽|点击|點擊|阅读|閱讀|评论|評論|人气|访问|查看|热度|阅读量  # how many readers
        |字{_S}[号號]|字{_S}[体體]|分享|记者QQ|手机看
        |关键[词字]|關鍵[词字]|标签|標籤|栏目|分类|類別|类别|版次|导语|摘要|原标题|原题
        |核稿|校对|审核|監制|监制|签发|[一二三终]审|拟稿人?|摄影|攝影|图片?|责任人|转载|单位  # who else took part
    ){_C}
    |我要评论|我来说|我要[纠报]|纠错|打印|收藏本|放大|缩小|字号|【|大\s?中\s?小|推荐给|发表评论|条评论|人参与|跟贴|跟帖
    |网友评论|参与讨论|查看评论|加入收藏|复制链接|[Ee]-?mail|分享到|分享至|扫一扫|点击次数
"""
_LABEL = re.compile(
    rf"""
    (?P<origin>(?:来源|來源|原文|原载)(?:时间|時間|日期)(?:为|為|是)?{_S}[:：]?)
    |(?P<editor>(?:{_EDITING})(?:{_C}|{_S}[/／]))
    |(?P<date>(?:{_DATING}){_C})
    |(?P<source>(?:{_SOURCING})(?:{_C}|(?=\s+\S)))
    |(?P<author>(?:{_WRITING})(?:{_C}|{_S}[/／]))
    |(?P<stop>{_ENDING})
    """,
    re.VERBOSE,
)
_END = re.compile(rf"\s{{2,}}|[|｜【】\[\]★•>»]|{SEAM}|[。；;]|https?:|(?:19|20)\d\d[-/年.]|\d\d:\d\d")

PAIR = re.compile(rf"\w{{2,10}}[|｜]\w{{1,8}}(?:网|報|报|新闻|新聞|客户端|频道)(?=[\s{SEAM}]|$)")
"""Two outlets of one house, joined by a bar: 大众网|海报新闻 is one source. Elsewhere a bar ends a value."""
_PAIRS = frozenset({"《》", "〈〉", "<>", "[]", "【】", "「」", "『』", "“”", "()", "（）", '""', "''", "（)", "(）"})
_CUE = re.compile(
    rf"[源于於自站位辑輯员員人编編审審处處载间間期者名写寫文稿](?:{_S}[:：|｜丨/／]|\s)|[源文载](?:时|時|日)"
)
"""How every label ends: cheaper to look for than the labels."""


class Found(NamedTuple):
    """A labelled value: which field, its cleaned text (maybe empty), the character where the label began."""

    field: str
    value: str
    start: int


@lru_cache(maxsize=512)
def labelled(raw: str) -> tuple[Found, ...]:
    """The labelled values of one line, in order; an empty label yields an empty value.

    Headline, text and zone ask this about the same lines, so the last answers are kept.
    """
    return tuple(_labelled(raw)) if _CUE.search(raw) else ()


def _labelled(raw: str) -> Iterator[Found]:
    marks = list(_LABEL.finditer(raw))
    for mark, following in zip_longest(marks, marks[1:]):
        name = mark.lastgroup or "stop"
        if name == "stop":
            continue
        value = raw[mark.end() : following.start() if following else len(raw)]
        yield Found(name, value if name in {"date", "origin"} else _clip(value), mark.start())


def _clip(value: str) -> str:
    value = value.lstrip(f" \t\r\n\u3000\xa0:：/／-—{SEAM}")
    pair = PAIR.match(value)
    if pair:
        return pair[0]
    end = _END.search(value)
    return tidy(value[: end.start()] if end else value)


def tidy(value: str) -> str:
    """A value without the brackets, quotes and marks around it."""
    value = " ".join(value.replace(SEAM, " ").split())
    while value:
        first = value.strip(" \t,，、.:：/／|-—_~·‧*;；")
        pair = first[:1] + first[-1:]
        if len(first) > 1 and pair in _PAIRS:
            first = first[1:-1]
        elif first[-1:] in ")）" and not set("(（") & set(first):
            first = first[:-1]
        elif first[:1] in "(（《" and not set(")）》") & set(first):
            first = first[1:]
        if first == value:
            break
        value = first
    return value
