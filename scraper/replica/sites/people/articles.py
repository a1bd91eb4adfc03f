"""Articles and lists of acftu.people.com.cn."""

from collections.abc import Callable
from html import escape

from pipelines.repair.damage import inject_pinyin, readings_of
from scraper.replica.markup import chinese_time, encode, fill, links, paragraphs, path, split
from scraper.replica.model import ListPage, Neighbours, Render, Truth
from scraper.replica.wording import CITIES

ANNOTATED = "產國總會員單點發應從據個來讓經過時長職業學區開關設辦責編聞報紙習練賽類數後對為萬這現說問"
# People.com.cn calls its GBK bytes GB2312.
LABELS = {"gbk": "GB2312", "big5": "big5", "utf-8": "utf-8"}


def article(name: str, encoding: str) -> Render:
    """A template in the bytes of `encoding`; the label of GBK is GB2312."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        return {url: encode(page(name, encoding, truth, url, around), encoding) for url in truth.pages}

    return render


def page(name: str, encoding: str, truth: Truth, url: str, around: Neighbours) -> str:
    """One page of an article."""
    node, _, number = truth.url.rpartition("/")[2].removesuffix(".html").partition("-")
    return fill(
        f"people/{name}.html",
        truth.script,
        charset=LABELS[encoding],
        title=escape(truth.title),
        section=truth.section,
        source=truth.source,
        author=truth.author or "",
        editor=truth.editor,
        time=chinese_time(truth.moment),
        day=truth.published_date,
        node=node.removeprefix("c"),
        number=number,
        description=escape(truth.paragraphs[0][:60]),
        body=paragraphs(split(truth.paragraphs, len(truth.pages))[truth.pages.index(url)]),
        pager=pager(truth, url),
        related=links(around),
    )


def pager(truth: Truth, url: str) -> str:
    """The page links of a long article."""
    if len(truth.pages) == 1:
        return ""
    numbers = "".join(f'<a href="{path(other)}">【{n}】</a>' for n, other in enumerate(truth.pages, 1))
    following = truth.pages[truth.pages.index(url) + 1 :][:1]
    button = "".join(f'<a href="{path(other)}"><img src="/img/next_page.jpg" border="0"></a>' for other in following)
    return f'<div class="zdfy clearfix">{numbers}</div><center>{button}</center>'


def mirrored(truth: Truth, around: Neighbours) -> dict[str, bytes]:
    """A copy on a cloaking mirror: readings in brackets, and a tail of place names behind the page."""
    body = page("cpc", "utf-8", truth, truth.url, around)
    return {truth.url: inject_pinyin(body, readings_of(ANNOTATED), CITIES * 2).encode()}


def listed(encoding: str) -> Callable[[ListPage], bytes]:
    """A list in the bytes of `encoding`."""

    def render(listing: ListPage) -> bytes:
        script = "Hant" if encoding == "big5" else "Hans"
        entries = "\n".join(
            f'<li><a href="{path(truth.url)}" target="_blank">{escape(truth.title)}</a> '
            f"<em>{chinese_time(truth.moment)}</em></li>"
            for truth in listing.entries
        )
        pager = f'<a href="{path(listing.following)}">下一页</a>' if listing.following else ""
        html = fill("people/list.html", script, charset=LABELS[encoding], entries=entries, pager=pager)
        return encode(html, encoding)

    return render
