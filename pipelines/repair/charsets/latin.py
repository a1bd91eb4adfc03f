"""Damage C: Chinese bytes that were read as latin-1 or windows-1252, once or several times, ÖÐ¹ú for 中国."""

import re
from collections.abc import Callable
from functools import partial

from archive.records import Fix
from pipelines.repair.charsets.segments import Inverted, known_pairs, mend_segments

KIND_UTF8 = "utf8_read_as_latin"
KIND_GBK = "gbk_read_as_latin"

TO_BYTE = {bytes((byte,)).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)} | {
    chr(byte): byte for byte in range(0x100)
}
"""Both readings backwards: windows-1252 (with the holes that the WHATWG standard fills) and latin-1."""

LETTERS = frozenset(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100))))
"""Latin letters that stand for lead bytes; a text without them holds no such damage."""

MARKS = re.compile(f"[{''.join(sorted(LETTERS))}]")

HIGH = "".join(re.escape(char) for char, byte in TO_BYTE.items() if byte >= 0x80)

RUN = re.compile(f"[{HIGH}][{HIGH}@-~](?:.*[{HIGH}][@-~]?)?")
"""From the first two misread bytes of a piece to the last, and the ASCII letter that may be the half of a GBK pair."""

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")

DEEPEST = 3
"""How often a text is read wrongly at most; more has not been seen."""

LEAST_HIGH, LEAST_KNOWN = 0.6, 0.3
"""GBK read as latin-1 consists mostly of high characters, and its pairs occur in Chinese words. Languages written in
Latin letters have far fewer high characters (Vietnamese, with the most, about a third)."""


def mend_utf8_in_latin(text: str) -> tuple[str, Fix | None]:
    """Read pieces as UTF-8 whose bytes were taken for latin-1 or windows-1252, also where that happened twice.

    Reason: nothing is lost in these readings, so the inversion is exact (certain).
    Risk: none seen: bytes that are valid UTF-8 and give Chinese are no other text.
    """
    return mend_segments(text, KIND_UTF8, MARKS, partial(in_runs, read=read_utf8), partial(in_runs, read=read_any_utf8))


def mend_gbk_in_latin(text: str) -> tuple[str, Fix | None]:
    """Read pieces as GBK whose bytes were taken for latin-1 or windows-1252.

    Reason: nothing is lost in these readings, so the inversion is exact (certain).
    Risk: GBK accepts nearly all bytes, so that a run must be dense and give pairs that are known in Chinese; a single
    character or a rare name stays as it is.
    """
    return mend_segments(text, KIND_GBK, MARKS, partial(in_runs, read=read_gbk), partial(in_runs, read=read_any_gbk))


def in_runs(piece: str, read: Callable[[bytes], str | None]) -> Inverted | None:
    """A piece with each run of misread bytes read anew, or `None` where there is none."""
    mended = RUN.sub(lambda match: read_run(match[0], read), piece)
    return Inverted(mended) if mended != piece else None


def read_run(run: str, read: Callable[[bytes], str | None]) -> str:
    """A run read anew, or as it is; without its last ASCII letter where that is not part of it."""
    for text, rest in ((run, ""), (run[:-1], run[-1])):
        body = as_bytes(text)
        found = None if body is None else read(body)
        if found is not None:
            return found + rest
        if not run[-1].isascii():
            break
    return run


def as_bytes(run: str) -> bytes | None:
    """The bytes behind a run, or `None` where it holds other characters."""
    try:
        return bytes(TO_BYTE[char] for char in run)
    except KeyError:
        return None


def read_utf8(body: bytes) -> str | None:
    """The Chinese that bytes are in UTF-8, read as often as it takes, or `None`."""
    for _ in range(DEEPEST):
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return None
        if CHINESE.search(text):
            return text
        again = as_bytes(text)
        if again is None or again == body:
            return None
        body = again
    return None


def read_any_utf8(body: bytes) -> str | None:
    """The text that bytes are in UTF-8, read as often as it takes, on a page that is known to be misread."""
    text = None
    for _ in range(DEEPEST):
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            break
        again = as_bytes(text)
        if again is None or again == body:
            break
        body = again
    return text


def read_any_gbk(body: bytes) -> str | None:
    """The text that bytes are in GBK, on a page that is known to be misread."""
    try:
        return body.decode("gbk")
    except UnicodeDecodeError:
        return None


def read_gbk(body: bytes) -> str | None:
    """The Chinese that bytes are in GBK, or `None`."""
    high = sum(byte >= 0x80 for byte in body)
    if high < LEAST_HIGH * len(body):
        return None
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han, known = known_pairs(text)
    return text if han >= 2 and han >= high / 4 and known >= LEAST_KNOWN else None
