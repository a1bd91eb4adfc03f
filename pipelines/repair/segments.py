"""What the inversions of wrong charsets share: the pieces they work on, and how likely a piece is to be Chinese."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from archive.records import Edit, Fix
from pipelines.repair.edits import apply_edits
from pipelines.repair.guess import simplify
from pipelines.statistics.bigrams import load_bigrams

SEGMENT = re.compile("[^\n<>\"']+")
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


def mend_segments(text: str, kind: str, sure: Invert, likely: Invert) -> tuple[str, Fix | None]:
    """Replace each piece for which an inversion finds what it was; a piece without losses counts as certain.

    Pieces that are `sure` are replaced on any page; what is only `likely` where most of the page is sure.
    """
    segments = list(SEGMENT.finditer(text))
    found = [sure(match[0]) for match in segments]
    misread = sum(foreign(match[0]) for match, inverted in zip(segments, found, strict=True) if inverted)
    if not misread:
        return text, None
    if misread >= DAMAGED * foreign(text):
        found = [inverted or likely(match[0]) for match, inverted in zip(segments, found, strict=True)]
    pieces = [
        (match, inverted)
        for match, inverted in zip(segments, found, strict=True)
        if inverted is not None and inverted.text != match[0]
    ]
    edits = tuple(Edit(match.start(), match.end(), inverted.text) for match, inverted in pieces)
    certain = sum(not inverted.guessed and not inverted.lost for _, inverted in pieces)
    guessed = sum(inverted.guessed for _, inverted in pieces)
    fix = Fix(kind, certain, guessed, sum(inverted.lost for _, inverted in pieces), edits)
    return apply_edits(text, edits), fix


def foreign(text: str) -> int:
    """How many characters of a text are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def known_pairs(text: str) -> tuple[int, float]:
    """How many Han characters a text has, and which share of their neighbouring pairs occurs in Chinese words."""
    plain = simplify(text)
    pairs = [left + right for left, right in pairwise(plain) if HAN.match(left) and HAN.match(right)]
    known = sum(pair in load_bigrams().pairs for pair in pairs)
    return len(HAN.findall(plain)), known / len(pairs) if pairs else 0.0
