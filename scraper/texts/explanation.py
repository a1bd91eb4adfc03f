"""How one page was read, in lines of text: each step with its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from archive.records import Evidence, RawPage
from pipelines.places import Mending, Place, as_noted, mendings
from scraper.archive_command import DASH, one_line, table
from scraper.terminal import Paint, pad, shorten, width

LONGEST = 100
"""Columns of a changed stretch that are shown; a whole paragraph may have been misread."""
LABEL = 12
# Where extraction notes what gave each field; the value stands in the article.
FIELDS = {
    "title": "title",
    "published": "published_at",
    "source": "source",
    "author": "author",
    "editor": "editor",
    "section": "section",
}
EARLIER = "the places are not shown: this version mends the page differently; run: scrapy reprocess"


@dataclass(frozen=True, slots=True)
class View:
    """How much is shown, and how: at most `most` places of each repair (`None`: all)."""

    paint: Paint
    most: int | None


def labelled(label: str, *values: object) -> str:
    """One fact: its name, then what is known."""
    known = one_line(" ".join(str(value) for value in values if value is not None and value != ""))
    return f"  {pad(label, LABEL)}{known or DASH}"


def reading_lines(
    evidence: Evidence, fields: Mapping[str, str | None], page: RawPage | None, view: View
) -> Iterator[str]:
    """Decoding, repairs and extraction of one page, as its evidence has them; `page` is there to show the places."""
    yield view.paint("bold", "characters")
    yield from decoding_lines(evidence.get("decode") or {}, view.paint)
    yield view.paint("bold", "repairs")
    yield from repair_lines(evidence.get("repair") or [], page, view)
    yield view.paint("bold", "text and fields")
    yield from extraction_lines(evidence.get("extract") or {}, fields)


def decoding_lines(noted: Evidence, paint: Paint) -> Iterator[str]:
    """What was declared, what was found, what was used."""
    if not noted:
        yield labelled("", "nothing was noted about decoding")
        return
    http, meta = noted.get("declared_http"), noted.get("declared_meta")
    yield labelled("declared", f"HTTP {http or 'nothing'}, page {meta or 'nothing'}")
    yield labelled("detected", noted.get("detected") or "nothing")
    yield labelled("used", f"{noted.get('used')}, confidence {noted.get('confidence')}")
    replaced = noted.get("replaced", 0)
    line = labelled("replaced", f"{replaced} characters that were no text")
    yield paint("red", line) if replaced else line
    segments = noted.get("segments")
    if segments:
        yield labelled("segments", ", ".join(f"{count} in {name}" for name, count in segments.items()))


def repair_lines(noted: Sequence[Evidence], page: RawPage | None, view: View) -> Iterator[str]:
    """The repairs with their counts, and the places where each worked."""
    if not noted:
        yield "  none needed"
        return
    rows = [[fix["kind"], fix["certain"], fix["guessed"], fix["lost"]] for fix in noted]
    yield from (f"  {line}" for line in table(("kind", "certain", "guessed", "lost"), rows).split("\n"))
    if page is None:
        return
    found = mendings(page)
    if as_noted([mending.fix for mending in found]) != as_noted_evidence(noted):
        yield f"  {EARLIER}"
        return
    for mending in found:
        yield from _mending_lines(mending, view)


def as_noted_evidence(noted: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Evidence as it is after storing, where an edit is a list."""
    return [{**fix, "edits": [list(edit) for edit in fix["edits"]]} for fix in noted]


def _mending_lines(mending: Mending, view: View) -> Iterator[str]:
    yield f"  {one_line(mending.fix.kind)}:"
    for place in islice(mending.places, view.most):
        yield from _place_lines(place, view.paint)
    hidden = 0 if view.most is None else len(mending.places) - view.most
    if hidden > 0:
        yield f"    {hidden} more places; show them with --all"


def _place_lines(place: Place, paint: Paint) -> Iterator[str]:
    """One place before and after; without colours the change is in brackets."""
    before, after = one_line(place.before), one_line(place.after or "")
    before, after = shorten(before, LONGEST), shorten(after, LONGEST)
    if not paint.on:
        before, after = f"[-{before}-]", f"{{+{after}+}}"
    left, right = one_line(place.left), one_line(place.right)
    yield f"    - {left}{paint('red', before)}{right}"
    yield f"    + {left}{paint('green', after)}{right}" if place.after is not None else "      lost"


def extraction_lines(noted: Evidence, fields: Mapping[str, str | None]) -> Iterator[str]:
    """Which rule or layout gave the text, and where each field stood."""
    if not noted:
        yield labelled("", "nothing was noted about extraction")
        return
    yield labelled("text by", noted.get("text"))
    for report in noted.get("layout", []):
        agreement = f", agreement {report['agreement']}" if "agreement" in report else ""
        verdict = "fits" if report.get("fits") else f"does not fit: {report.get('reason')}"
        yield labelled("layout", f"{report.get('name')} {verdict}{agreement}")
    if "vote" in noted:
        yield labelled("vote", ", ".join(f"{name} {size} characters" for name, size in noted["vote"].items()))
    columns = max(width(shorten(one_line(fields.get(name) or ""), 60)) for name in FIELDS.values())
    for key, name in FIELDS.items():
        value = fields.get(name)
        shown = pad(shorten(one_line(value or DASH), 60), columns)
        yield f"  {pad(key, LABEL)}{shown}  {one_line(str(noted[key])) if key in noted else ''}".rstrip()
    yield labelled("language", fields.get("lang"), fields.get("script"))


def continuation_lines(noted: Sequence[Evidence], pages: Sequence[RawPage], view: View) -> Iterator[str]:
    """The same of the further pages of an article."""
    by_url = {page.url: page for page in pages}
    for one in noted:
        yield view.paint("bold", one_line(f"further page {one['url']}"))
        yield from decoding_lines(one.get("decode") or {}, view.paint)
        yield from repair_lines(one.get("repair") or [], by_url.get(one["url"]), view)
        yield labelled("text by", (one.get("extract") or {}).get("text"))
