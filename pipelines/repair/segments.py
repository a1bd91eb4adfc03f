"""What the inversions of wrong charsets share: the pieces they work on, and how likely a piece is to be Chinese."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from opencc import OpenCC

from archive.records import Edit, Fix
from pipelines.repair.edits import apply_edits
from pipelines.statistics.bigrams import load_bigrams

SEGMENT = re.compile(r"[^\n<>]+")
"""One line of text between two tags: a page may hold pieces in several charsets."""

HAN = re.compile("[\u3400-\u9fff]")


class Inverted(NamedTuple):
    """A piece in its own charset again, and how many of its characters were guessed or lost."""

    text: str
    guessed: int = 0
    lost: int = 0


def mend_segments(text: str, kind: str, invert: Callable[[str], Inverted | None]) -> tuple[str, Fix | None]:
    """Replace each piece for which `invert` finds what it was; a piece without losses counts as certain."""
    edits: list[Edit] = []
    certain = guessed = lost = 0
    for match in SEGMENT.finditer(text):
        found = invert(match[0])
        if found is not None and found.text != match[0]:
            edits.append(Edit(match.start(), match.end(), found.text))
            certain += not found.guessed and not found.lost
            guessed += found.guessed
            lost += found.lost
    if not edits:
        return text, None
    return apply_edits(text, edits), Fix(kind, certain, guessed, lost, tuple(edits))


def known_pairs(text: str) -> tuple[int, float]:
    """How many Han characters a text has, and which share of their neighbouring pairs occurs in Chinese words."""
    plain = OpenCC("t2s").convert(text)
    pairs = [left + right for left, right in pairwise(plain) if HAN.match(left) and HAN.match(right)]
    known = sum(pair in load_bigrams().pairs for pair in pairs)
    return len(HAN.findall(plain)), known / len(pairs) if pairs else 0.0
