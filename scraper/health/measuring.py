"""Counts what a run read, by the kinds of articles that a site has: each form of address is one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from archive.health.findings import FIELDS, PageRead
from archive.health.measures import Measure

TEXT = "text"
OWN_LAYOUT = "own_layout"
LINKS = "links"
ENCODING = "encoding "  # followed by its name
ENOUGH = 5
AGAIN = " (known before)"


def kind_of(page: PageRead, forms: Sequence[str]) -> str:
    """The regular expression among `forms` that the whole address matches; pages that were known before are set apart.

    A relaunch often leaves old pages as they are, and a run may read a hundred of those for each new one.
    """
    form = next((form for form in forms if re.fullmatch(form, page.url)), "")
    return form + AGAIN if page.again else form


def measured(pages: Iterable[PageRead], forms: Sequence[str], links: int, lists: int) -> list[Measure]:
    """What a run is measured at.

    `text`, and the names of fields: pages that have it. `own_layout`: pages that one of the site's layouts read, of
    those that one was held against. `encoding NAME`: pages in it. `links`: article links (hits) on so many lists.
    """
    hits: Counter[tuple[str, str]] = Counter()
    totals: Counter[tuple[str, str]] = Counter()
    for page in pages:
        kind = kind_of(page, forms)
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


def recent(runs: Sequence[Sequence[Measure]]) -> Iterator[list[Measure]]:
    """Of each kind of article the newest run's measures, those of the newest two added up, and so on until enough.

    `runs` come newest first. So a run that read little hides nothing that was found before it, and runs that read one
    page each are seen together.
    """
    for kind in sorted({each.kind for run in runs for each in run if each.name == TEXT}):
        own = [[each for each in run if each.kind == kind] for run in runs]
        for place in range(1, len(own) + 1):
            found = together(own[:place])
            yield sorted(found.values(), key=lambda each: each.name != OWN_LAYOUT)
            if (TEXT, kind) in found and found[TEXT, kind].pages >= ENOUGH:
                break


def together(runs: Iterable[Iterable[Measure]]) -> dict[tuple[str, str], Measure]:
    """The measures of several runs added up, by name and kind."""
    found: dict[tuple[str, str], Measure] = {}
    for each in (measure for run in runs for measure in run):
        known = found.get((each.name, each.kind), Measure(each.name, each.kind, 0, 0))
        found[each.name, each.kind] = Measure(each.name, each.kind, known.hits + each.hits, known.pages + each.pages)
    return found
