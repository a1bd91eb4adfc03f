"""The test fixture of a new site: examples of its addresses, and an invented copy in the markup seen.

Two files in the form of `scraper/replica/`: `fixtures/NAME.toml` says what the site has, `families/seen_NAME.toml` how
it prints it.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from scraper.newsite.findings import Findings, ListSource
from scraper.newsite.links.addresses import CODE, NUMBER, SLUG, Address, Token
from scraper.newsite.links.anchors import Look
from scraper.newsite.pages.paging import Paging, by_number, steps
from scraper.newsite.skeleton import article_skeleton, list_skeleton

SINCE = 2014  # the invented news of the replica begins in 2013
ENCODINGS = {"gb18030": "gbk", "big5-hkscs": "big5", "utf-8": "utf-8"}
SECTION = "新闻"


def fixture_files(found: Findings, today: date) -> dict[str, str]:
    """The texts of the files by their path under `scraper/replica/`."""
    article = re.compile("|".join(f"(?:{pattern})" for pattern in found.articles))
    files: dict[str, str] = {}
    copies: list[str] = []
    for place, source in enumerate(found.lists):
        family = f"seen_{found.name}" + (f"_{place + 1}" if place else "")  # no system of ours has such a name
        looks = [look for look in found.list_looks if look.url in source.urls]
        if looks and found.proofs:
            files[f"families/{family}.toml"] = family_file(found, source, looks[0], article)
            years = (SINCE, today.year)
            copies += [
                Copy(family, f"{family} {n}", years, look, source).text(article) for n, look in enumerate(looks, 1)
            ]
    articles = [proof.look.url for proof in found.proofs if proof.article and article.fullmatch(proof.look.url)]
    told = {
        "label": found.label,
        "articles": articles[:4],
        "others": [url for url in dict.fromkeys(_others(found)) if not article.fullmatch(url)][:4],
        "rss": [url for url in found.feeds if url not in found.sitemaps],
        "sitemaps": [url for url in found.feeds if url in found.sitemaps],
    }
    lines = [f"{key} = {_toml(value)}" for key, value in told.items() if value]
    files[f"fixtures/{found.name}.toml"] = "\n".join([*lines, *copies]) + "\n"
    return files


def family_file(found: Findings, source: ListSource, look: Look, article: re.Pattern[str]) -> str:
    """How the site prints lists and articles."""
    layout = found.layouts[0] if found.layouts else None
    proofs = [proof for proof in found.proofs if proof.article]
    fits = [p for p in proofs if layout and p.look.root is not None and p.look.root.cssselect(layout.body[0])]
    proof = (fits or proofs)[0]
    page, states = article_skeleton(proof, layout)
    listed, entry, pager = list_skeleton(look, source.shape, article)
    stamp = (proof.article.published_at or "") if proof.article else ""
    precision = "none" if not stamp else "day" if "T" not in stamp else "minute"
    form = "%Y-%m-%d" if precision == "day" else "%Y-%m-%d %H:%M"
    return "\n".join(
        [
            f"# The markup of {found.name} as it was seen, with nothing in it.",
            f"states = {_toml(states)}",
            f'precision = "{precision}"',
            f'time = "{form}"',
            f"article = '''\n{page}\n'''",
            f"list = '''\n{listed}\n'''",
            f"entry = '''\n{entry}\n'''",
            f"pager = '''{pager}'''",
            "",
        ]
    )


def _others(found: Findings) -> Iterator[str]:
    yield found.home
    for look in found.list_looks:
        yield look.url
        yield from (step.url for step in steps(look)[:1])


class Copy(NamedTuple):
    """The copy of one list, and of the articles that it leads to, printed with a family between two years."""

    family: str
    era: str
    years: tuple[int, int]
    look: Look
    source: ListSource

    def text(self, article: re.Pattern[str]) -> str:
        """Its table; empty where no address like those seen can be made."""
        examples = (anchor.address for anchor in self.look.anchors if article.fullmatch(anchor.url))
        pattern = next((made for each in examples if (made := address_pattern(each, article))), None)
        if pattern is None:
            return ""
        told: dict[str, object] = {
            "family": self.family,
            "era": self.era,
            "section": SECTION,
            "encoding": ENCODINGS.get(self.look.decoded[1], "utf-8"),
            "years": self.years,
            "list": self.look.url,
            "page": _page_pattern(self.look, self.source.shape.paging),
            "article": pattern,
        }
        return "\n".join(["", "[[copies]]", *(f"{key} = {_toml(value)}" for key, value in told.items() if value)])


def _page_pattern(look: Look, paging: Paging | None) -> str | None:
    """The address of page N of a list, with `{n}`, or with `{before}` where the second page is 1."""
    if paging is None:
        return None
    if paging.scheme == "linked":
        second = next((step.url for step in steps(look) if step.paging == paging), None)
        numbered = by_number(look.url, second) if second else None
    else:
        numbered = paging
    if numbered is None:
        return None
    number = "{before}" if numbered.first == 1 else "{n}"
    return re.sub(numbered.arguments[0], lambda _: numbered.arguments[1].replace("{n}", number), look.url, count=1)


def address_pattern(address: Address, article: re.Pattern[str]) -> str | None:
    """Addresses like this one, by `{moment}`, `{id}` and `{hex}`; `None` where the site would not take such."""
    root = address.url[: address.url.index("/", len("https://"))]
    numbers = [place for place, token in enumerate(address.tail) if token.kind == NUMBER]
    pieces, dated = [], ""
    for place, token in enumerate(address.tail):
        piece, dated = _varied(token, dated, last=bool(numbers) and place == numbers[-1])
        pieces.append(piece)
    pattern = f"{root}{address.directory}{''.join(pieces)}"
    sample = pattern.format(moment=datetime(2020, 2, 3, 4, 5), id=1234567, hex="0123456789abcdef" * 2)  # noqa: DTZ001 (any)
    return pattern if article.fullmatch(sample) else None


def _varied(token: Token, dated: str, *, last: bool) -> tuple[str, str]:
    """The token as a pattern, and how much of a date (`Y`, `Ym`, `Ymd`) was written by now."""
    if token.kind == CODE:
        lead = token.text[: token.text.rfind("_") + 1]
        return f"{lead}{{hex:.{min(32, len(token.text) - len(lead))}}}", dated
    if token.kind == SLUG:
        return "workers-news-{id}", dated
    if token.kind != NUMBER:
        return token.text, dated
    forms = {
        ("", 4): "Y",
        ("", 6): "Ym",
        ("", 8): "Ymd",
        ("Y", 2): "m",
        ("Ym", 2): "d",
        ("Y", 4): "md",
        ("Ym", 8): "Ymd",
    }
    form = forms.get((dated, len(token.text)), "")
    plausible = form[:1] != "Y" or 1990 <= int(token.text[:4]) <= 2039
    if form and plausible:
        return "".join(f"{{moment:%{letter}}}" for letter in form), "Ymd"[: len(dated) + len(form)] if len(
            form
        ) < 3 else "Ymd"
    if len(token.text) >= 12:
        return f"{{id:0{len(token.text)}d}}", dated
    return ("{id}" if last else token.text), dated


def _toml(value: object) -> str:
    """A string, number or list as TOML: JSON is the same for them."""
    return json.dumps(value, ensure_ascii=False)
