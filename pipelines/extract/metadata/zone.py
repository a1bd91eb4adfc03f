"""The metadata zone: the lines between headline and first paragraph, the few after the last, the few above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract.metadata import western
from pipelines.extract.metadata.byline import bare_names, beside, reversed_editor, slashed
from pipelines.extract.metadata.dates import Stamp, stamps
from pipelines.extract.metadata.labels import labelled
from pipelines.extract.metadata.people import looks_like_outlet, names, outlet
from pipelines.extract.page.lines import SEAM, Line

_PUBLISHED = re.compile(r"发布|發布|發佈|发表|發表|发稿|刊发|公布")
_TAKEN_FROM = re.compile(r"^[\W_]*(?:摘自|转自|轉自|转载自|來源|来源)\s*(?P<name>\S.{1,20})$")
_SENTENCE = re.compile(r"[，。！？].*[，。！？]")
LABELLED, BEFORE, AFTER, ABOVE = 0, 1, 4, 5
"""Trust in a date by where it stands; what the page states for machines ranks between BEFORE and AFTER."""


@dataclass(slots=True)
class Zone:
    """What the zone says: field to (value, where).

    `dates` are (rank, stamp, where), lower ranks are trusted more; `sources` are all that have a label, in order.
    """

    offset: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    dates: list[tuple[int, Stamp, str]] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)

    def put(self, name: str, value: str | None, where: str) -> None:
        """Keep the first value of a field."""
        if value and name not in self.fields:
            self.fields[name] = (value, where)

    def add(self, name: str, value: str | None, where: str) -> None:
        """Keep every person of a field, in order."""
        if value and name in self.fields:
            known, place = self.fields[name]
            fresh = [part for part in value.split("、") if part not in known.split("、")]
            self.fields[name] = ("、".join([known, *fresh]), place)
        else:
            self.put(name, value, where)


def survey(above: Sequence[Line], before: Sequence[Line], after: Sequence[Line], offset: str) -> Zone:
    """Read the zone; labels before the text are trusted over labels behind it, those over lines above the headline."""
    zone = Zone(offset)
    for place, rank, lines in (("before", BEFORE, before), ("after", AFTER, after), ("above", ABOVE, above)):
        for line in lines:
            if len(line.text) <= 300 and not (place != "after" and len(line.text) > 60 and _SENTENCE.search(line.text)):
                _labelled(zone, line, rank, f"{place}: {line.text[:60]}")
        if place != "above":
            _unlabelled(zone, lines, place)
    return zone


def _labelled(zone: Zone, line: Line, rank: int, where: str) -> None:
    origin = False
    for found in labelled(line.raw):
        if found.field == "origin":
            origin = True
        elif found.field == "date":
            said = line.raw[found.start : found.start + 6]
            best = LABELLED if rank == BEFORE and _PUBLISHED.search(said) else rank
            _dates(zone, found.value.replace(SEAM, " ")[:60], best, where)
        elif found.field == "source":
            name = outlet(found.value)
            zone.put("source", name, where)
            zone.sources.extend([(name, where)] if name else ())
        elif found.field == "editor":
            zone.add("editor", names(found.value), where)
        else:
            zone.put("author", names(found.value), where)
    if not origin and (rank != AFTER or len(line.text) < 40):
        spaced = line.raw.replace(SEAM, " ")
        _dates(zone, spaced, rank + 1, where)
        if spaced != line.text:
            _dates(zone, line.text, rank + 1, where)


def _undated(text: str) -> str:
    """A line without the date that it begins with."""
    span = next(stamps(text), None)
    return text[span.end :].lstrip(" |｜·,，") if span and span.start < 2 else text


def _dates(zone: Zone, text: str, rank: int, where: str) -> None:
    zone.dates.extend((rank, stamp, where) for stamp in stamps(text, zone.offset))


def _unlabelled(zone: Zone, lines: Sequence[Line], place: str) -> None:
    for number, line in enumerate(lines):
        text = line.text
        if len(text) > 80 or labelled(line.raw):
            continue
        zone.add("editor", reversed_editor(text), f"{place}: {text}")
        zone.put("author", western.byline(_undated(text)), f"byline: {text}")
        zone.put("source", western.credit(text), f"{place}: {text}")
        byline = slashed(_undated(text))
        zone.put("source", byline.outlet, f"byline: {text[:60]}")
        zone.put("author", byline.people, f"byline: {text[:60]}")
        taken = _TAKEN_FROM.match(text)
        if taken:
            zone.put("source", outlet(taken["name"]), f"{place}: {text[:60]}")
        if place == "before" and len(text) <= 40 and line.linked < len(text):
            zone.put("author", bare_names(text), f"bare: {text}")
            if number and looks_like_outlet(text) and len(text) > 2:
                zone.put("source", outlet(text), f"bare: {text}")
        if "source" not in zone.fields and len(text) < 60 and (place == "before" or text[0] in "【[（("):
            raw = line.raw.strip(" \t\r\n\u3000【】[]（）()")
            spans = list(stamps(raw.replace(SEAM, " ")))
            if spans:
                zone.put("source", beside(raw, spans), f"beside date: {text[:60]}")
