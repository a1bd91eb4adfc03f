"""Which links of a front page lead to lists of the news that this archive is about."""

import re
from collections.abc import Iterable, Sequence

from scraper.newsite.links.anchors import Anchor, Look
from scraper.spiders.listing import day_in_url

UNION = re.compile(r"工会|工會|职工|職工|工人|劳动|勞動|劳模|工匠|维权|維權|union|labou?r|worker", re.IGNORECASE)
NEWS = re.compile(r"新闻|新聞|要闻|要聞|动态|動態|资讯|資訊|报道|news|latest|更多|more", re.IGNORECASE)
NO_NEWS = re.compile(
    r"关于|联系|登[录陆]|注册|搜索|视频|图片|客户端|专题|论坛|博客|邮箱|地图|招聘|广告|版权|投稿|办事|下载|信箱|问卷|"
    r"about|contact|login|register|search|video|photo|subscribe|donate|shop|forum",
    re.IGNORECASE,
)
NO_LIST = re.compile(
    r"/(?:tags?|authors?|users?|member|search|login|about|contact|forum|bbs)\b|\.(?:pdf|docx?|zip|jpe?g|png|xml)$",
    re.IGNORECASE,
)
WIDEST = 24  # columns of a section's name
ENOUGH = 1.0


def lists_in(look: Look, articles: Sequence[str], most: int) -> list[str]:
    """URLs of probable list pages, most promising first; `articles` are URLs of articles."""
    known = set(articles)
    scores: dict[str, float] = {}
    for anchor in look.anchors:
        if anchor.url not in known and anchor.url.rstrip("/") != look.url.rstrip("/") and anchor.columns <= WIDEST:
            scores[anchor.url] = max(scores.get(anchor.url, 0.0), _promise(anchor, articles))
    ranked = sorted(scores, key=lambda url: -scores[url])
    return [url for url in ranked if scores[url] >= ENOUGH][:most]


def _promise(anchor: Anchor, articles: Iterable[str]) -> float:
    if anchor.is_pager or day_in_url(anchor.url) or NO_NEWS.search(anchor.text) or NO_LIST.search(anchor.url):
        return -1.0
    folder = anchor.url.partition("://")[2].rpartition("/")[0]
    holds = any(url.partition("://")[2].startswith(f"{folder}/") for url in articles) and "/" in folder
    return 2.0 * bool(UNION.search(anchor.text)) + 1.0 * bool(NEWS.search(anchor.text)) + 2.0 * holds
