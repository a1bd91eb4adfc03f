"""Damage C: UTF-8 that was read as GBK or GB 18030, 涓浗 for 中国."""

import re
from functools import partial

from archive.records import Fix
from pipelines.repair.charsets.segments import Inverted, foreign, marked, mend_segments
from pipelines.repair.guess import Guesser

KIND = "utf8_read_as_gbk"

SIGNATURE = frozenset(
    bytes((lead, trail)).decode("gb18030") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0)
) | frozenset("锛銆鈥")
"""What the first two bytes of Han characters, full-width forms and punctuation look like in GBK."""

MARKS = re.compile(f"[{''.join(sorted(SIGNATURE))}]")

LEAST_SIGNATURE = 0.2
"""Least share of the characters of a piece that are not ASCII; misread text has about a third, healthy text none."""

LOST = b"\xff"
"""Stands for a byte that the misreading lost; neither charset has it."""

SEQUENCE = re.compile(
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf\xff]|[\xe0-\xef][\x80-\xbf\xff][\x80-\xbf\xff]"
    rb"|[\xf0-\xf4][\x80-\xbf\xff]{3}|([\xe0-\xef][\x80-\xbf])|.",
    re.DOTALL,
)
"""A UTF-8 sequence, possibly with lost bytes; one without its last byte; or a stray byte."""

USUAL = {b"\xe3\x80": "。", b"\xef\xbc": "：", b"\xe2\x80": "”", b"\xe2\x94": "│", b"\xc2": "·", b"\xc3": "×"}
"""What stands most often at the end of a run of Chinese, by its first bytes, where no dictionary helps."""

COUNTED = frozenset("年月日时時分人名元个個万萬亿億岁歲届家号號版条條项項种種次")
"""What stands behind a number."""

LEAST_SHARE = 0.15
"""Share from which a guess is taken: two of three bytes are known."""

MOST_BROKEN = 0.15
"""Largest share of sequences that are not valid; each run of an odd number of bytes breaks one."""


def mend_utf8_in_gbk(text: str) -> tuple[str, Fix | None]:
    """Turn pieces of UTF-8 that were read as GBK back into what they were.

    Reason: the pairs of the misreading still hold the bytes. A byte 0x80 before another pair and a last byte before
    ASCII were lost: the first is known (certain), the second is chosen by page and dictionary (guessed, or lost).
    Risk: a guess is wrong in about one of ten places. A healthy piece is never valid UTF-8 full of Han characters.
    """
    first = Guesser("")
    pieces = [found.text for piece in marked(text, MARKS) if (found := invert(text[piece], first))]
    if not pieces:
        return text, None
    guesser = Guesser("\n".join(pieces))
    sure, likely = partial(invert, guesser=guesser), partial(invert, guesser=guesser, least=1, broken=1.0)
    return mend_segments(text, KIND, MARKS, sure, likely)


def suspicious(piece: str) -> bool:
    """True when enough characters look like the beginnings of UTF-8 sequences."""
    marks = len(MARKS.findall(piece))
    return marks > 0 and marks >= LEAST_SIGNATURE * foreign(piece)


def as_bytes(piece: str) -> bytes:
    """The bytes that were misread. A replacement character before a pair was 0x80, which is no GBK byte."""
    known = re.sub("[\ufffd\u20ac](?=[^\\x00-\\x7f])", "\ufdd0", piece).replace("\ufffd", "\ufdd1")
    body = known.encode("gb18030", "replace")
    return body.replace("\ufdd0".encode("gb18030"), b"\x80").replace("\ufdd1".encode("gb18030"), LOST)


def invert(piece: str, guesser: Guesser, least: int = 2, broken: float = MOST_BROKEN) -> Inverted | None:
    """A piece read as UTF-8, or `None` where it is not UTF-8 read as GBK.

    `least` characters of it must be Chinese and no larger share than `broken` incomplete: strict values find out
    whether a page is damaged, lenient ones then mend all of it.
    """
    if not suspicious(piece):
        return None
    restored, guessed, lost = "", 0, 0
    for match in SEQUENCE.finditer(as_bytes(piece)):
        char = complete(match[0])
        if not char:
            char = guess_ending(restored, match[0], guesser)
            guessed += char != ""
            lost += char == ""
        restored += char or "\ufffd"
    chinese = sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in restored)
    length = foreign(restored)
    if chinese < least or chinese < 0.5 * (length - lost) or guessed + lost > 1 + broken * length:
        return None
    return Inverted(restored, guessed, lost)


def guess_ending(before: str, sequence: bytes, guesser: Guesser) -> str:
    """The character of a sequence without its last byte, or nothing."""
    usual = USUAL.get(sequence.rstrip(LOST))
    if usual is not None:
        return usual
    found = endings(sequence)
    counted = [char for char in found if char in COUNTED] if before[-1:].isdigit() else []
    return counted[0] if len(counted) == 1 else guesser.choose(before, found, LEAST_SHARE) or ""


def complete(sequence: bytes) -> str:
    """The character of a whole sequence, or nothing."""
    return sequence.decode("utf-8", "ignore")


def endings(sequence: bytes) -> list[str]:
    """The characters that a sequence of three bytes without its last one may have been."""
    head = sequence.rstrip(LOST)
    if len(head) != 2 or head[0] < 0xE0:
        return []
    return [char for last in range(0x81, 0xC0) if (char := complete(head + bytes((last,))))]
