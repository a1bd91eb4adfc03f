"""Damage B: a cloaking script wrote the reading behind every occurrence of listed characters, 產(chǎn)."""

import re
from collections import Counter
from functools import cache

from archive.records import Edit, Fix
from pipelines.repair.edits import apply_edits
from pipelines.repair.readings import toned

KIND = "pinyin_annotations"

READING = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿêɑɡ]{1,7}"

TONED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")

ANNOTATION = re.compile(rf"([\u3400-\u9fff])([(（]({READING})[)）])")

HAN = re.compile("[\u3400-\u9fff]")

LEAST = 5
"""Fewest annotations that make a pattern."""

COVERED, UNUSUAL, RUNNING, ANNOTATED = 0.8, 0.6, 0.5, 0.5
"""An injection annotates nearly every occurrence of its characters (at least COVERED), which are mostly outside GB
2312 (at least UNUSUAL), stands in the middle of words (followed by a Han character, at least RUNNING), and leaves most
characters alone (at most ANNOTATED). A language lesson fails one of these."""


def mend_annotations(text: str) -> tuple[str, Fix | None]:
    """Take out the readings that a script injected behind characters.

    Reason: mirrors of pages in traditional characters carry a reading in brackets behind each character of a list,
    which breaks every word for search and comparison. Only a reading of the very character goes, and only on a page
    where these readings follow the pattern of a script.
    Risk: none seen; a real gloss of a listed character on an injected page would go too.
    """
    found = injected(text)
    if not found:
        return text, None
    edits = tuple(Edit(match.start(2), match.end(2), "") for match in found)
    return apply_edits(text, edits), Fix(KIND, certain=len(edits), edits=edits)


def injected(text: str) -> list[re.Match[str]]:
    """The annotations of a page if they follow the pattern of an injection, else nothing."""
    found = [match for match in ANNOTATION.finditer(text) if reads(match[1], match[3])]
    if len(found) < LEAST:
        return []
    listed = Counter(match[1] for match in found)
    occurrences = sum(text.count(char) for char in listed)
    unusual = sum(count for char, count in listed.items() if outside_gb2312(char))
    running = sum(HAN.match(text, match.end()) is not None for match in found)
    characters = sum(1 for _ in HAN.finditer(text))
    pattern = (
        len(found) >= COVERED * occurrences
        and unusual >= UNUSUAL * len(found)
        and running >= RUNNING * len(found)
        and len(found) <= ANNOTATED * characters
    )
    return found if pattern else []


def reads(char: str, reading: str) -> bool:
    """True when `reading`, with tone mark, is one of the readings of `char`."""
    return reading.replace("ɑ", "a").replace("ɡ", "g") in toned(char)


@cache
def outside_gb2312(char: str) -> bool:
    """True for what simplified text does not use."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
