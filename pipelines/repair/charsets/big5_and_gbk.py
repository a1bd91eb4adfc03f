"""Damage C: the two double-byte charsets of Chinese taken for each other, い瓣 for 中國 and 笢弊 for 中国."""

import re
from functools import partial

from archive.records import Fix
from pipelines.repair.charsets.segments import Inverted, foreign, known_pairs, mend_segments

KIND_BIG5 = "big5_read_as_gbk"
KIND_GBK = "gbk_read_as_big5"

COMMON_TRADITIONAL = (
    "的是在有中人一不國了工會這大為上個我以要他時來用們生到作地於出就分對成可主發年動同也能下過子說產種面而方後"
)
COMMON_SIMPLIFIED = (
    "的是在有中人一不国了工会这大为上个我以要他时来用们生到作地于出就分对成可主发年动同也能下过子说产种面而方后"
)

LEAST_SIGNATURE = 0.08
"""Least share of a piece's characters that look like very frequent ones misread; these make up a quarter of Chinese."""

LEAST_KNOWN, GAIN = 0.25, 0.15
"""Least share of neighbouring characters that occur in Chinese words after the inversion, and least gain by it."""


MOST_LOST = 0.2
"""Largest share of a piece that may be lost."""


def signature_of(common: str, written: str, read: str) -> frozenset[str]:
    """What very frequent characters look like misread, without what is itself frequent (level 1 of GB 2312)."""
    misread = {char.encode(written).decode(read, "ignore") for char in common}
    return frozenset(char for char in misread if len(char) == 1 and not is_frequent(char))


def is_frequent(char: str) -> bool:
    """True for a Han character of level 1 of GB 2312."""
    return b"\xb0" <= char.encode("gb2312", "ignore")[:1] < b"\xd8"


BIG5_SIGNATURE = signature_of(COMMON_TRADITIONAL, "big5", "gb18030")
GBK_SIGNATURE = signature_of(COMMON_SIMPLIFIED, "gb18030", "big5hkscs")


def mend_big5_in_gbk(text: str) -> tuple[str, Fix | None]:
    """Read pieces as Big5 whose bytes were taken for GBK.

    Reason: nearly every pair of Big5 is one of GBK, so the bytes are still there; a pair that was none is lost.
    Risk: Japanese and rare names look alike; therefore the result must hold clearly more pairs that are known.
    """
    return mend_pairs(text, KIND_BIG5, BIG5_SIGNATURE, ("gb18030", "big5hkscs"))


def mend_gbk_in_big5(text: str) -> tuple[str, Fix | None]:
    """Read pieces as GBK whose bytes were taken for Big5.

    Reason: the pairs of GB 2312 are mostly pairs of Big5, so the bytes are still there; a pair that was none is lost.
    Risk: as with the opposite direction.
    """
    return mend_pairs(text, KIND_GBK, GBK_SIGNATURE, ("big5hkscs", "gb18030"))


def mend_pairs(text: str, kind: str, signature: frozenset[str], way: tuple[str, str]) -> tuple[str, Fix | None]:
    """`text` with its misread pieces, those that show the signature, encoded and decoded the right `way`."""
    marks = re.compile(f"[{''.join(sorted(signature))}]")
    sure = partial(invert, marks=marks, way=way)
    return mend_segments(text, kind, marks, sure, partial(reread, way=way))


def invert(piece: str, marks: re.Pattern[str], way: tuple[str, str]) -> Inverted | None:
    """A piece in its own charset, or `None` where that makes no better Chinese."""
    if len(marks.findall(piece)) < LEAST_SIGNATURE * foreign(piece):
        return None
    inverted = reread(piece, way)
    if inverted is None:
        return None
    han, known = known_pairs(inverted.text)
    if han < 2 or known < LEAST_KNOWN or known < known_pairs(piece)[1] + GAIN:
        return None
    return inverted


def reread(piece: str, way: tuple[str, str]) -> Inverted | None:
    """A piece in its own charset, unless too much of it is lost."""
    read, written = way
    body = piece.replace("\ufffd", "\x7f").encode(read, "replace")
    first, *others = body.split(b"\x7f")
    restored = first.decode(written, "replace")
    for part in others:
        restored += "\ufffd" + after_loss(part, written)
    lost = restored.count("\ufffd")
    return None if lost > MOST_LOST * foreign(piece) else Inverted(restored, lost=lost)


def after_loss(part: bytes, written: str) -> str:
    """What follows a replaced byte: browsers replace a whole pair, other decoders its first byte only."""
    whole, half = part.decode(written, "replace"), part[1:].decode(written, "replace")
    return whole if known_pairs(whole)[1] >= known_pairs(half)[1] else half
