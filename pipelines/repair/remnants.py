"""Damage A on text: a UTF-8 page went through PHP's GBK converter, and what was then invalid was dropped."""

import re
from functools import cache

from archive.records import Edit, Fix
from pipelines.repair.damage import is_mapped, swallows
from pipelines.repair.edits import apply_edits
from pipelines.repair.guess import Guesser
from pipelines.repair.roundtrip import TAG_NAMES
from pipelines.statistics.bigrams import load_bigrams

KIND = "utf8_through_gbk_text"

REMNANT = re.compile(
    rf"([^\x00-\x7f\s]|[?+9(':>}}])\ufffd*(/?({TAG_NAMES})(?:\s?/?>|\s[^<>\n]{{1,300}}>))", re.IGNORECASE
)
"""A tag whose `<` was eaten, behind the character whose last byte was hit, or what NFKC made of that character."""

INTACT_TAG = re.compile(rf"</?(?:{TAG_NAMES})[\s/>]", re.IGNORECASE)

SWALLOWED = re.compile("(?<=[\u3400-\u9fff、。“”《》（）])\ufffd*\\?(?![/\\s])")
"""A question mark between characters, where a digit or bracket was swallowed with a last byte."""

TAG_PIECE = re.compile(rf"/?(?:{TAG_NAMES})(?:\s[^<>\n]{{1,300}})?/?>", re.IGNORECASE)

HEADING = re.compile(r"^\s*[一二三四五六七八九十]{1,3}\Z", re.MULTILINE)
"""A numeral that opens a line: what follows it in a Chinese heading is a 、."""

BLOCK = re.compile(
    "article|aside|blockquote|br|d[dlt]|div|footer|h[1-6]|header|hr|li|ol|p|section|t[dhr]|table|title|ul",
    re.IGNORECASE,
)

EATEN = re.compile(r"/(?<![<\\]/)(?:p|span|a|div|td|li|h1|title|strong|b|font)>", re.IGNORECASE)
"""The commonest closing tags without their `<` (nor the `\\` of a script): a page without any is healthy."""

LEAST = 3
"""Fewest remnants behind a character that is not ASCII: a text about markup may quote one."""


def mend_remnants(text: str) -> tuple[str, Fix | None]:
    """Restore the characters and the `<` that a round trip through GBK took from a page, in its text.

    Reason: the last byte of a UTF-8 character dropped by one and swallowed the `<` behind it (网</title> became
    罐/title>), which is undone exactly; NFKC may have made punctuation ASCII since (，</span> became +/span>). A `?`
    before a tag stands for one of thirteen last bytes (guessed, or U+FFFD and lost). In page text without any intact
    tag the tags are remnants of an extraction and go; in a page source they stay.
    Risk: a guess is wrong in about one place of four. Swallowed digits are only counted (lost), and a real question
    mark in the middle of a sentence of a damaged text is counted with them.
    """
    if EATEN.search(text) is None:
        return text, None
    found = [match for match in REMNANT.finditer(text) if plausible(match[1])]
    if sum(match[1] == "?" or not match[1].isascii() for match in found) < LEAST:
        return text, None
    bare = INTACT_TAG.search(text) is None
    guesser = Guesser(REMNANT.sub(lambda match: f"{raised(match[1]) or '?'}\n", text))
    alphabet = swallowing(text)
    edits, guessed, lost = [], 0, 0
    for match in found:
        if match[1].isascii() and not bare and match[1] != "?":
            continue
        char: str | None = raised(match[1])
        if match[1] == "?":
            char = guess_before(text[max(0, match.start() - 60) : match.start()], guesser, alphabet)
            guessed += char is not None
            lost += char is None
        tag = line_break(text, match) if bare else "<" + match[2]
        edits.append(Edit(match.start(), match.end(), (char or "\ufffd") + tag))
    rest = sum(1 for _ in SWALLOWED.finditer(REMNANT.sub(r"\2", text)))
    fix = Fix(KIND, certain=len(edits) - guessed - lost, guessed=guessed, lost=lost + rest, edits=tuple(edits))
    return apply_edits(text, fix.edits), fix


def plausible(char: str) -> bool:
    """True when a character before a remnant can be the trace of another one."""
    return char == "?" or raised(char) != ""


@cache
def raised(char: str) -> str:
    """The character whose last UTF-8 byte dropped by one to give `char` while it swallowed a `<`; empty when none can.

    An ASCII character is first read as its full-width form, which NFKC had folded.
    """
    if char.isascii():
        char = chr(ord(char) + 0xFEE0)
    *first, last = char.encode("utf-8", "replace")
    if not first or not is_mapped(last, ord("<") + 0xC0):
        return ""
    return bytes((*first, last + 1)).decode("utf-8", "ignore")


def swallowing(text: str) -> list[str]:
    """The Han characters whose last UTF-8 byte becomes a question mark together with a `<`."""
    known = {*load_bigrams().characters, *text}
    return [char for char in sorted(known) if "\u3400" <= char <= "\u9fff" and swallows(char.encode()[-1], "<")]


def guess_before(before: str, guesser: Guesser, alphabet: list[str]) -> str | None:
    """The character that stood behind `before`, or `None` where it stays open."""
    before = TAG_PIECE.sub("", before)
    return "、" if HEADING.search(before) else guesser.choose(before, alphabet)


def line_break(text: str, match: re.Match[str]) -> str:
    """What a remnant of a tag leaves in page text: a line break for a block element, nothing for the others."""
    ends_line = match.end() == len(text) or text[match.end()] == "\n"
    return "\n" if BLOCK.fullmatch(match[3]) and not ends_line else ""
