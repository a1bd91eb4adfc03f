"""The markup of one content system, as its file describes it, and the pages printed with it."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from scraper.replica.markup import encode, links, paragraphs, path, split
from scraper.replica.markup import template as site_template
from scraper.replica.model import ListPage, Neighbours, Render, Truth

FOLDER = files("scraper.replica.families")
HIDDEN = "内部预览"  # the headline of what robots.txt forbids
LABELS = {"gbk": "gb2312"}  # what pages in GBK call themselves


@dataclass(frozen=True, slots=True)
class Family:
    """How one content system prints.

    `article`, `listed`, `entry` (one item of a list) and `pager` (the link to a list's next page) are templates. `time`
    is the form of dates, `states` the fields that articles show, `precision` how exact the date is; `further` the
    address of page N of an article, from `{stem}`, `{ending}`, `{n}` and `{before}` (N - 1), where long ones are split.
    """

    article: Template
    listed: Template
    entry: Template
    pager: Template
    time: str
    states: frozenset[str]
    precision: str
    further: str | None = None


@cache
def family(name: str) -> Family:
    """The content system of this name."""
    told: dict[str, Any] = tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    article = told["article"]
    return Family(
        # A system that has a hand-made copy of one of its sites shares that copy's template.
        article=site_template(article, "Hans") if article.endswith(".html") else Template(article),
        listed=Template(told["list"]),
        entry=Template(told["entry"]),
        pager=Template(told.get("pager", '<a href="$address">下一页</a>')),
        time=told["time"],
        states=frozenset(told["states"]),
        precision=told["precision"],
        further=told.get("further"),
    )


def further(pattern: str, url: str, number: int) -> str:
    """The address of page `number` of the article at `url`."""
    stem, dot, ending = url.rpartition(".")
    return pattern.format(stem=stem, ending=dot + ending, n=number, before=number - 1)


def articles(style: Family, encoding: str, constant: dict[str, str]) -> Render:
    """Articles in the bytes of `encoding`; `constant` are the fields that are the same on all pages of the site."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        runs = split(truth.paragraphs, len(truth.pages))
        return {
            url: encode(style.article.substitute(fields(style, truth, run, around, url) | constant), encoding)
            for url, run in zip(truth.pages, runs, strict=True)
        }

    return render


def fields(style: Family, truth: Truth, run: Sequence[str], around: Neighbours, url: str) -> dict[str, str]:
    """What a template of an article may show."""
    return {
        "title": escape(truth.title),
        "section": truth.section or "",
        "source": truth.source or "",
        "author": truth.author or "",
        "editor": truth.editor or "",
        "time": f"{truth.moment:{style.time}}",
        "day": f"{truth.moment:%Y-%m-%d}",
        "number": "".join(filter(str.isdigit, url))[-8:],
        "node": "1001",
        "description": escape(truth.paragraphs[0][:60]),
        "body": paragraphs(run),
        "pager": "".join(f'<a href="{path(page)}">{n}</a> ' for n, page in enumerate(truth.pages, 1) if page != url),
        "related": links(around),
    }


def lists(style: Family, encoding: str, constant: dict[str, str]) -> Callable[[ListPage], bytes]:
    """Lists in the bytes of `encoding`."""

    def render(page: ListPage) -> bytes:
        shown = [(path(truth.url), escape(truth.title), f"{truth.moment:%Y-%m-%d}") for truth in page.entries]
        shown += [(path(url), HIDDEN, "2012-01-01") for url in page.decoys]
        entries = "\n".join(style.entry.substitute(address=a, title=title, day=day) for a, title, day in shown)
        pager = style.pager.substitute(address=path(page.following)) if page.following else ""
        total = -(-page.known // len(page.entries)) if page.entries else page.number
        html = style.listed.substitute(constant, entries=entries, pager=pager, total=total)
        return encode(html, encoding)

    return render
