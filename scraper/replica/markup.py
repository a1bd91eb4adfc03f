"""HTML from template files and truths: escaping, paragraphs, links, and real bytes in the encoding of the time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise
from string import Template
from urllib.parse import urlsplit

from opencc import OpenCC

from scraper.replica.model import ListPage, Truth

SITES = files("scraper.replica.sites")
INDENT = "　　"


@cache
def converter() -> OpenCC:
    """Simplified to Taiwan-standard characters, phrase by phrase."""
    return OpenCC("s2tw")


@cache
def traditional(text: str) -> str:
    """The text in traditional script."""
    return str(converter().convert(text))


@cache
def template(name: str, script: str | None) -> Template:
    """A template file such as `workercn/new.html`; its own words follow the script of the page."""
    text = SITES.joinpath(name).read_text(encoding="utf-8")
    return Template(traditional(text) if script == "Hant" else text)


def fill(name: str, script: str | None = "Hans", **fields: object) -> str:
    """The template with its `$fields` filled. Fields are HTML: escape text first."""
    return template(name, script).substitute({key: str(value) for key, value in fields.items()})


def chinese_time(moment: datetime) -> str:
    """`2024年04月24日23:52`, as people.com.cn writes it."""
    return f"{moment:%Y}年{moment:%m}月{moment:%d}日{moment:%H:%M}"


def paragraphs(texts: Iterable[str], opening: str = "<p>", closing: str = "</p>", indent: str = INDENT) -> str:
    """One element a paragraph."""
    return "\n".join(f"{opening}{indent}{escape(text, quote=False)}{closing}" for text in texts)


def links(truths: Iterable[Truth], mark: str = "<li>{}</li>") -> str:
    """Links to other articles, each inside `mark`."""
    return "\n".join(
        mark.format(f'<a href="{truth.url}" target="_blank">{escape(truth.title)}</a>') for truth in truths
    )


def decoys(page: ListPage, mark: str = "<li>{}</li>") -> str:
    """Links that robots.txt forbids, dressed like the others."""
    return "\n".join(mark.format(f'<a href="{url}" target="_blank">内部预览</a>') for url in page.decoys)


def path(url: str) -> str:
    """The URL as a link on its own host writes it."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def split(texts: Sequence[str], parts: int) -> list[Sequence[str]]:
    """The paragraphs in `parts` runs of about equal length."""
    cuts = [round(number * len(texts) / parts) for number in range(parts + 1)]
    return [texts[start:end] for start, end in pairwise(cuts)]


def encode(html: str, encoding: str) -> bytes:
    """Real bytes; a character that the encoding lacks becomes a numeric reference, as content systems write it."""
    return html.encode(encoding, "xmlcharrefreplace")
