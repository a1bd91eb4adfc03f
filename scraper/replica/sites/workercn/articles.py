"""Articles of workercn.cn: how each template shows the truth, in the bytes of its time."""

from html import escape

from pipelines.repair.damage import php_gbk
from scraper.replica.markup import encode, fill, links, paragraphs, split
from scraper.replica.model import Neighbours, Render, Truth


def new(truth: Truth, around: Neighbours) -> dict[str, bytes]:
    """The site since 2022, UTF-8; container names are plausible, not known."""
    html = fill(
        "workercn/new.html",
        title=escape(truth.title),
        section=truth.section,
        source=truth.source,
        time=f"{truth.moment:%Y-%m-%d %H:%M}",
        body=paragraphs(truth.paragraphs, opening="<p><span>", closing="</span></p>", indent=""),
        editor=truth.editor,
        related=links(around),
    )
    return {truth.url: html.encode()}


def damaged(truth: Truth, around: Neighbours) -> dict[str, bytes]:
    """The same page after a converter took its UTF-8 for GBK."""
    return {url: php_gbk(body) for url, body in new(truth, around).items()}


def old(name: str) -> Render:
    """A template of the old site: GBK bytes declared as gb2312, long articles on several pages."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        pages = {}
        for url, texts in zip(truth.pages, split(truth.paragraphs, len(truth.pages)), strict=True):
            html = fill(
                f"workercn/{name}.html",
                truth.script,
                title=escape(truth.title),
                section=truth.section,
                source=truth.source or "",
                time=f"{truth.moment:%Y-%m-%d %H:%M:%S}",
                body=paragraphs(texts),
                pager=pager(truth, url),
                editor=truth.editor or "",
                related=links(around),
            )
            pages[url] = encode(html, "gbk")
        return pages

    return render


def pager(truth: Truth, url: str) -> str:
    """The page links of a long article: made by a script, so that only `__totalpage` says how many there are."""
    total = len(truth.pages)
    if total == 1:
        return ""
    current = truth.pages.index(url) + 1
    numbers = "".join(
        f'<a href="javascript:gotoPage({number})">{number}</a> ' if number != current else f"<b>{number}</b> "
        for number in range(1, total + 1)
    )
    return (
        f'<input type="hidden" name="__currentpage" value="{current}" />'
        f'<input type="hidden" name="__totalpage" value="{total}" />'
        f'<center>{numbers}<a href="javascript:gotoPage({min(current + 1, total)})">下一页</a></center>'
    )
