"""The second opinion: trafilatura on a copy of the tree, and a vote where several answers disagree."""

import logging
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

DEEPEST = 400
"""Trees that nest deeper than this are not passed on: the copy and trafilatura's own walks recurse."""
LARGEST = 40_000
"""Beginnings and ends of elements in the largest tree that is passed on: beyond this trafilatura takes seconds."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def ask(root: HtmlElement, depth: int, size: int) -> str:
    """The main text as trafilatura sees it; empty where it sees none, fails, or cannot be asked."""
    if depth > DEEPEST or size > LARGEST:
        return ""
    try:
        document = trafilatura.bare_extraction(deepcopy(root), include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 -- third-party code on hostile pages: whatever it raises, there is no opinion
        return ""
    return (document.text or "") if isinstance(document, Document) else ""


def vote(answers: Sequence[str]) -> int:
    """The index of the answer that agrees best with all others (the medoid); the first of equals."""
    grams = [_grams(answer) for answer in answers]
    agreement = [sum(_overlap(one, other) for other in grams) for one in grams]
    return max(range(len(answers)), key=lambda index: (bool(answers[index]), agreement[index], -index))


def agreement(one: str, other: str) -> float:
    """The F1 of two texts over character 4-grams, white space aside; two empty texts agree fully."""
    return _overlap(_grams(one), _grams(other)) if one or other else 1.0


def _grams(text: str) -> Counter[str]:
    squeezed = "".join(text.split())[:50_000]
    return Counter(squeezed[i : i + 4] for i in range(max(0, len(squeezed) - 3)))


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
