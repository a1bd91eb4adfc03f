"""Sites abroad, on Drupal, WordPress and SPIP, in English and in Chinese, found by feeds, lists and sitemaps."""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import escape
from urllib.parse import urljoin

from scraper.replica import feeds
from scraper.replica.markup import fill, links, paragraphs, path
from scraper.replica.model import Era, Listing, ListPage, Neighbours, Page, Render, Site, Truth

HTML, XML = "text/html; charset=utf-8", "text/xml; charset=utf-8"
OPENED = datetime(2010, 1, 1)  # noqa: DTZ001 - ids count the minutes since then
SLUGS = ("after-the-vote", "line-by-line", "talks-resume", "what-members-won", "night-shift-speaks", "a-seat-at-table")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a site lists its articles: `kind` is `rss`, `list` (Drupal, `?page=1` second), or `sitemap`.

    `paged` is the query field with which a feed pages back, `size` the number of entries on a page.
    """

    kind: str
    url: str
    paged: str | None = None
    size: int = 20


def address(pattern: str) -> Callable[[datetime], str]:
    """Addresses from a pattern with `{moment}`, `{id}`, which grows with time, and `{slug}`."""

    def at(moment: datetime) -> str:
        number = int((moment - OPENED).total_seconds()) // 60
        return pattern.format(moment=moment, id=number, slug=f"{SLUGS[number % len(SLUGS)]}-{number % 10000}")

    return at


def article(template: str, label: str) -> Render:
    """The page of one article."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        html = fill(
            f"abroad/{template}.html",
            truth.script,
            site=label,
            title=escape(truth.title),
            author=truth.author or "",
            source=truth.source or "",
            section=truth.section or "",
            iso=f"{truth.moment:%Y-%m-%dT%H:%M:%S}",
            day=f"{truth.moment:%Y-%m-%d}",
            spelt=f"{truth.moment:%B} {truth.moment.day}, {truth.moment:%Y}",
            british=f"{truth.moment.day} {truth.moment:%B %Y}",
            summary=escape(truth.paragraphs[0][:120]),
            body=paragraphs(truth.paragraphs, indent=""),
            related=links(around),
        )
        return {truth.url: html.encode()}

    return render


def listing(source: Source, era: str, label: str) -> Listing:
    """A feed or a list as the pages of the replica."""

    def number(n: int) -> str:
        field, offset = (source.paged, 0) if source.kind == "rss" else ("page", 1)
        joint = "&" if "?" in source.url else "?"
        return source.url if n == 1 else f"{source.url}{joint}{field}={n - offset}"

    def rss(page: ListPage) -> bytes:
        return feeds.rss(label, urljoin(source.url, "/"), page.entries).body

    def rows(page: ListPage) -> bytes:
        entries = "\n".join(
            f'<div class="views-row"><span class="field-content"><a href="{path(t.url)}">{escape(t.title)}</a></span>'
            f'<span class="date-display-single">{t.moment:%Y-%m-%d}</span></div>'
            for t in page.entries
        )
        return fill("abroad/drupal_list.html", "Hans", site=label, entries=entries).encode()

    paged = source.kind == "list" or source.paged
    return Listing(
        holds=lambda truth: truth.era == era,
        address=number,
        render=rss if source.kind == "rss" else rows,
        content_type=XML if source.kind == "rss" else HTML,
        size=source.size,
        most=None if paged else 1,
    )


def maps(source: Source, truths: Sequence[Truth]) -> dict[str, Page]:
    """A sitemap with an index, two maps long: one by number (`?page=1`), one that is a packed file."""
    numbered, packed = f"{source.url}?page=1", f"{source.url}.gz"
    page = feeds.sitemap(truths[1::2])
    return {
        source.url: feeds.sitemap_index([numbered, packed]),
        numbered: feeds.sitemap(truths[::2]),
        packed: replace(page, body=gzip.compress(page.body, mtime=0), content_type="application/gzip"),
    }


@dataclass(frozen=True, slots=True)
class Copy:
    """One site with one template, whose articles stand at `pattern` and show the optional fields `states`."""

    name: str
    label: str
    template: str
    pattern: str
    sources: tuple[Source, ...]
    states: frozenset[str] = frozenset({"author"})
    lang: str = "en"
    script: str = "Hans"
    precision: str = "day"


def site(copy: Copy) -> Site:
    """The site that a copy describes."""

    def furniture(truths: Sequence[Truth]) -> dict[str, Page]:
        pages = {urljoin(source.url, "/robots.txt"): feeds.robots(["/user/"]) for source in copy.sources}
        for source in copy.sources:
            pages |= maps(source, truths) if source.kind == "sitemap" else {}
        return pages

    era = Era(
        name=copy.template,
        since=date(2013, 1, 1),
        until=date(2026, 12, 31),
        address=address(copy.pattern),
        render=article(copy.template, copy.label),
        content_type=HTML,
        states=copy.states,
        precision=copy.precision,
        sections=("News",),
        script=copy.script,
    )
    listed = tuple(listing(source, copy.template, copy.label) for source in copy.sources if source.kind != "sitemap")
    return Site(copy.name, (era,), lambda _: listed, furniture, lang=copy.lang)


def links_only(name: str, urls: Iterable[str], targets: Mapping[str, str]) -> Site:
    """A site that has nothing of its own: lists with links (headline by address) that all leave it."""
    rows = "\n".join(
        f'<p><a href="/flag/{re.sub(r"[^a-z]", "", title.lower())[:3]}"><img src="/f.png"></a> '
        f'<a href="{url}">{title}</a> 2026-08-0{n} [en]</p>'
        for n, (url, title) in enumerate(targets.items(), 1)
    )
    html = f"<html><head><title>{name}</title></head><body><div class='group2'>{rows}</div></body></html>"
    page = Page(html.encode(), HTML, feeds.LAUNCH)
    addresses = tuple(urls)
    pages = dict.fromkeys(addresses, page) | {urljoin(addresses[0], "/robots.txt"): feeds.robots()}
    return Site(name, (), lambda _: (), lambda _: pages, lang="en")
