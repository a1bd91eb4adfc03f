"""Generated news pages with known content: templates of several eras, two Chinese scripts, five other languages.

Every sentence, name and outlet is invented here. A page carries what real pages carry around an article: navigation,
breadcrumbs, share widgets, captions, pagers, related lists, teasers, disclaimers, scripts and styles.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from opencc import OpenCC

from benchmarks.phrases import FOREIGN, HEADLINES, NAMES, NOISE, OUTLETS, SECTIONS, SENTENCES, SUBHEADS, Speech

_TO_TRADITIONAL = OpenCC("s2t")


@dataclass(frozen=True, slots=True)
class Truth:
    """What the page says. `None` where it does not."""

    title: str
    paragraphs: tuple[str, ...]
    published_at: str | None
    source: str | None
    author: str | None
    editor: str | None
    section: str | None
    lang: str
    script: str | None


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A generated page: its template, URL, source text and what an extractor should find."""

    template: str
    url: str
    html: str
    truth: Truth


def chinese_pages(count: int, seed: int = 1) -> Iterator[NewsPage]:
    """`count` pages for each template and script."""
    for name, template in _TEMPLATES.items():
        for script in ("Hans", "Hant"):
            for number in range(count):
                page = template(random.Random(f"{seed} {name} {script} {number}"))
                yield _traditional(page) if script == "Hant" else page


def foreign_pages(count: int, seed: int = 1) -> Iterator[NewsPage]:
    """`count` pages for each of five other languages."""
    for lang, speech in FOREIGN.items():
        for number in range(count):
            yield _foreign(random.Random(f"{seed} {lang} {number}"), lang, speech)


def _traditional(page: NewsPage) -> NewsPage:
    turn: Callable[[str], str] = _TO_TRADITIONAL.convert
    old = page.truth
    new = Truth(
        turn(old.title), tuple(map(turn, old.paragraphs)), old.published_at, turn(old.source or "") or None,
        turn(old.author or "") or None, turn(old.editor or "") or None, turn(old.section or "") or None, "zh", "Hant",
    )  # fmt: skip
    return NewsPage(page.template, page.url, turn(page.html), new)


class _Story:
    """The random content of one Chinese article."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.title = rng.choice(HEADLINES).format(rng.choice(SECTIONS), rng.randint(2, 90))
        self.paragraphs = ["".join(rng.sample(SENTENCES, rng.randint(2, 5))) for _ in range(rng.choice((1, 2, 4, 7)))]
        if len(self.paragraphs) > 2:
            self.paragraphs.insert(2, rng.choice(SUBHEADS))
        self.moment = datetime(2009, 1, 5, 8, 0) + timedelta(minutes=rng.randint(0, 7_500_000))  # noqa: DTZ001 -- local
        self.source, self.section = rng.choice(OUTLETS), rng.choice(SECTIONS)
        self.author, self.editor = rng.sample(NAMES, 2)

    def related(self, count: int = 8) -> list[str]:
        return [self.rng.choice(HEADLINES).format(self.rng.choice(SECTIONS), n + 3) for n in range(count)]

    def teaser(self) -> str:
        return self.rng.choice(SENTENCES)[:28] + "……"

    def page(self, template: str, path: str, html: str, **stated: str | None) -> NewsPage:
        truth = Truth(
            self.title, tuple(self.paragraphs), stated.get("published"), stated.get("source"), stated.get("author"),
            stated.get("editor"), stated.get("section"), "zh", "Hans",
        )  # fmt: skip
        return NewsPage(template, f"http://news.example.cn/{path}", html, truth)


def _items(titles: list[str]) -> str:
    return "".join(f'<li><a href="/n/{number}.html">{title}</a></li>' for number, title in enumerate(titles))


def _tables(rng: random.Random) -> NewsPage:
    """The early 2000s: nested layout tables, fonts, paragraphs parted by line breaks."""
    story = _Story(rng)
    body = "<br>\n<br>　　".join(story.paragraphs)
    day = f"{story.moment:%Y-%m-%d %H:%M}"
    menu = "".join(f"<td><a href=/c{n}>{name}</a></td>" for n, name in enumerate(SECTIONS))
    old = "".join(f"<tr><td>・<a href=/o{n}>{t}</a>(3月{n + 1}日)</td></tr>" for n, t in enumerate(story.related()))
    html = f"""<html><head><title>{story.title}_{story.section}_江湾新闻网</title><style>td{{color:#333}}</style>
</head>
<body><table><tr>{menu}</tr></table><table><tr><td><table><tr>
<td>当前位置：<a href=/>首页</a> > <a href=/s>{story.section}</a>
 > 正文</td></tr><tr><td align=center><font size=4><b>{story.title}</b></font></td></tr><tr>
<td>{day}　来源：{story.source}
　作者：{story.author}　【字号 <a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】</td></tr><tr><td>
<font id=zoom>　　{body}
<script>document.write("{NOISE[0]}")</script></font></td></tr><tr><td align=right>（责任编辑：{story.editor}）</td>
</tr></table></td>
<td width=200><table><tr><td>相关新闻</td></tr>{old}</table></td></tr></table><p>{NOISE[1]}</p></body></html>"""
    return story.page("tables", f"{story.moment:%Y-%m/%d}/content_{rng.randint(9999, 99999)}.htm", html,
        published=f"{story.moment:%Y-%m-%dT%H:%M}+08:00", source=story.source, author=story.author, editor=story.editor,
        section=story.section)  # fmt: skip


def _blocks(rng: random.Random) -> NewsPage:
    """The 2010s: named blocks, a share bar, a pager, a caption, a disclaimer of full sentences."""
    story = _Story(rng)
    body = "".join(f"<p>　　{text}</p>" for text in story.paragraphs)
    html = f"""<!DOCTYPE html><html><head><meta name="author" content="admin">
<title>{story.title}-{story.section}-江湾新闻网</title>
</head><body><div id="nav"><ul>{_items(SECTIONS)}</ul></div><div class="crumb">您的位置：<a href=/>首页</a> &gt;&gt;
<a href=/x>{story.section}</a></div><div class="main"><h1>{story.title}</h1><div class="info">
<span>发布时间：{story.moment:%Y-%m-%d %H:%M:%S}
</span><span>来源：<a href="http://a.example.cn">{story.source}</a></span><span>浏览：{rng.randint(1, 999)}次</span>
</div>
<div class="content"><p align="center"><img src="1.jpg"></p>
<p align="center">图为活动现场。{story.author} 摄</p>{body}</div>
<div class="page"><a href="_1.html">上一页</a> 1 <a href="_2.html">2</a> <a href="_2.html">下一页</a></div>
<div class="editor">编辑：{story.editor}</div>
<div class="share">分享到：<a href=#>微博</a><a href=#>微信</a></div><div>{NOISE[2]}</div><div class="box">
<h3>相关阅读</h3>
<ul>{_items(story.related())}</ul></div></div><div id="footer">{NOISE[1]}</div></body></html>"""
    return story.page("blocks", f"{story.moment:%Y/%m%d}/c{rng.randint(100, 999)}-{rng.randint(1, 9)}.html", html,
        published=f"{story.moment:%Y-%m-%dT%H:%M:%S}+08:00", source=story.source, editor=story.editor,
        section=story.section)  # fmt: skip


def _breaks(rng: random.Random) -> NewsPage:
    """A small site: headings without names, a dateline, teasers of other articles, the date alone."""
    story = _Story(rng)
    story.paragraphs[0] = f"{story.source}讯（记者 {story.author}）{story.paragraphs[0]}"
    body = "<br/>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}" for text in story.paragraphs)
    menu = " | ".join(f"<a href=/{name}>{name}</a>" for name in SECTIONS)
    cards = "".join(f"<div><a href=/{n}>{t}</a><p>{story.teaser()}</p></div>" for n, t in enumerate(story.related(5)))
    html = f"""<html><head><title>江湾职工之家</title></head><body>
<div>{menu}</div>
<div><h2>{story.title}</h2><div>{story.moment:%Y}年{story.moment.month}月{story.moment.day}日</div><div>{body}</div>
</div>
<div><div>最新动态</div>{cards}</div><div>{NOISE[1]}</div></body></html>"""
    return story.page("breaks", f"show.php?id={rng.randint(1, 9999)}", html, published=f"{story.moment:%Y-%m-%d}",
        author=story.author)  # fmt: skip


def _modern(rng: random.Random) -> NewsPage:
    """The 2020s: JSON-LD, figures, a data table, promotion of apps, cards, comments."""
    story = _Story(rng)
    rows = [("车间", "人数"), ("焊接", "31"), ("装配", "58")]
    table = "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"
    story.paragraphs += ["\t".join(row) for row in rows]
    story.paragraphs.append(SENTENCES[0] + SENTENCES[3])
    texts = "".join(f"<p>{text}</p>" for text in story.paragraphs[:-4])
    stamp = f"{story.moment:%Y-%m-%dT%H:%M:%S}+08:00"
    html = f"""<!DOCTYPE html><html lang="zh-CN"><head><title>{story.title} - 江湾新闻</title>
<meta property="og:title" content="{story.title}">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{story.title}","datePublished":"{stamp}",
"author":{{"@type":"Person","name":"{story.author}"}}}}</script></head><body>
<header><nav><a href=/>首页</a><a href=/a>登录</a></nav></header>
<article><h1>{story.title}</h1><section class="meta">
<i>{story.moment:%Y-%m-%d %H:%M}</i> <i>来源：{story.source}</i></section>
<div><figure><img src=a.jpg><figcaption>会场外景。资料图片</figcaption>
</figure>{texts}{table}<p>{story.paragraphs[-1]}</p></div>
<p>责编：{story.editor}</p></article><div class="app">扫描二维码，下载客户端，精彩内容随时看。</div><section>
<h4>热门评论</h4>
<div>网友甲：{SENTENCES[4]}</div></section><aside><h3>为您推荐</h3><ul>{_items(story.related())}</ul></aside></body>
</html>"""
    return story.page("modern", f"c/{story.moment:%Y-%m-%d}/{rng.randint(10**6, 10**7)}.shtml", html, published=stamp,
        source=story.source, author=story.author, editor=story.editor)  # fmt: skip


_TEMPLATES: dict[str, Callable[[random.Random], NewsPage]] = {
    "tables": _tables, "blocks": _blocks, "breaks": _breaks, "modern": _modern,
}  # fmt: skip


def _foreign(rng: random.Random, lang: str, speech: Speech) -> NewsPage:
    title = rng.choice(speech.headlines)
    paragraphs = [speech.join.join(rng.sample(speech.sentences, 3)) for _ in range(rng.randint(3, 5))]
    moment = datetime(2015, 1, 1, 9, 0) + timedelta(days=rng.randint(0, 3900))  # noqa: DTZ001 -- local
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    menu = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(speech.menu))
    more = "".join(f'<li><a href="/m{n}">{text}</a></li>' for n, text in enumerate(speech.headlines))
    html = f"""<!DOCTYPE html><html lang="{lang}"><head><title>{title} | {speech.site}</title>
<meta property="article:published_time" content="{moment:%Y-%m-%dT%H:%M}:00+01:00"></head><body><nav><ul>{menu}</ul>
</nav><main><article>
<h1>{title}</h1><p class="byline">{speech.by} {speech.name}</p>{body}</article></main><aside>
<h2>{speech.related}</h2><ul>{more}</ul></aside>
<footer><p>{speech.footer}</p></footer></body></html>"""
    stamp = f"{moment:%Y-%m-%dT%H:%M}:00+01:00"
    truth = Truth(title, tuple(paragraphs), stamp, None, speech.name, None, None, lang, None)
    return NewsPage(lang, f"https://union.example.org/{moment:%Y/%m}/article", html, truth)
