"""What the pictures say, in English and Chinese."""

from datetime import date, timedelta
from typing import Literal

from archive.views.figures.period import Step

Language = Literal["en", "zh"]

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Pictures of the archive", "档案图览"),
    "made": ("Drawn on {day}.", "绘制于 {day}。"),
    "back": ("Back to the archive", "返回馆藏"),
    "all": ("All articles", "全部文章"),
    "scope": ("Only {what}", "仅限{what}"),
    "site": ("site", "站点"),
    "from": ("from", "自"),
    "to": ("to", "至"),
    "show": ("Show", "显示"),
    "all_sites": ("all sites", "全部站点"),
    "contents": ("Figures", "图目"),
    "numbers": ("Numbers", "数据表"),
    "articles": ("articles", "文章"),
    "total": ("total", "合计"),
    "others": ("{n} other sites", "其余 {n} 个站点"),
    "other_sources": ("{n} other sources", "其余 {n} 个来源"),
    "unstated": ("not stated", "未注明"),
    "of_articles": ("{n} articles", "{n} 篇"),
    "nothing": ("There is nothing to draw here yet.", "此处尚无可绘内容。"),
    "undated": ("{n} without a date", "{n} 篇无日期"),
    "before": ("{n} dated before {day}", "{n} 篇日期早于 {day}"),
    "after": ("{n} dated after {day}", "{n} 篇日期晚于 {day}"),
    "outside": ("Not drawn: {what}.", "未绘入：{what}。"),
    "and": (", ", "，"),
    "not_shown": ("{n} smaller sites are not shown.", "另有 {n} 个较小站点未列出。"),
    "DAY": ("day", "日"),
    "WEEK": ("week", "周"),
    "MONTH": ("month", "月"),
    "QUARTER": ("quarter", "季"),
    "YEAR": ("year", "年"),
    "time.title": ("Articles over time", "文章数量变化"),
    "time.lead": (
        "Articles by {step} of publication and site: {n} from {first} to {last}, {mean} a day on average.",
        "按发表日期与站点统计，每{step}一柱：{first} 至 {last} 共 {n} 篇，平均每天 {mean} 篇。",
    ),
    "sources.title": ("Sources", "来源构成"),
    "sources.lead": (
        "Whom the {n} articles credit, as their pages write it.",
        "{n} 篇文章所注明的来源，按网页原文统计。",
    ),
    "source": ("source", "来源"),
    "share": ("share", "占比"),
    "spread.title": ("How a story spread", "报道的传播"),
    "spread.lead": (
        "{drawn} of {n} copies, {first} to {last}: each a dot at its stated time, as high as the count.",
        "共 {n} 份，{first} 至 {last} 绘出 {drawn} 份。每点为一份，横向为网页所示时间，纵向为截至当时的累计份数。",
    ),
    "spread.outside": ("{n} dated far from the others", "{n} 份日期明显偏离"),
    "spread.undated": ("{n} copies without a date", "{n} 份无日期"),
    "spread.sites": ("When each site printed it", "各站点刊载时间"),
    "spread.later": ("{n} sites that printed it later are not shown here.", "另有 {n} 个较晚刊载的站点未列出。"),
    "spread.none": ("No story of this selection has copies.", "所选范围内没有被转载的报道。"),
    "spread.more": ("Stories with the most copies", "转载最多的报道"),
    "copies": ("copies", "份数"),
    "copies.of": ("{n} copies", "{n} 份"),
    "time": ("time", "时间"),
    "number": ("no.", "序号"),
    "kind": ("what it is", "关系"),
    "headline": ("headline", "标题"),
    "untitled": ("without a headline", "无标题"),
    "origin": ("origin", "原发"),
    "reprint": ("reprint", "转载"),
    "part_of": ("shortened", "节选"),
    "contains": ("extended", "扩充"),
    "template": ("same template", "同一模板"),
    "shares": ("shares passages", "部分相同"),
    "related": ("related through others", "间接相关"),
    "cover.title": ("Coverage, damage and gaps", "收录、损坏与缺口"),
    "cover.lead": (
        "Each cell is one {step} of a site, {first} to {last}: the stronger the colour, the more it published.",
        "每格为某站点一{step}内发表的文章，颜色越浓越多。{first} 至 {last}。",
    ),
    "damaged": ("damaged articles", "损坏的文章"),
    "larger": ("{what} (larger: a greater share)", "{what}（越大占比越高）"),
    "gap": ("gap: nothing, but articles before and after", "缺口：前后均有文章，其间没有"),
    "gap.note": ("gap", "缺口"),
    "visits.title": ("What was fetched, and what failed", "采集与失败"),
    "visits.lead": (
        "What the archive first saw of each site, and pages that still fail, by {step} (UTC). {first} to {last}.",
        "每格为一{step}（协调世界时）内首次收录的文章，以及至今仍失败的网页。{first} 至 {last}。",
    ),
    "failures": ("failed pages", "失败的网页"),
    "new": ("new articles", "新收文章"),
    "reasons": ("Why pages failed", "失败原因"),
    "stage": ("stage", "环节"),
    "reason": ("reason", "原因"),
    "pages": ("pages", "网页"),
    "library": (
        "Pictures need the extra: pip install 'union-news-archive[report]'. The numbers stand below.",
        "绘图需另装：pip install 'union-news-archive[report]'。数据见下表。",
    ),
}  # fmt: skip


class Words:
    """The texts in one language: `words("copies.of", n=3)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._place = ("en", "zh").index(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text of that key; numbers get separators."""
        shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        return TEXTS[key][self._place].format(**shown)

    def capital(self, key: str, **values: object) -> str:
        """The same at the start of a line."""
        text = self(key, **values)
        return text[:1].upper() + text[1:]

    def step(self, start: date, step: Step) -> str:
        """What a bar or cell that starts on that day stands for."""
        if step is Step.DAY:
            return start.isoformat()
        if step is Step.WEEK:
            return f"{start} – {start + timedelta(days=6):%m-%d}"
        if step is Step.QUARTER:
            quarter = (start.month + 2) // 3
            return f"{start.year} 年第 {quarter} 季" if self.language == "zh" else f"{start.year} Q{quarter}"
        return f"{start.year:04}-{start.month:02}" if step is Step.MONTH else f"{start.year:04}"
