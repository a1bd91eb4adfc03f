"""How much a line looks like article text: the log-odds of a logistic regression over a few plain features."""

import math
import re
from itertools import accumulate
from operator import mul

from pipelines.extract.page.lines import Line, Page

STRETCH = 0.5
"""A line of n characters counts (n / 40) ** STRETCH times from 40 on. Of 0, 0.25, 0.5, 0.75 and 1, the best on 212
real pages with runs that pay for steps in the tree."""
MOST = 0.5
"""A block that holds more than this share of the page's sentences is not beside the article, whatever its name."""
ROW, LINK = -0.3, -6.0
"""Rows of data tables, which only context can make text, and short lines that are nothing but a link."""
INTERRUPTS = -3.5
"""Lines below this weight never join a text: links, notices, labels."""
HEAVY, BONUS = 0.8, 1.5
"""Lines in a block that holds this share of the heaviest block's weight gain the bonus. Without it short paragraphs,
code and table rows break a text (F1 0.944 against 0.968 on the same pages); shares of 0.4 to 0.8 differ by 0.005."""
_MARK = re.compile(
    r"[，。；！？、]|[,;.!?](?=\s|$|[\u3400-\u9fff\"”’」])|[,;!?](?<=[\u3400-\u9fff].)"
)  # every branch begins with a character, so that the search leaps to the next candidate
_STOP = re.compile(r"[。！？!?]|[.](?=\s|$)")
_ENDS, _CLOSING = frozenset("。！？!?…：:；."), "”’」』\"')）】]"
_SEPARATOR = re.compile("[|｜>»┊│·—]")
# What sites say about themselves. Case matters to none of the Chinese words, and a search without it is far faster.
_NOTICE = re.compile(
    "版权|版權|©|免责|免責|声明[:：]|转载|轉載|侵权|侵權|许可证|許可證|备案|举报|舉報|仅代表|观点|不代表"  # the law
    "|本网|本站|客服|投稿|邮箱|郵箱|联系我们|聯絡我們|联系电话|热线|广告|廣告"  # the house
    "|扫描|扫一扫|二维码|关注.{0,8}微信|公众号|客户端|下载.{0,6}[Aa][Pp]{2}|浏览器"  # its other channels
    "|登录|登入|注册|註冊|网友|網友評論|评论|評論|发表|發表"  # its readers
    "|相关新闻|相关阅读|推荐阅读|延伸閱讀|更多精彩|点击进入|点击查看"  # its other pages
)
_LATIN_NOTICE = re.compile(r"copyright|icp|e-?mail|all rights reserved")
_LABEL_FIRST = re.compile(
    r"\W{0,3}(?:来\s*源|來\s*源|稿源|作\s*者|记者(?=\s*[:：/／])|編輯|编辑|责任编辑|責任編輯|责编"
    r"|发布时间|时间|日期|字号|字体|分享|打印|关键词|标签|浏览|点击)"
)
_LABEL = re.compile(r"(?:来源|來源|编辑|編輯|责编|作者|字号|字体|关键词)\s*[:：]")
_DATE = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}[:：]\d{2}")
# A logistic regression (C = 0.3) over 28,753 lines of 212 real Chinese pages from 88 sites, 2,510 of them article text,
# each page weighted alike. With whole sites held out (5 folds) the log loss is 0.071 and 97.0 % of lines are right.
_COEFFICIENTS = {
    "bias": -2.54, "tiny": -0.46, "short": 0.50, "middle": 0.19, "log": 0.47, "marks": 0.42, "stop": -0.74,
    "ends": 1.07, "linked": -0.90, "link": -2.41, "notice": -2.39, "label": -2.15, "dated": -1.02, "aside": -3.77,
    "p": 1.36, "li": -1.68, "heading": -1.24, "cell": -0.98, "digits": -0.04, "separators": -0.89,
}  # fmt: skip
_NAMES = tuple(_COEFFICIENTS)
_VALUES = tuple(_COEFFICIENTS.values())
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def features(line: Line, *, aside: bool) -> tuple[float, ...]:
    """The features in the order of `_NAMES`, each about 0 to 1 (`log` and `marks` up to 6)."""
    text, tag = line.text, line.tag
    size = float(len(text))
    if text.isascii() or not _HAN.search(text):
        size /= 3
    ratio = line.linked / len(text)
    plain = size * (1 - ratio)
    marks = len(_MARK.findall(text, 0, 600))
    digits = sum(map(str.isdigit, text)) if size < 40 else 0
    return (
        1.0,
        size < 8,
        8 <= size < 16,
        16 <= size < 32,
        math.log1p(min(plain, 400.0)),
        min(marks, 6),
        bool(_STOP.search(text)),
        text.rstrip(_CLOSING)[-1:] in _ENDS,
        ratio > 0.5,
        ratio,
        size < 120 and bool(_NOTICE.search(text) or _LATIN_NOTICE.search(text.lower())),
        size < 60 and bool(_LABEL_FIRST.match(text) or _LABEL.search(text)),
        digits > 2 and bool(_DATE.search(text)),
        aside,
        tag == "p",
        tag in {"li", "dd", "dt"},
        tag[:1] == "h" and len(tag) == 2,
        tag in {"td", "th"},
        digits / len(text),
        size < 100 and bool(_SEPARATOR.search(text)),
    )


def weigh(page: Page) -> list[float]:
    """The weight of every line: log-odds stretched by length, and a bonus for lines that stand among article text."""
    asides = _asides(page)
    weights = []
    for line in page.lines:
        size = len(line.text)
        if line.tag == "row" or (size < 40 and line.linked > 0.9 * size):
            weights.append(ROW if line.tag == "row" else LINK)
            continue
        odds = sum(map(mul, _VALUES, features(line, aside=line.hint in asides)))
        weights.append(odds * max(1.0, min(size, 1000) / 40) ** STRETCH)
    return _with_context(page, weights)


def _asides(page: Page) -> set[int]:
    """The marked blocks that are believed: not those that hold most of the page's sentences."""
    mass = [0, *accumulate(_sentences(line) for line in page.lines)]
    hinted = {line.hint for line in page.lines if line.hint >= 0}
    limit = MOST * mass[-1]
    return {index for index in hinted if mass[page.nodes[index].end] - mass[page.nodes[index].start] <= limit}


def _sentences(line: Line) -> int:
    long = len(line.text) >= 20 and _MARK.search(line.text)
    return len(line.text) - line.linked if long else 0


def _with_context(page: Page, weights: list[float]) -> list[float]:
    """Short lines, sub-headings and table rows weigh little alone; beside heavy paragraphs they belong to them."""
    if not page.nodes:
        return _with_neighbours(page, weights)
    mass: dict[int, float] = {}
    for line, weight in zip(page.lines, weights, strict=True):
        if weight > 0:
            mass[line.node] = mass.get(line.node, 0.0) + weight
            parent = page.parent(line.node)
            mass[parent] = mass.get(parent, 0.0) + weight
    limit = HEAVY * max(mass.values(), default=0.0)
    return [
        weight + BONUS
        if _joins(line, weight) and max(mass.get(line.node, 0), mass.get(page.parent(line.node), 0)) >= limit
        else weight
        for line, weight in zip(page.lines, weights, strict=True)
    ]


def _with_neighbours(page: Page, weights: list[float]) -> list[float]:
    """Without a tree, beside means within two lines on both sides."""
    strong = [weight > 2 for weight in weights]
    return [
        weight + BONUS
        if _joins(line, weight) and any(strong[max(0, i - 2) : i]) and any(strong[i + 1 : i + 3])
        else weight
        for i, (line, weight) in enumerate(zip(page.lines, weights, strict=True))
    ]


def _joins(line: Line, weight: float) -> bool:
    return weight > INTERRUPTS and line.linked < 0.3 * len(line.text)
