"""What the inversions of wrong charsets share: the pieces they work on, and how likely a piece is to be Chinese."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from archive.records import Edit, Fix
from pipelines.repair.edits import apply_edits
from pipelines.repair.guess import simplify
from pipelines.statistics.bigrams import load_bigrams

SEPARATORS = "\n<>\"'"

SEGMENT = re.compile(f"[^{SEPARATORS}]+")
"""A line of text between tags, or an attribute's value: a page may hold pieces in several charsets. None of these
separators is ever the second byte of a character."""

HAN = re.compile("[\u3400-\u9fff]")


class Inverted(NamedTuple):
    """A piece in its own charset again, and how many of its characters were guessed or lost."""

    text: str
    guessed: int = 0
    lost: int = 0


Invert = Callable[[str], Inverted | None]

DAMAGED = 0.3
"""Share of the characters that are not ASCII in surely misread pieces from which the whole page counts as misread."""


def mend_segments(text: str, kind: str, marks: re.Pattern[str], sure: Invert, likely: Invert) -> tuple[str, Fix | None]:
    """Replace each piece for which an inversion finds what it was; a piece without losses counts as certain.

    Pieces with `marks` that are `sure` are replaced on any page; what is only `likely` where most of the page is sure.
    """
    found = [(piece, inverted) for piece in marked(text, marks) if (inverted := sure(text[piece]))]
    if not found:
        return text, None
    if sum(foreign(text[piece]) for piece, _ in found) >= DAMAGED * foreign(text):
        spans = (slice(*match.span()) for match in SEGMENT.finditer(text))
        found = [(piece, inverted) for piece in spans if (inverted := sure(text[piece]) or likely(text[piece]))]
    found = [(piece, inverted) for piece, inverted in found if inverted.text != text[piece]]
    if not found:
        return text, None
    edits = tuple(Edit(piece.start, piece.stop, inverted.text) for piece, inverted in found)
    certain = sum(not inverted.guessed and not inverted.lost for _, inverted in found)
    guessed = sum(inverted.guessed for _, inverted in found)
    lost = sum(inverted.lost for _, inverted in found)
    return apply_edits(text, edits), Fix(kind, certain, guessed, lost, edits)


def marked(text: str, marks: re.Pattern[str]) -> Iterator[slice]:
    """The segments in which a mark occurs, found without looking at the others."""
    done = 0
    for match in marks.finditer(text):
        if match.start() < done:
            continue
        start = max(text.rfind(separator, done, match.start()) for separator in SEPARATORS) + 1
        segment = SEGMENT.match(text, max(start, done))
        if segment:
            done = segment.end()
            yield slice(*segment.span())


def foreign(text: str) -> int:
    """How many characters of a text are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def known_pairs(text: str) -> tuple[int, float]:
    """How many Han characters a text has, and which share of their neighbouring pairs occurs in Chinese words."""
    plain = simplify(text)
    pairs = [left + right for left, right in pairwise(plain) if HAN.match(left) and HAN.match(right)]
    known = sum(pair in load_bigrams().pairs for pair in pairs)
    return len(HAN.findall(plain)), known / len(pairs) if pairs else 0.0
