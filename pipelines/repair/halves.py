"""Damage B: spots where the cloaking script matched across two characters, so that the bytes pair up wrongly.

The script works on GBK bytes. It takes the second byte of one character and the first of the next for a listed
character and writes a reading between them (日報 became 日?qǐng)?bào)), or for its split mark ！ (。“產 became ?！爱a).
The bytes behind are then read one byte off until a single byte brings the pairs into step again.
"""

import re
from collections import Counter
from typing import NamedTuple

from archive.records import Edit, Fix
from pipelines.repair.annotations import ANNOTATION, HAN, READING, injected, reads
from pipelines.repair.edits import apply_edits
from pipelines.repair.guess import Guesser

KIND = "pinyin_mangled_spots"

SPOT = re.compile(rf"([\u3400-\u9fff])[?\ufffd]\(?({READING})\)|[?\ufffd] ?[!！]")
"""A match across two characters with the reading behind it, or a split mark with the half before it."""

READ = re.compile(rf"[?\ufffd]\(?({READING})\)")
FOLLOWING = re.compile(rf"\(({READING})\)")

FULL_STOP = "。"
"""GBK A1A3: with a bracket or quotation mark (A1B0 to A1BF) behind it, it holds the bytes of ！, A3A1."""

AFTER_STOP = frozenset("‘’“”〔〕〈〉《》「」『』〖〗【】")

LEVEL_1 = frozenset(bytes((lead,)) for lead in range(0xA4, 0xC7))

FARTHEST = 60
"""Characters after which a spot that has not come into step again is given up."""


class Spot(NamedTuple):
    """Restored text, where it ends in the damaged one, and whether its last character was read, guessed or lost."""

    restored: str
    end: int
    outcome: str


class Page(NamedTuple):
    """The damaged text, the characters that are annotated in it, and a guesser that knows it without readings."""

    text: str
    listed: str
    guesser: Guesser


def mend_halves(text: str) -> tuple[str, Fix | None]:
    """Restore the spots that the injection of readings mangled.

    Reason: the bytes are all there except those that became a question mark, and the reading beside it or the page's
    list of annotated characters tells which these were (certain).
    Risk: behind a split mark the first character is taken for a full stop, by far the commonest, and the last character
    before a line break is chosen by dictionary (guessed, or U+FFFD and lost).
    """
    found = injected(text)
    if not found:
        return text, None
    listed = "".join(sorted({match[1] for match in found}))
    page = Page(text, listed, Guesser(ANNOTATION.sub(r"\1", text)))
    edits: list[Edit] = []
    counts = Counter[str]()
    for match in SPOT.finditer(text):
        if edits and match.start() < edits[-1].end:
            continue
        spot = mend_crossed(page, match) if match[1] else mend_split(page, match)
        if spot is not None:
            edits.append(Edit(match.start() + bool(match[1]), spot.end, spot.restored))
            counts[spot.outcome] += 1
    if not edits:
        return text, None
    fix = Fix(KIND, counts["certain"], counts["guessed"], counts["lost"], tuple(edits))
    return apply_edits(text, edits), fix


def mend_crossed(page: Page, match: re.Match[str]) -> Spot | None:
    """The text behind the first character of `match`, where a listed character was seen across the border."""
    for char in reading_as(gbk(match[1])[-1:], match[2], page.listed):
        spot = in_step(page, match.end(), gbk(char)[1:], match[1])
        if spot is not None:
            return spot
    return None


def mend_split(page: Page, match: re.Match[str]) -> Spot | None:
    """The text from a split mark on, where the mark was seen across the border of two punctuation marks."""
    if match.end() == len(page.text) or page.text[match.end()].isspace():
        closing = max("”」』》", key=page.text.count)
        return Spot(FULL_STOP + closing, match.end(), "guessed")
    spot = in_step(page, match.end(), b"\xa1", FULL_STOP)
    if spot is None or spot.restored[0] not in AFTER_STOP:
        return None
    return Spot(FULL_STOP + spot.restored, spot.end, "lost" if spot.outcome == "lost" else "guessed")


def in_step(page: Page, start: int, half: bytes, before: str) -> Spot | None:
    """Pair the bytes of the text anew from `start`, with `half` before them, until they are in step again.

    `before` is the text before the spot, as far as it is known.
    """
    text, restored, at = page.text, "", start
    while at < min(start + FARTHEST, len(text)):
        if closing := READ.match(text, at):
            fitting = reading_as(half, closing[1], page.listed)
            return Spot(restored + fitting[0], closing.end(), "certain") if len(fitting) == 1 else None
        if text[at].isspace() or text[at] in "?\ufffd":
            return torn_off(page, before, restored, half, at)
        char = paired(half, text[at])
        following = FOLLOWING.match(text, at + 1)
        if char and (reads(char, following[1]) if following else is_common(char)):
            return Spot(restored + char, at + 1, "certain")
        body = gbk(widened(text[at]))
        pair = decoded(half + body[:1]) if len(body) == 2 else ""
        if not pair:
            return None
        restored += pair
        half = body[1:]
        crossed = following is not None and reads(text[at], following[1])
        at = following.end() if following and crossed else at + 1
    return None


def torn_off(page: Page, before: str, restored: str, half: bytes, at: int) -> Spot:
    """The end of a spot whose last byte vanished before a space or with the character behind it."""
    row = [decoded(half + bytes((trail,))) for trail in range(0x40, 0xFF)]
    char = page.guesser.choose(before + restored, [char for char in row if HAN.match(char)])
    return Spot(restored + (char or "\ufffd"), at, "guessed" if char else "lost")


def paired(half: bytes, char: str) -> str:
    """The character that `half` and a single byte make, or nothing."""
    return decoded(half + char.encode()) if "@" <= char <= "~" else ""


def reading_as(half: bytes, reading: str, listed: str) -> list[str]:
    """The characters of GBK that begin with `half` and have a reading: if any is listed only those, else all."""
    row = (decoded(half + bytes((trail,))) for trail in range(0x40, 0xFF))
    fitting = [char for char in row if char and reads(char, reading)]
    return [char for char in fitting if char in listed] or fitting


def widened(char: str) -> str:
    """The full-width form that NFKC may have folded to an ASCII character."""
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


def is_common(char: str) -> bool:
    """True for the frequent characters of traditional text: level 1 of Big5."""
    return char.encode("big5", "ignore")[:1] in LEVEL_1


def gbk(char: str) -> bytes:
    """The GBK bytes of a character, its user-defined areas included; empty where it has none."""
    body = char.encode("gb18030", "ignore")
    return body if len(body) <= 2 else b""


def decoded(pair: bytes) -> str:
    """The character of a GBK pair, or nothing."""
    char = pair.decode("gbk", "ignore")
    return char if len(char) == 1 and char > "\x7f" else ""
