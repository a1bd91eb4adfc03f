"""Damage B: the list of place names that the cloaking script appends to a page."""

import re

from archive.records import Edit, Fix
from pipelines.repair.annotations import injected
from pipelines.repair.edits import apply_edits

KIND = "spam_tail"

ITEM = r"(?:<a\b[^<>]{0,300}>)?[\u3400-\u9fff]{2,12}(?:</a>)?"

TAIL = re.compile(rf"\s?(?:{ITEM}[ \n]?\|[ \n]?){{9,}}(?:{ITEM}(?=\s*(?:<|\Z)))?")
"""Ten or more short names with a bar after each."""

PLACE = re.compile("[县市区旗州盟镇](?:</a>)?[ \n]?\\|")

LEAST_PLACES = 0.6
"""Share of names that end like the name of an administrative area; the list is salted with other words."""


def mend_spam_tail(text: str) -> tuple[str, Fix | None]:
    """Take the appended list of place names off a page with injected readings.

    Reason: it is no part of the page, and it makes unrelated articles look alike.
    Risk: a real list of places with bars between them would go; therefore it is only sought on injected pages.
    """
    if not injected(text):
        return text, None
    tails = [match for match in TAIL.finditer(text) if is_place_list(match[0])]
    if not tails:
        return text, None
    edits = tuple(Edit(match.start(), match.end(), "") for match in tails)
    return apply_edits(text, edits), Fix(KIND, certain=len(edits), edits=edits)


def is_place_list(tail: str) -> bool:
    """True when most of the names are those of places."""
    return sum(1 for _ in PLACE.finditer(tail)) >= LEAST_PLACES * tail.count("|")
