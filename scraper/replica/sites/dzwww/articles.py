"""Articles and lists of dzwww.com."""

from collections.abc import Callable
from html import escape

from scraper.replica.markup import decoys, encode, fill, links, paragraphs, path
from scraper.replica.model import ListPage, Neighbours, Render, Truth


def trs(name: str, encoding: str) -> Render:
    """A template of the TRS content system; pages in GBK declare gb2312. Empty labels stay, as on the real pages."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        html = fill(
            f"dzwww/{name}.html",
            charset="gb2312" if encoding == "gbk" else encoding,
            title=escape(truth.title),
            section=truth.section,
            source=truth.source,
            time=f"{truth.moment:%Y-%m-%d %H:%M:%S}",
            author=truth.author or "",
            body=paragraphs(truth.paragraphs, opening='<p align="justify">'),
            editor=truth.editor,
            disclaimer=fill("dzwww/disclaimer.html"),
            related=links(around),
        )
        return {truth.url: encode(html, encoding)}

    return render


def hot(truth: Truth, around: Neighbours) -> dict[str, bytes]:
    """A page of hot.dzwww.com, UTF-8."""
    html = fill(
        "dzwww/hot.html",
        title=escape(truth.title),
        time=f"{truth.moment:%Y-%m-%d %H:%M}",
        source=truth.source,
        author=truth.author,
        body=paragraphs(truth.paragraphs, indent=""),
        related=links(around),
    )
    return {truth.url: html.encode()}


def trs_list(section: str, encoding: str) -> Callable[[ListPage], bytes]:
    """A list with the markup of sd.dzwww.com/sdnews/ or, in UTF-8, of the www pages."""

    def render(page: ListPage) -> bytes:
        if encoding == "gbk":
            name = "list"
            rows = [entry(truth, page.url) for truth in page.entries]
            rows.append(decoys(page, '<li><div class="text"><h3>{}</h3></div></li>'))
        else:
            name = "list14"
            rows = [links(page.entries), decoys(page)]
        steps = ((page.previous, "上一页"), (page.following, "下一页"))
        html = fill(
            f"dzwww/{name}.html",
            section=section,
            entries="\n".join(rows),
            pager=" ".join(f'<a href="{path(url)}">{label}</a>' for url, label in steps if url),
        )
        return encode(html, encoding)

    return render


def entry(truth: Truth, list_url: str) -> str:
    """One item of a list; links inside the folder are relative, as TRS writes them."""
    folder = list_url.rpartition("/")[0] + "/"
    address = "./" + truth.url.removeprefix(folder) if truth.url.startswith(folder) else truth.url
    title = escape(truth.title)
    return (
        f'<li><div class="text"><h3><a href="{address}" target="_blank" title="{title}">{title}</a></h3>'
        f"<p>{escape(truth.paragraphs[0][:40])}... <label>{truth.moment:%Y-%m-%d %H:%M:%S}</label></p></div></li>"
    )
