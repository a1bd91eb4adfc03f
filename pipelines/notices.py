"""Recognises a page that says, with status 200, that its article does not exist or was deleted."""

import re

from opencc import OpenCC

from pipelines.extract.page.lines import read
from pipelines.extract.page.tree import parse

MOST_PROSE = 30
"""Characters of prose that a page may have beside its notice; from there on it may be an article (MIN_TEXT_LENGTH). The
shortest of 227 real articles has 71, and no such page has a line that is a notice."""
LONGEST_TEXT = 300
"""Beside a longer main text nobody looks for a notice."""
SHORTEST, LONGEST = 3, 100
"""Characters of a line that may be a notice."""
LONGEST_BESIDE = 80
"""Characters of a line that is furniture for one of its words; whole articles stand in one line with 联系 or 地址."""

_SIMPLIFY = OpenCC("t2s")
# Most pages have none of these and need no second look.
_HINTS = (
    "不存在", "删除", "刪除", "找不到", "找到", "下架", "下线", "下線", "撤", "失效", "过期", "過期", "访问", "訪問",
    "404", "not found", "no longer", "not exist", "removed", "deleted", "unavailable",
)  # fmt: skip
_SORRY = (
    r"(?:(?:非常|很|十分|真的)?(?:抱歉|对不起|不好意思|遗憾)|(?:系统|温馨|友情|错误)?提示(?:信息)?|出错[啦了]?|错误|"
    r"哎呀|啊哦|糟糕|(?:http|error)?404(?:error)?|sorry|oops)"
)
_ASKED = (
    r"(?:您|你|用户)?(?:所|想|要|需要|正在|当前|现在)*"
    r"(?:访问|查看|查找|浏览|请求|打开|寻找|阅读|点击|搜索|找)?到?的?(?:该|此|本|这个|这篇|这条|这|相关|指定|对应|当前|原)?"
)
_THING = r"(?:页面?|网页|文章|内容|新闻|信息|稿件|帖子|资源|链接|地址|网址|文档|资讯|栏目|主题|报道|公告|url)"
_WHO = r"(?:发布者|发布方|作者|管理员|网站|本站|编辑|用户|平台|版权方|系统)"
_ENDED = r"(?:删除|移除|下架|撤回|撤下|撤稿|撤销|屏蔽|隐藏|清除|清理|下线|失效|过期|关闭|移动|移走|更名|改名|更改|转移)"
_STATE = (
    r"(?:(?:可能|也许|已经|早已|现已|已|或者|或是|或|和|且|并|是|暂时|暂|目前|不慎)*(?:因(?:违规|侵权|故|版权原因))?"
    rf"(?:不存在|(?:无法|没有|未能|未|没|找不)被?(?:找到|到|发现|显示|访问|查看)|"
    rf"(?:被|由|遭|经)?(?:其|原)?{_WHO}?(?:自行|主动)?{_ENDED}|(?:走丢|丢失|飞走|迷路|不见)了?))"
)
_LACKING = r"(?:找不到|没有找到|未找到|没找到|无法找到|未能找到|不存在)了?"
# The whole line is the sentence: an article that speaks of deletion says more in the same line.
_CHINESE = re.compile(rf"{_SORRY}*(?:{_ASKED}{_THING}{{1,2}}{_STATE}+[了啦]?|{_LACKING}{_ASKED}{_THING})(?:{_SORRY})*")
_THINGS = frozenset({"page", "article", "story", "content", "document", "post", "file", "url", "404"})
_NOT = frozenset({"not", "cannot", "couldnt", "cant", "wasnt", "isnt", "doesnt", "longer"})
_THERE = frozenset({"found", "exist", "exists", "available"})
_OVER = frozenset({"removed", "deleted", "expired", "unavailable", "gone"})
_AROUND = frozenset({
    "the", "this", "that", "a", "you", "your", "are", "were", "youre", "was", "is", "has", "have", "been", "be",
    "does", "do", "may", "might", "it", "either", "or", "no", "on", "our", "server", "site", "website",
    "anymore", "looking", "for", "requested", "tried", "trying", "to", "reach", "want", "wanted", "sorry",
    "oops", "error", "http", "we", "but", "by", "its", "author", "publisher", "could", "can", "and",
    "temporarily", "410",
})  # fmt: skip
# What stands beside a notice, and below every page of a site.
_BESIDE = re.compile(
    r"跳转|返回|首页|检查|网址是否|刷新|联系|管理员|您可以|你可以|可能的?原因|秒后|版权|授权|copyright|©|ICP|备案|许可证|举报|"
    r"电话|地址|邮编|邮箱|本网|本站|rights reserved|热线|投诉|技术支持|主办|承办|home ?page|go back|check the url|"
    r"check the address",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[。！？!?；，]|(?:\w+\W+){8}")
_PARTS = re.compile(r"\s*[-_|–—»:：]+\s*")
_ALERT = re.compile(r"""alert\(\s{0,9}["']([^"'<>\n]{2,60})["']""")


def deletion_notice(source: str, text: str, title: str | None, *, plain: bool = False) -> str | None:
    """The line by which a page says that its article is not, or no longer, there; `None` for every other page.

    `source` is the decoded page (or page text, where `plain`), `text` and `title` are what was extracted from it. The
    line stands for itself, on the page, in its title or, where it shows nothing, in an alert of its script; and there
    is next to no prose beside it: an article that speaks of deletion is no deleted one.
    """
    if len(text) > LONGEST_TEXT:
        return None
    lower = source.lower()
    if not any(hint in lower for hint in _HINTS):
        return None
    root = None if plain else parse(source)
    page = None if root is None else read(root)
    own = source.split("\n") if plain else []
    titles = [title or ""]
    if page:
        own = [line.text for line in page.lines if 2 * line.linked < len(line.text)]
        titles.append(page.title)
    parts = [part for name in titles for part in (name, *_PARTS.split(name))]
    alerts: list[str] = [] if own else _ALERT.findall(source)
    notice = next((line.strip() for line in [*own, *parts, *alerts] if is_notice(line)), None)
    if notice and min(_prose(own), _prose(text.split("\n"))) <= MOST_PROSE:
        return notice
    return None


def is_notice(line: str) -> bool:
    """True when the whole line says that a page or what stood on it is not, or no longer, there."""
    if not SHORTEST <= len(line.strip()) <= LONGEST:
        return False
    words = re.sub(r"[^\w\s]+", lambda mark: "" if mark[0] in "'’" else " ", line.lower()).split()
    if line.isascii() or "’" in line:
        return _is_english(words)
    return _CHINESE.fullmatch(_SIMPLIFY.convert("".join(words))) is not None


def _is_english(words: list[str]) -> bool:
    """True when no other words stand there than those of such a notice, with what is missing and that it is."""
    said = set(words)
    if words in (["not", "found"], ["404"]):
        return True
    missing = said & _OVER or (said & _NOT and said & _THERE) or "404" in said
    return bool(missing and said & _THINGS and said <= _THINGS | _NOT | _THERE | _OVER | _AROUND)


def _prose(lines: list[str]) -> int:
    """Characters in sentences that belong neither to a notice nor to the furniture of a site."""
    return sum(len(line) for line in lines if _PROSE.search(line) and not _is_beside(line) and not is_notice(line))


def _is_beside(line: str) -> bool:
    return len(line) <= LONGEST_BESIDE and _BESIDE.search(line) is not None
