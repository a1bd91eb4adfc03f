"""Counts what a run read, by the kinds of articles that a site has: each form of address is one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from archive.health.findings import FIELDS, PageRead
from archive.health.measures import Measure

TEXT = "text"
OWN_LAYOUT = "own_layout"
LINKS = "links"
ENCODING = "encoding "  # followed by its name
ENOUGH = 5


def kind_of(url: str, forms: Sequence[str]) -> str:
    """The regular expression among `forms` that the whole of `url` matches; empty when none does."""
    return next((form for form in forms if re.fullmatch(form, url)), "")


def measured(pages: Iterable[PageRead], forms: Sequence[str], links: int, lists: int) -> list[Measure]:
    """What a run is measured at.

    `text`, and the names of fields: pages that have it. `own_layout`: pages that one of the site's layouts read, of
    those that one was held against. `encoding NAME`: pages in it. `links`: article links (hits) on so many lists.
    """
    hits: Counter[tuple[str, str]] = Counter()
    totals: Counter[tuple[str, str]] = Counter()
    for page in pages:
        kind = kind_of(page.url, forms)
        for name, there in said(page).items():
            totals[name, kind] += 1
            hits[name, kind] += there
        totals[ENCODING, kind] += 1
        hits[f"{ENCODING}{page.encoding}", kind] += 1
    found = [Measure(name, kind, hits[name, kind], pages) for (name, kind), pages in totals.items() if name != ENCODING]
    found += [
        Measure(name, kind, count, totals[ENCODING, kind])
        for (name, kind), count in hits.items()
        if name.startswith(ENCODING)
    ]
    return [*found, Measure(LINKS, "", links, lists)] if lists else found


def said(page: PageRead) -> dict[str, bool]:
    """What one page has and has not. A page without text has no fields to be missing."""
    found = {TEXT: bool(page.rule)}
    if page.tried:
        found[OWN_LAYOUT] = page.rule.startswith("layout ")
    if page.rule:
        found |= {name: name in page.fields for name in FIELDS.values()}
    return found


def recent(runs: Sequence[Sequence[Measure]]) -> list[Measure]:
    """Of each kind of article the newest pages, of as many runs (newest first) as it takes to have enough.

    A run that read little or nothing neither hides what was found before nor is held to say anything by itself.
    """
    found: list[Measure] = []
    for kind in sorted({each.kind for run in runs for each in run if each.name == TEXT}):
        own = [[each for each in run if each.kind == kind] for run in runs]
        counts = accumulate(sum(each.pages for each in run if each.name == TEXT) for run in own)
        needed = next((place for place, count in enumerate(counts, start=1) if count >= ENOUGH), len(own))
        found += together(own[:needed]).values()
    return found


def together(runs: Iterable[Iterable[Measure]]) -> dict[tuple[str, str], Measure]:
    """The measures of several runs added up, by name and kind."""
    found: dict[tuple[str, str], Measure] = {}
    for each in (measure for run in runs for measure in run):
        known = found.get((each.name, each.kind), Measure(each.name, each.kind, 0, 0))
        found[each.name, each.kind] = Measure(each.name, each.kind, known.hits + each.hits, known.pages + each.pages)
    return found
