"""What follows from the pages that were seen: names, layouts, expectations."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin

from archive.records import Article
from scraper.newsite.findings import Findings
from scraper.newsite.links.addresses import domain_of
from scraper.newsite.links.anchors import Look
from scraper.newsite.naming import label_of, name_of
from scraper.newsite.pages.layouts import layouts_of
from scraper.site_index import host_of
from scraper.spiders.expectations import Expectations

MANY = 3  # articles from which an expectation may be drawn


def conclude(found: Findings, fronts: Sequence[Look], today: date) -> None:
    """Fill in what needs no further page; `fronts` are the home page, if it was seen, and the pages given."""
    articles = [proof.article for proof in found.proofs if proof.article]
    looks = [*found.list_looks, *(proof.look for proof in found.proofs if proof.article)]
    _name(found, fronts, looks)
    _encodings(found, [*fronts, *looks])
    read = _layouts(found, articles, today)
    _expect(found, articles, own_layout=MANY <= len(articles) == read)


def _name(found: Findings, fronts: Sequence[Look], looks: Sequence[Look]) -> None:
    front = fronts[0]
    found.home = urljoin(front.url, "/")
    host = host_of(front.url)
    found.name = found.name or name_of(host)
    titles = [look.title for look in looks if look.url != front.url]
    found.label, agreed = label_of(front.title, titles, host)
    found.note("label", found.label, sure=agreed)
    hosts = {host_of(look.url).removeprefix("www.") for look in [*fronts, *looks]}
    found.domains = tuple(hosts) if len(hosts) == 1 else tuple(sorted({domain_of(host) for host in hosts}))


def _encodings(found: Findings, looks: Sequence[Look]) -> None:
    counts = Counter({look.url: look.decoded[1] for look in looks}.values())
    found.note("encoding", ", ".join(f"{name} ({count} pages)" for name, count in counts.most_common()))


def _layouts(found: Findings, articles: Sequence[Article], today: date) -> int:
    """Find the layouts; how many of the articles they read."""
    read = 0
    for layout, pages in layouts_of(found.proofs, str(today.year)):
        found.layouts.append(layout)
        read += len(pages)
        fields = [name for name in ("title", "published", "source", "author", "editor") if getattr(layout, name)]
        words = f"{layout.body[0]} on {len(pages)} of {len(articles)} articles, with {', '.join(fields) or 'no field'}"
        found.note("layout", words, sure=len(pages) >= MANY, examples=[page.look.url for page in pages])
    if not found.layouts:
        found.note("layout", "none is shared by two articles; the general rules read them")
    return read


def _expect(found: Findings, articles: Sequence[Article], *, own_layout: bool) -> None:
    """Half of what was seen, so that a quiet day is no alarm."""
    links = sum(source.links for source in found.lists)
    fields = {"title": 0.9}
    for name in ("published_date", "source"):
        share = sum(getattr(article, name) is not None for article in articles) / max(1, len(articles))
        if share == 1 and (name == "published_date" or len(articles) >= MANY):
            fields[name] = 0.9 if name == "published_date" else 0.5
        elif share >= 0.5 and name == "published_date":
            fields[name] = 0.4
    found.expects = Expectations(max(1, links // 2), fields, 0.5 if own_layout else 0.0)
