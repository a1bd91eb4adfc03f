"""The invented sites: three sections each, noise on every page, robots.txt, perhaps a feed or a sitemap."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from posixpath import relpath
from urllib.parse import urlsplit

from scraper.replica import feeds
from scraper.replica.markup import encode, fill, paragraphs
from scraper.replica.model import Era, Listing, ListPage, Neighbours, Page, Render, Site, Truth
from scraper.replica.sites.strangers.styles import STYLES, Style

SECTIONS = {"gonghui": "工会要闻", "weiquan": "职工维权", "rencai": "劳模风采"}
FORBIDDING = "http://www.forbidding.example"
SHELL = "http://www.shell.example"
CHARSETS = {"gbk": "gb2312"}
WORDS = ("集体合同", "欠薪", "高温津贴")
TAGS = " ".join(f'<a href="/tag/{n * 37}.html">{word}</a>' for n, word in enumerate(WORDS, 3))
AUTHORS = "".join(f'<a href="/author/{n * 411}">{word}</a> ' for n, word in enumerate(("王建国", "李秀兰"), 3))


def whole(style: Style, title: str, main: str) -> bytes:
    """A page with everything that surrounds its matter."""
    announced = f'<link rel="alternate" type="application/rss+xml" href="{style.host}/rss.xml">' if style.feed else ""
    html = fill(
        "strangers/page.html",
        charset=CHARSETS.get(style.encoding, style.encoding),
        title=title,
        head=announced,
        label=style.label,
        menu=" ".join(f'<a href="{escape(style.listing(key, 1))}">{name}</a>' for key, name in SECTIONS.items()),
        main=main,
        tags=TAGS,
        authors=AUTHORS,
    )
    return encode(html, style.encoding)


def entries(style: Style, at: str, truths: Sequence[Truth]) -> str:
    """List entries as the page at the URL `at` writes them."""
    return "\n".join(
        style.entry.format(
            url=escape(link(style, at, truth.url)),
            title=escape(truth.title),
            cut=escape(truth.title if len(truth.title) < 16 else truth.title[:14] + "..."),
            day=truth.moment,
        )
        for truth in truths
    )


def link(style: Style, at: str, url: str) -> str:
    """A link to `url` on the page `at`: relative where the system writes it so, else from the root."""
    target = url.removeprefix(style.host)
    if not style.relative:
        return target
    return relpath(urlsplit(url).path, urlsplit(at).path.rpartition("/")[0] or "/")


def article(style: Style, section: str) -> Render:
    """The article template of a system."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        matter = fill(
            f"strangers/{style.template}.html",
            section=SECTIONS[section],
            section_url=escape(style.listing(section, 1)),
            title=escape(truth.title),
            time=f"{truth.moment:%Y-%m-%d %H:%M}",
            source=truth.source,
            author=truth.author,
            editor=truth.editor,
            views=truth.moment.minute,
            body=paragraphs(truth.paragraphs),
            related="".join(
                f'<li><a href="{escape(link(style, truth.url, other.url))}">{other.title}</a></li>' for other in around
            ),
        )
        return {truth.url: whole(style, f"{escape(truth.title)}_{SECTIONS[section]}_{style.label}", matter)}

    return render


def listed(style: Style, section: str) -> Callable[[ListPage], bytes]:
    """A list page of a section."""

    def render(page: ListPage) -> bytes:
        opening, closing = style.around
        rows = entries(style, page.url, page.entries)
        main = f"<h2>{SECTIONS[section]}</h2>\n{opening}\n{rows}\n{closing}\n{style.pager(page)}"
        return whole(style, f"{SECTIONS[section]}_{style.label}", main)

    return render


def furniture(style: Style) -> Callable[[Sequence[Truth]], dict[str, Page]]:
    """The home page with the newest of each section, robots.txt, feed and sitemap."""

    def pages(truths: Sequence[Truth]) -> dict[str, Page]:
        opening, closing = style.around
        newest = sorted(truths, key=lambda truth: truth.moment, reverse=True)
        blocks = [
            f'<div class="block"><h3><a href="{escape(style.listing(key, 1))}">{name}</a></h3>\n{opening}\n'
            + entries(style, f"{style.host}/", [truth for truth in newest if truth.era == key][:3])
            + f"\n{closing}</div>"
            for key, name in SECTIONS.items()
        ]
        maps = [f"{style.host}/map.xml"] if style.sitemap else []
        found = {
            f"{style.host}/robots.txt": feeds.robots(["/member/"], maps),
            f"{style.host}/": Page(whole(style, f"{style.label}_首页", "\n".join(blocks)), "text/html", feeds.LAUNCH),
        }
        found |= {url: feeds.sitemap(newest) for url in maps}
        return found | (
            {f"{style.host}/rss.xml": feeds.rss(style.label, f"{style.host}/", newest)} if style.feed else {}
        )

    return pages


def site(name: str, style: Style) -> Site:
    """One invented site."""
    states = {"source", "editor"} | ({"author"} if style.template == "article" else set())
    eras = tuple(
        Era(
            name=key,
            since=date(2012, 1, 1),
            until=date(2026, 12, 31),
            address=lambda moment, key=key: style.host + style.article(key, moment),  # type: ignore[misc]  # binds key
            render=article(style, key),
            content_type="text/html",
            states=frozenset({*states, "section"}),
            precision="minute",
            sections=(title,),
        )
        for key, title in SECTIONS.items()
    )
    lists = tuple(
        Listing(
            holds=lambda truth, key=key: truth.era == key,  # type: ignore[misc]  # binds key
            address=lambda number, key=key: style.host + style.listing(key, number),  # type: ignore[misc]  # binds key
            render=listed(style, key),
            content_type="text/html",
        )
        for key in SECTIONS
    )
    return Site(name=name, eras=eras, listings=lambda _: lists, furniture=furniture(style))


def shut(name: str, pages: dict[str, Page]) -> Site:
    """A site without a single article."""
    return Site(name=name, eras=(), listings=lambda _: (), furniture=lambda _: pages)


STRANGERS = (
    *(site(name, style) for name, style in STYLES.items()),
    shut("forbidding", {f"{FORBIDDING}/robots.txt": feeds.robots(["/"]), f"{FORBIDDING}/": feeds.private("内部网")}),
    shut("shell", {f"{SHELL}/": Page(fill("strangers/shell.html").encode(), "text/html", feeds.LAUNCH)}),
)
