"""From the chosen lines to paragraphs: cut the tail, drop what is not text."""

import re
from collections.abc import Sequence

from pipelines.extract.metadata import western
from pipelines.extract.metadata.byline import bare_names, reversed_editor, slashed
from pipelines.extract.metadata.dates import stamps
from pipelines.extract.metadata.labels import labelled
from pipelines.extract.metadata.title import Headline, letters
from pipelines.extract.page.lines import SEAM, Line

LONG = 30
"""Characters of a paragraph that hardly occurs twice in an article: many second copies are a second body."""
SENTENCE = 20
PHOTO_STORY = 100
"""Captions are no body text; where less than this remains without them, those that say something are the story."""
_TAIL = re.compile(
    r"""^\W{0,4}(?:
        # who edited, where it came from
        责任编辑|責任編輯|责\s?编|責\s?編|初审编辑|编辑|編輯|编审|(?:来源|來源|稿源)\s*[:：]
        # other articles
        |(?:更多)?相关(?:新闻|阅读|链接|专题|报道|文章|推荐|资讯|稿件|内容)|相關(?:新聞|閱讀|報導|連結|文章)
        |延伸阅读|延伸閱讀|推荐阅读|热门(?:文章|推荐|新闻|评论)|最新[\u4e00-\u9fff]{2,6}$
        |猜你喜欢|为您推荐|精彩推荐|编辑推荐|上一篇|下一篇|上一页|下一页
        # the law
        |(?:特别|郑重)?(?:声明|聲明|提示|提醒)\s*[:：]|免责声明|版权声明|版权与免责
        |[\u4e00-\u9fff]{2,8}版权(?:与|及)免责声明
        # what readers may do
        |网友评论|发表评论|我要评论|我来说两句|分享到|分享至|(?:更多|欢迎).{0,20}(?:关注|下载)|扫一扫|扫描二维码
        |打印本[页文]|关闭窗口|返回顶部|【.{0,8}(?:责任编辑|打印|关闭|纠错|推荐)
    )""",
    re.VERBOSE,
)
_CAPTION = re.compile(
    r"""
    (?:摄影?|攝|资料图片?|资料照片|供图|图片来源.*|网络图|新华社发|(?:视频)?截图)[)）】]?$  # ends with who took it
    |^(?:图为|图[一二三四五六七八九十\d]?[:：]|▲|△|资料图|圖為|圖[:：／/])  # begins by pointing at it
    """,
    re.VERBOSE,
)
_CRUMB = re.compile(r"^(?:当前位置|您的位置|您现在的位置|首页|首頁)\s*[:：>＞»]|[>＞»]\s*正文$")
_STOP = re.compile(r"[，。；！？]")
_FULL_STOP = re.compile(r"[。！？.!?…][\"”’」』）)]*$|。")
_PAGER = re.compile(
    r"""^(?:
        [\[【(（]?\s*
        (?:第?\s*\d+\s*页?|上一[页頁篇]|下一[页頁篇]|首页|末页|尾页|前一页|后一页|共\d+页|[>»<«|]+)
        \s*[\]】)）]?\s*
    )+$""",
    re.VERBOSE,
)
_WIDGET = re.compile(
    r"""^(?:
        字[号號體体]|[大中小\s]{3,7}$|打印|分享|收藏|评论
        |T\|T|Tweet|Share|Facebook|Print|\+|-
        |点击查看大图|查看原图|\[?保存到相册\]?|点击图片.*|.*支持键盘.*翻页.*
    )""",
    re.VERBOSE,
)


def cut(lines: Sequence[Line], weights: Sequence[float], start: int, end: int) -> int:
    """Where the text ends: at the first closing label, when little of the weight comes after it."""
    total = sum(weights[start:end])
    run = 0.0
    for index in range(start, end):
        if index > start and run > 0 and _TAIL.match(lines[index].text) and len(lines[index].text) < 400:
            firm = labels_editor(lines[index])
            if firm or run >= 0.35 * total:
                return index
        run += weights[index]
    return end


def first(lines: Sequence[Line], start: int, end: int, headline: Headline) -> int:
    """Where the text begins when the chosen lines still hold the headline and the byline below it."""
    if start <= headline.start < min(end, start + 6) and headline.end > headline.start:
        start = headline.end
    for index in range(start, min(end - 1, start + 6)):
        if not (is_meta(lines[index]) or bare_names(lines[index].text)):
            return index
    return start


def labels_editor(line: Line) -> bool:
    """True for a line whose point is to name the editor."""
    return len(line.text) < 60 and any(found.field == "editor" for found in labelled(line.raw))


def paragraphs(lines: Sequence[Line], title: str) -> list[str]:
    """The lines as paragraphs, without headline, bylines, captions, pagers and widgets."""
    key = letters(title)
    kept: list[str] = []
    captions: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        text = line.text
        if index < 4 and key and _repeats(letters(text), key):
            continue
        if is_meta(line) or (index < 2 and bare_names(text)):
            continue
        if _PAGER.match(text) or (len(text) < 30 and _WIDGET.match(text)):
            continue
        if len(text) < 60 and (line.tag == "figcaption" or (line.pictured and _CAPTION.search(text))):
            captions.append((len(kept), text))
            continue
        kept.append(text)
    if sum(map(len, kept)) < PHOTO_STORY:
        for place, caption in reversed(captions):
            if len(caption) >= SENTENCE:
                kept.insert(place, caption)
    return _once(kept)


def prose(paragraphs: Sequence[str]) -> bool:
    """True where at least one paragraph is a sentence: lists of headlines are no article."""
    return any(len(text) >= SENTENCE and _FULL_STOP.search(text) for text in paragraphs)


def _once(paragraphs: list[str]) -> list[str]:
    """Without the second copy of the body that print versions and hidden blocks bring along."""
    long = [text for text in paragraphs if len(text) >= LONG]
    if len(long) - len(set(long)) < 0.4 * len(long):
        return paragraphs
    return list(dict.fromkeys(paragraphs))


def _repeats(text: str, title: str) -> bool:
    return len(text) > 3 and (text == title or (len(text) > 0.5 * len(title) and text in title))


def is_meta(line: Line) -> bool:
    """True for a line that only states source, people or date."""
    if len(line.text) > 80:
        return False
    if _CRUMB.search(line.text) or western.byline(line.text) or western.credit(line.text):
        return True
    if any(
        found.field in {"source", "author", "editor", "date", "origin"} and found.start < 8
        for found in labelled(line.raw)
    ):
        return True
    if len(line.text) < 40 and (any(slashed(line.text)) or reversed_editor(line.text)):
        return True
    return (
        len(line.text) < 40 and not _STOP.search(line.text) and any(True for _ in stamps(line.raw.replace(SEAM, " ")))
    )
