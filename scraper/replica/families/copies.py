"""Sites from their fixtures: addresses, years, encoding, lists, robots.txt and feeds around a system's markup."""

import json
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin

from scraper.replica import feeds
from scraper.replica.families.markup import LABELS, articles, family, further, lists
from scraper.replica.markup import path
from scraper.replica.model import Era, Listing, Page, Site, Truth

FIXTURES = files("scraper.replica.fixtures")
OPENED = datetime(2010, 1, 1)  # noqa: DTZ001 - Beijing wall clock; ids count the minutes since then
UNSEEN = datetime(2012, 1, 1)  # noqa: DTZ001 - Beijing wall clock; older than any story: what robots.txt forbids


@cache
def fixtures() -> dict[str, dict[str, Any]]:
    """All fixtures, by the name of the site."""
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(FIXTURES.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


def copied() -> Iterable[Site]:
    """The sites whose fixture has copies."""
    return (site(name, fixture) for name, fixture in fixtures().items() if "copies" in fixture)


def site(name: str, fixture: Mapping[str, Any]) -> Site:
    """One site; its fixture's table `copies` has one entry for each template that the site used."""
    copies: Sequence[Mapping[str, Any]] = fixture["copies"]
    lists_of = {
        url: [copy for copy in copies if copy["list"] == url] for url in dict.fromkeys(c["list"] for c in copies)
    }
    listings = [listing(url, holding) for url, holding in lists_of.items()]
    listings += [listing(url, copies, whole=True) for url in fixture.get("fronts", ())]
    forbidden = tuple(dict.fromkeys(address(copy["article"])(UNSEEN) for copy in copies))
    return Site(
        name=name,
        eras=tuple(era(copy, fixture["label"]) for copy in copies),
        listings=lambda _: listings,
        furniture=furniture(fixture, [*lists_of, *fixture.get("fronts", ())], forbidden),
        forbidden=forbidden,
    )


def address(pattern: str) -> Callable[[datetime], str]:
    """Addresses from a pattern with `{moment:%Y%m}`, `{id}` (grows with time), `{hex}` (32 digits) and `{code}`."""

    def at(moment: datetime) -> str:
        number = int((moment - OPENED).total_seconds()) // 60
        digest = sha256(str(number).encode()).digest()
        code = urlsafe_b64encode(digest[:16]).decode().rstrip("=")
        return pattern.format(moment=moment, id=number, hex=digest.hex()[:32], code=code)

    return at


def era(copy: Mapping[str, Any], label: str) -> Era:
    """One template of a site."""
    style, encoding = family(copy["family"]), copy.get("encoding", "utf-8")
    return Era(
        name=copy.get("era", copy["family"]),
        since=date(copy["years"][0], 1, 1),
        until=date(copy["years"][1], 12, 31),
        address=address(copy["article"]),
        render=articles(style, encoding, constant(copy, label)),
        content_type="text/html" if encoding in LABELS else f"text/html; charset={encoding}",
        states=frozenset(copy.get("states", style.states)),
        precision=style.precision,
        sections=(copy["section"],),
        further=(lambda url, number: further(style.further or "", url, number)) if style.further else None,
    )


def constant(copy: Mapping[str, Any], label: str) -> dict[str, str]:
    """What is the same on all pages of one template."""
    encoding = copy.get("encoding", "utf-8")
    return {"site": escape(label), "section": escape(copy["section"]), "charset": LABELS.get(encoding, encoding)}


def listing(url: str, copies: Sequence[Mapping[str, Any]], *, whole: bool = False) -> Listing:
    """A list of the articles on some templates, printed with the first one's system; a `whole` one has one page."""
    first, names = copies[0], {copy.get("era", copy["family"]) for copy in copies}
    pages = None if whole else first.get("page")
    encoding = first.get("encoding", "utf-8")
    return Listing(
        holds=lambda truth: truth.era in names,
        address=lambda number: pages.format(n=number, before=number - 1) if pages and number > 1 else url,
        render=lists(family(first["family"]), encoding, constant(first, first["section"])),
        content_type="text/html" if encoding in LABELS else f"text/html; charset={encoding}",
        size=5 if pages else 100,
    )


def rolling(truths: Sequence[Truth]) -> Page:
    """The newest articles as JSON, in the form of people.com.cn's rolling news."""
    items = [{"url": truth.url, "title": truth.title, "date": f"{truth.moment:%Y-%m-%d}"} for truth in truths]
    body = json.dumps({"items": items}, ensure_ascii=False).encode()
    return Page(body, "application/javascript", feeds.LAUNCH)


def furniture(
    fixture: Mapping[str, Any], addresses: Sequence[str], forbidden: Sequence[str]
) -> Callable[[Sequence[Truth]], Mapping[str, Page]]:
    """robots.txt of every host, and the feeds and sitemaps that the site's file reads."""
    printers = {"rss": lambda truths: feeds.rss(fixture["label"], addresses[0], truths), "sitemaps": feeds.sitemap}
    printers["rolling"] = rolling

    def around(truths: Sequence[Truth]) -> dict[str, Page]:
        # `$` ends the path: a number that begins like the forbidden one is another article.
        rules = feeds.robots([f"{path(url)}$" for url in forbidden])
        printed = {url: printer(truths) for kind, printer in printers.items() for url in fixture.get(kind, ())}
        robots = {urljoin(url, "/robots.txt"): rules for url in (*addresses, *forbidden, *printed)}
        return robots | printed

    return around
