"""The editions of an article in lines of text: a list of them, the edits from one to the next, how it vanished."""

from collections.abc import Iterable, Iterator, Sequence

from archive.captures import read_capture
from archive.database import Database
from archive.views.changes import Paragraph, Run, compare, compare_line
from archive.views.editions import Edition, Vanishing
from scraper.archive_command import one_line, table
from scraper.terminal import Paint

HEADINGS = ("edition", "first seen", "last seen", "characters", "digest", "read by", "capture", "title")
UNKNOWN = "unknown"
HOW = {
    "gone": "nothing is at its address any more",
    "redirected": "its address leads to a home page or section",
    "deleted": "its page says that it was deleted",
}
STYLES = {"removed": "red", "added": "green"}
# Without colours as wdiff and `git diff --word-diff` mark them.
MARKS = {"removed": "[-{}-]", "added": "{{+{}+}}"}
SIGNS = {"removed": "-", "added": "+", "changed": "~"}
CONTEXT = 1


def edition_table(db: Database, editions: Iterable[Edition]) -> Iterator[str]:
    """One line an edition."""
    rows = [
        (
            edition.number,
            edition.first_seen_at or UNKNOWN,
            edition.last_seen_at,
            len(edition.text),
            edition.digest[:12],
            edition.extractor or UNKNOWN,
            place(db, edition.capture_id),
            one_line(edition.title or ""),
        )
        for edition in editions
    ]
    yield from table(HEADINGS, rows).split("\n")


def edit_lines(db: Database, old: Edition, new: Edition, paint: Paint) -> Iterator[str]:
    """What `new` has and `old` has not, with where both come from."""
    yield from _described(db, old, "---", paint)
    yield from _described(db, new, "+++", paint)
    if old.extractor != new.extractor:
        yield "read by other rules: what differs may be the reading; compare the pages, or run: scrapy reprocess"
    if old.title != new.title:
        yield paint("cyan", "title")
        yield "~ " + _marked(compare_line(old.title or "", new.title or ""), paint)
    if old.text == new.text:
        yield "the text is the same"
        return
    yield paint("cyan", "text")
    yield from _text_lines(compare(old.text, new.text), paint)


def vanishing_line(db: Database, vanished: Vanishing, paint: Paint) -> str:
    """How an article is gone, since when, and which capture tells it."""
    words = f"{vanished.status} since {vanished.since}: {HOW[vanished.status]}"
    told = f" ({vanished.reason})" if vanished.reason else ""
    return paint("red", one_line(f"{words}{told}; {place(db, vanished.capture_id)}"))


def place(db: Database, capture_id: int | None) -> str:
    """Where the page of a capture lies, as `warcio extract` takes it."""
    if capture_id is None:
        return "no capture"
    capture, _ = read_capture(db, capture_id)
    return f"{capture.warc_file} {capture.warc_offset}"


def _described(db: Database, edition: Edition, sign: str, paint: Paint) -> Iterator[str]:
    seen = f"seen {edition.first_seen_at or UNKNOWN} to {edition.last_seen_at}"
    yield paint("bold", f"{sign} edition {edition.number}: {seen}")
    yield f"    capture {place(db, edition.capture_id)}, read by {edition.extractor or UNKNOWN}"
    yield f"    digest {edition.digest}"


def _text_lines(paragraphs: Sequence[Paragraph], paint: Paint) -> Iterator[str]:
    """All paragraphs that differ, and those next to them; how many others there are."""
    differing = [place for place, paragraph in enumerate(paragraphs) if paragraph.kind != "same"]
    shown = {near for at in differing for near in range(at - CONTEXT, at + CONTEXT + 1)}
    hidden = 0
    for number, paragraph in enumerate(paragraphs):
        if number not in shown:
            hidden += 1
            continue
        yield from _hidden(hidden, paint)
        hidden = 0
        sign, marked = SIGNS.get(paragraph.kind, " "), _marked(paragraph.runs, paint, whole=paragraph.kind != "changed")
        yield paint(STYLES[paragraph.kind], f"{sign} ") + marked if paragraph.kind in STYLES else f"{sign} {marked}"
    yield from _hidden(hidden, paint)


def _hidden(count: int, paint: Paint) -> Iterator[str]:
    if count:
        yield paint("dim", f"  … {count} {'paragraph' if count == 1 else 'paragraphs'} unchanged")


def _marked(runs: Iterable[Run], paint: Paint, *, whole: bool = False) -> str:
    """Runs in colours; without colours in marks, except where the line's own sign says it of the `whole` line."""
    parts = []
    for run in runs:
        text = "".join(character if character.isprintable() else " " for character in run.text)
        if run.kind == "same":
            parts.append(text)
        elif paint.on or whole:
            parts.append(paint(STYLES[run.kind], text))
        else:
            parts.append(MARKS[run.kind].format(text))
    return "".join(parts)
