"""The headline: the line above the text that the document title, Open Graph and the heading tags agree on best."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.extract.metadata.byline import bare_names
from pipelines.extract.metadata.labels import labelled
from pipelines.extract.page.lines import Line

_TRAIL = re.compile(r"\s*(?:[-—–]{2,}|[_|｜«»>]+|\s[-—–·]\s)\s*")
_LAST = re.compile(r"[-—–]+[^-—–]{2,20}$")
_OTHERS = re.compile(r"[\W_]+")
_REACH = 60
_NEAR = 12
_HEADINGS = {"h1": 2.0, "h2": 1.0, "h3": 0.7, "h4": 0.3}
_CLOCK = re.compile(r"\s*[【\[（(]\s*\d{1,2}[:：]\d\d\s*[】\])）]\s*$")
_PLACE = re.compile(r"位置|首页|首頁|>|»|::")
_DATED = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")


class Headline(NamedTuple):
    """The headline, the lines it stands on (half-open; empty when only the head has it), and where it was found."""

    text: str | None
    start: int
    end: int
    where: str
    near: bool = False


def headline(lines: Sequence[Line], body: int, head: str, stated: str) -> Headline:
    """The best headline for the text that starts at line `body`."""
    wanted, og = letters(head), letters(stated)
    first_meta = next(
        (i for i in range(max(0, body - _REACH), body) if _meta(lines[i]) or bare_names(lines[i].text[:40])), body
    )
    best, score = Headline(None, 0, 0, "none"), 1.0
    for start, end in _runs(lines, max(0, body - _REACH), min(len(lines), body + 4)):
        if lines[start].linked > 0.5 * len(lines[start].text) and lines[start].tag not in _HEADINGS:
            continue
        text = _CLOCK.sub("", " ".join(line.text for line in lines[start:end]))
        itself = start == 0 and text.startswith(head[:50])
        points = _points(lines[start], text, "" if itself else wanted, og)
        points -= 0.03 * abs(body - end)
        if end == first_meta and len(letters(text)) >= 8 and lines[start].linked < len(text) / 2:
            points += 1.6
        if points > score:
            score, best = points, Headline(text, start, end, f"line <{lines[start].tag}>", abs(body - end) <= _NEAR)
    if best.text:
        return best
    if stated and (og in wanted or not wanted):
        return Headline(stated, body, body, "stated")
    return Headline(without_site(head) or None, body, body, "document title")


def anchors(lines: Sequence[Line], head: str) -> list[int]:
    """The heading lines that the document title begins with or repeats for the most part."""
    wanted = letters(head)
    found = []
    for index, line in enumerate(lines):
        if line.tag in {"h1", "h2", "h3"} and line.linked < len(line.text) and wanted:
            key = letters(line.text)
            if len(key) >= 6 and key in wanted and (wanted.startswith(key) or len(key) > 0.5 * len(wanted)):
                found.append(index)
    return found


def letters(text: str) -> str:
    """Only letters and digits, for comparison."""
    return (text if text.isalnum() else _OTHERS.sub("", text)).lower()


def without_site(head: str) -> str:
    """A document title without what sites append to it."""
    parts = [part for part in _TRAIL.split(head) if part]
    if not parts:
        return ""
    first = parts[0] if len(parts[0]) > 5 else max(parts, key=len)
    shorter = _LAST.sub("", first) if len(parts) == 1 else first
    return (shorter if len(shorter) > 5 else first).strip()


def _meta(line: Line) -> bool:
    return len(line.text) < 120 and (bool(_DATED.search(line.text)) or bool(labelled(line.raw)))


def _runs(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, int]]:
    """Single lines, and the lines of one heading together."""
    runs: list[tuple[int, int]] = []
    for index in range(start, end):
        if runs and lines[index].tag in _HEADINGS and lines[index].node == lines[index - 1].node:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _points(line: Line, text: str, wanted: str, og: str) -> float:
    key = letters(text)
    if not 4 <= len(key) <= 120 or _PLACE.search(text):
        return -9
    points = _HEADINGS.get(line.tag, 0.0)
    if wanted and key in wanted:
        points += 3 * min(1.0, 2 * len(key) / len(wanted)) + wanted.startswith(key)
    elif wanted and len(key) > 9 and (key[:10] in wanted or key[-10:] in wanted):
        points += 1.5
    if og and key == og:
        points += 1.5
    points -= 2.0 * (line.linked > len(text) / 2)
    points -= 3.0 * (points <= 3 and _meta(line))
    return points - (text[-1:] in "。；，,;")
