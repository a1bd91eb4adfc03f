"""What a page states for machines: JSON-LD, Open Graph and meta tags, the comment of an e-paper, without trust."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from pipelines.extract.page.lines import Page

_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "og:published_time",
    "og:release_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "publication_date",
    "sailthru.date",
    "weibo: article:create_at",
    "apub:time",
)
_SOURCES = ("contentsource", "mediaid", "source", "article:source")
_AUTHORS = ("article:author", "author", "dc.creator", "dcterms.creator", "byl")
_SECTIONS = ("article:section", "columnname", "section")
_TITLES = ("articletitle", "og:title", "twitter:title", "dc.title", "dcterms.title")
_COMMENT = "<!--enpproperty"
"""Begins the comment in which 方正翔宇 e-papers repeat what an article's page shows, element by element."""
_LONGEST_COMMENT = 4000
_ELEMENT = re.compile(r"<(?:founder-)?(\w{1,20})>([^<]{1,300})</")
_ELEMENTS = {"title": "title", "date": "date", "author": "author", "sourcename": "source", "nodename": "section"}
_MIDNIGHT = re.compile(r"\s+00:00:00(?:\.0)?$")


def stated(page: Page, source: str = "") -> dict[str, tuple[str, str]]:
    """Field to (value, where it stood), for title, date, source, author, section; nothing is checked yet.

    `source` is the page's source, for what stands in a comment.
    """
    found: dict[str, tuple[str, str]] = {}
    for script in page.scripts[:20]:
        for thing in _articles(script):
            for key, value in _from_thing(thing):
                found.setdefault(key, (value, "json-ld"))
    for key, names in (
        ("title", _TITLES),
        ("date", _DATES),
        ("source", _SOURCES),
        ("author", _AUTHORS),
        ("section", _SECTIONS),
    ):
        for name in names:
            value = page.metas.get(name, "").strip()
            if value:
                found.setdefault(key, (value, f"meta {name}"))
    for key, value in _from_comment(source):
        found.setdefault(key, (value, "enpproperty"))
    return found


def _from_comment(source: str) -> Iterator[tuple[str, str]]:
    start = source.find(_COMMENT)
    if start < 0:
        return
    for match in _ELEMENT.finditer(source, start, start + _LONGEST_COMMENT):
        key, value = _ELEMENTS.get(match[1].lower()), unescape(match[2]).strip()
        if key and value:
            # A paper has a day; the time is what the database puts beside it.
            yield key, _MIDNIGHT.sub("", value) if key == "date" else value


def _articles(script: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    queue = [data]
    for thing in queue[:500]:
        if isinstance(thing, list):
            queue.extend(thing[:100])
        elif isinstance(thing, dict):
            kinds = thing.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
                yield thing
            graph = thing.get("@graph")
            if isinstance(graph, list):
                queue.extend(graph[:100])


def _from_thing(thing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    pairs = (("title", "headline"), ("date", "datePublished"), ("section", "articleSection"))
    for key, name in pairs:
        value = thing.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            yield key, value.strip()
    names = _names(thing.get("author"))
    if names:
        yield "author", "、".join(names)


def _names(value: Any) -> list[str]:
    people = value if isinstance(value, list) else [value]
    names = [person.get("name") if isinstance(person, dict) else person for person in people[:10]]
    return [name.strip() for name in names if isinstance(name, str) and name.strip()]
