"""The text of a site file. What comes from the web goes in as a quoted string or, in the docstring, as plain words.

Laid out as `ruff format` would, so that the file passes the checks of this project as it is written.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pipelines.layout import Layout
from scraper.newsite.findings import Fact, Findings, ListSource
from scraper.newsite.naming import class_of
from scraper.newsite.pages.paging import Paging
from scraper.spiders.expectations import Expectations
from scraper.terminal import shorten, width

WIDTH = 120
Code = str | tuple[str, list["Code"], str]
"""Source text, or an opening, what stands between, and a closing."""


def site_file(found: Findings, today: date) -> str:
    """The module."""
    lines = [
        f'"""{_docstring(found, today)}\n"""',
        "",
        *_imports(found),
        "",
        "",
        f"class {class_of(found.name)}(SiteSpider):",
        f"    name = {literal(found.name)}",
        f"    label = {literal(found.label)}",
        f"    home = {literal(found.home)}",
        *_assigned("allowed_domains", _tuple(map(literal, found.domains))),
        *_assigned("sources", _tuple([*map(_list_pages, found.lists), *_feed(found.feeds)])),
        *_assigned("articles", _tuple(map(raw, found.articles))),
        *(_assigned("layouts", _tuple(map(_layout, found.layouts))) if found.layouts else []),
        *_assigned("expects", _expectations(found.expects)),
        *(_assigned("assumed", _tuple(map(literal, assumed))) if (assumed := _assumed(found)) else []),
    ]
    return "\n".join(lines) + "\n"


def _assumed(found: Findings) -> list[str]:
    """What the site table shows as not confirmed."""
    unsure = {fact.about for fact in found.facts if not fact.sure}
    named = {"pages": "next page", "addresses": "articles", "layouts": "layout"}
    return [name for name, about in named.items() if about in unsure and (name != "layouts" or found.layouts)]


def literal(text: str) -> str:
    """`text` as a Python string, in double quotes where that needs no more escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    shown = "".join(_escaped(c, quote) for c in text)
    return f"{quote}{shown}{quote}"


def raw(pattern: str) -> str:
    """A regular expression as a raw string, where it can be one."""
    if '"' in pattern or not pattern.isprintable() or pattern.endswith("\\"):
        return literal(pattern)
    return f'r"{pattern}"' if "\\" in pattern else literal(pattern)


def _escaped(character: str, quote: str) -> str:
    if character in {quote, "\\"}:
        return f"\\{character}"
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def words(text: str) -> str:
    """Text from the web as plain words of a docstring: one line, no quotes, no backslashes."""
    clean = "".join(c if c.isprintable() and c not in '\\"' else " " for c in text)
    return " ".join(clean.split())


def _docstring(found: Findings, today: date) -> str:
    label = words(found.label)
    head = f"{label[:1].upper()}{label[1:60]}, {words(found.home)}: looked at by `scrapy newsite` on {today}."
    seen = [_sentence(fact) for fact in found.facts if fact.sure]
    guessed = [_sentence(fact) for fact in found.facts if not fact.sure]
    paragraphs = ["Seen:", *seen, *(["", "Guessed, or not to be had:", *guessed] if guessed else [])]
    return "\n".join([head, "", *(line for part in paragraphs for line in wrapped(part))])


def _sentence(fact: Fact) -> str:
    return f"* {words(fact.about)}: {words(fact.words)}"


def wrapped(text: str) -> list[str]:
    """Lines of at most `WIDTH` columns, where a Chinese character has two; a longer word is cut."""
    lines, indent = [""], "  " if text.startswith("* ") else ""
    for word in text.split():
        if width(lines[-1]) + 1 + width(word) > WIDTH - 4 and lines[-1].strip():
            lines.append(indent)
        lines[-1] += (" " if lines[-1].strip() else "") + shorten(word, WIDTH - 8)
    return lines


def _imports(found: Findings) -> list[str]:
    lists = [
        name
        for name in ("linked", "numbered")
        if any(name == s.shape.paging.scheme for s in found.lists if s.shape.paging)
    ]
    return [
        *(["from pipelines.layout import Layout"] if found.layouts else []),
        "from scraper.spiders.expectations import Expectations",
        *(["from scraper.spiders.feeds import Feed"] if found.feeds else []),
        *([f"from scraper.spiders.list_pages import {', '.join(['ListPages', *lists])}"] if found.lists else []),
        "from scraper.spiders.site import SiteSpider",
    ]


def _list_pages(source: ListSource) -> Code:
    shape = source.shape
    parts: list[Code] = [_tuple(map(literal, source.urls)), f"items={literal(shape.items)}"]
    parts += [f"day={literal(shape.day)}"] if shape.day else []
    parts += [_prefixed("next_page=", _paging(shape.paging))] if shape.paging else []
    return ("ListPages(", parts, ")")


def _paging(paging: Paging) -> Code:
    if paging.scheme == "linked":
        return ("linked(", [literal(text) for text in paging.arguments], ")")
    parts: list[Code] = [raw(paging.arguments[0]), literal(paging.arguments[1])]
    parts += [f"first={paging.first}"] if paging.first != 2 else []
    parts += [f"total={raw(paging.total)}"] if paging.total else []
    return ("numbered(", parts, ")")


def _feed(urls: Sequence[str]) -> list[Code]:
    return [("Feed(", [_tuple(map(literal, urls))], ")")] if urls else []


def _layout(layout: Layout) -> Code:
    fields = ("body", "title", "published", "source", "author", "editor")
    parts: list[Code] = [literal(layout.name)]
    parts += [_prefixed(f"{name}=", _tuple(map(literal, value))) for name in fields if (value := getattr(layout, name))]
    return ("Layout(", parts, ")")


def _expectations(expects: Expectations) -> Code:
    fields: list[Code] = [f"{literal(name)}: {share}" for name, share in expects.fields.items()]
    parts: list[Code] = [f"links={expects.links}", ("fields={", fields, "}")]
    parts += [f"own_layout={expects.own_layout}"] if expects.own_layout else []
    return ("Expectations(", parts, ")")


def _tuple(parts: Iterable[Code]) -> Code:
    return ("(", list(parts), ")")


def _prefixed(prefix: str, code: Code) -> Code:
    return prefix + code if isinstance(code, str) else (prefix + code[0], code[1], code[2])


def _assigned(name: str, code: Code) -> list[str]:
    return _lines(_prefixed(f"{name} = ", code), 4, "")


def _flat(code: Code) -> str:
    if isinstance(code, str):
        return code
    opening, parts, closing = code
    comma = "," if len(parts) == 1 and opening.endswith("(") and opening[-2:-1] in {"", " ", "=", "("} else ""
    return f"{opening}{', '.join(map(_flat, parts))}{comma}{closing}"


def _lines(code: Code, indent: int, after: str) -> list[str]:
    """On one line where it fits, else each part on its own."""
    flat = " " * indent + _flat(code) + after
    if isinstance(code, str) or width(flat) <= WIDTH:
        return [flat]
    opening, parts, closing = code
    inner = [line for part in parts for line in _lines(part, indent + 4, ",")]
    return [" " * indent + opening, *inner, " " * indent + closing + after]
