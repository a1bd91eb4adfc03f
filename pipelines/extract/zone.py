"""The metadata zone: the lines between headline and first paragraph, and the few after the last."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.extract.dates import Stamp, stamps
from pipelines.extract.labels import labelled, tidy
from pipelines.extract.lines import SEAM, Line
from pipelines.extract.people import bare_names, looks_like_outlet, outlet, people

_PUBLISHED = re.compile(r"发布|發布|發佈|发表|發表|发稿|刊发|公布")
_SENTENCE = re.compile(r"[，。！？].*[，。！？]")


@dataclass(slots=True)
class Zone:
    """What the zone says: field to (value, where); `dates` in order of trust."""

    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    dates: list[tuple[int, Stamp, str]] = field(default_factory=list)

    def put(self, name: str, value: str | None, where: str) -> None:
        """Keep the first value of a field."""
        if value and name not in self.fields:
            self.fields[name] = (value, where)

    def add(self, name: str, value: str | None, where: str) -> None:
        """Keep every editor, in order."""
        if value and name in self.fields:
            known, place = self.fields[name]
            fresh = [part for part in value.split("、") if part not in known.split("、")]
            self.fields[name] = ("、".join([known, *fresh]), place)
        else:
            self.put(name, value, where)


def survey(before: Sequence[Line], after: Sequence[Line], offset: str) -> Zone:
    """Read both parts of the zone; labels before the text are trusted over labels behind it."""
    zone = Zone()
    for place, lines in (("before", before), ("after", after)):
        for number, line in enumerate(lines):
            if len(line.text) > 300 or (len(line.text) > 60 and _SENTENCE.search(line.text) and place == "before"):
                continue
            _read(zone, line, lines[number + 1] if number + 1 < len(lines) else None, place, offset)
    _unlabelled(zone, before)
    return zone


def _read(zone: Zone, line: Line, following: Line | None, place: str, offset: str) -> None:
    rank = 1 if place == "before" else 3
    origin = (-1, -1)
    for found in labelled(line.raw):
        where = f"{place}: {line.text[:60]}"
        if found.field == "origin":
            origin = (found.start, found.start + len(found.value) + 12)
        elif found.field == "date":
            _dates(zone, found.value.replace(SEAM, " ")[:60], 0 if _PUBLISHED.search(line.raw[found.start : found.start + 6]) else rank, where, offset)
        elif found.field == "source":
            value = found.value
            if not value and following and looks_like_outlet(following.text):
                value = following.text
            zone.put("source", outlet(value), where)
        elif found.field == "editor":
            zone.add("editor", people(found.value), where)
        else:
            zone.put("author", people(found.value), where)
    if origin[0] < 0 and place == "before":
        _dates(zone, line.raw.replace(SEAM, " "), rank + 1, f"{place}: {line.text[:60]}", offset)
        _dates(zone, line.text, rank + 1, f"{place}: {line.text[:60]}", offset)


def _dates(zone: Zone, text: str, rank: int, where: str, offset: str) -> None:
    zone.dates.extend((rank, stamp, where) for stamp in stamps(text, offset))


def _unlabelled(zone: Zone, before: Sequence[Line]) -> None:
    """Bylines without labels: a line of names, an outlet beside the date."""
    for line in before:
        if "author" not in zone.fields and len(line.text) <= 40 and line.linked < len(line.text):
            zone.put("author", bare_names(line.text), f"bare: {line.text[:40]}")
        if "source" not in zone.fields and len(line.text) < 80 and not any(True for _ in labelled(line.raw)):
            spans = list(stamps(line.raw.replace(SEAM, " ")))
            if spans:
                zone.put("source", _beside(line.raw, spans), f"beside date: {line.text[:60]}")


def _beside(raw: str, spans: Iterable[Stamp]) -> str | None:
    for span in spans:
        for part in re.split(rf"\s{{1,}}|[|｜{SEAM}]", raw[span.end :]) + re.split(rf"\s{{1,}}|[|｜{SEAM}]", raw[: span.start]):
            name = tidy(part)
            if looks_like_outlet(name):
                return name
    return None
