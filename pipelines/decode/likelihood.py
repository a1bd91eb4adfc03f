"""How probable a text is as writing, and which multi-byte encoding makes the bytes of a page most probable."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from operator import mul
from typing import NamedTuple

from pipelines.decode.labels import CODECS
from pipelines.statistics.characters import character_bits

UTF8 = "utf-8"
CHINESE = ("gb18030", "big5-hkscs")
MULTIBYTE = (UTF8, *CHINESE, "euc-jp", "shift_jis", "euc-kr")

# From a high byte to the next byte that is no part of a character in any multi-byte encoding of the web.
WORD = re.compile(rb"([\x80-\xff][^\x00-\x2f\x3a-\x3f]*)")
SAMPLE = 2048  # bytes: about 1,000 characters, whose mean rarity is known to 0.1 bit

# Bits of rarity for what the table of Han characters does not hold. Only their order matters much: a common mark is
# as likely as a common character, a script that East Asian text mixes in less so, and noise is dearer than any Han.
LOST = 30.0
_MARKS = "，。、：；？！“”‘’《》（）【】「」『』·—…　"
_BLOCKS = (
    (0x0000, 0x007F, 0.0),  # ASCII
    (0x0080, 0x009F, LOST),  # C1 controls
    (0x00A0, 0x024F, 13.0),  # Latin
    (0x0370, 0x03FF, 11.0),  # Greek
    (0x0400, 0x04FF, 9.0),  # Cyrillic
    (0x0500, 0x1FFF, 12.0),  # the alphabets from Armenian to Georgian
    (0x2000, 0x2BFF, 14.0),  # punctuation and symbols
    (0x3000, 0x303F, 11.0),  # CJK punctuation
    (0x3040, 0x30FF, 7.0),  # kana
    (0x3400, 0x4DBF, 26.0),  # Han, extension A
    (0x4E00, 0x9FFF, 22.0),  # Han that the table lacks
    (0xAC00, 0xD7A3, 11.0),  # Hangul: log2 of the 2,350 syllables of KS X 1001
    (0xFF01, 0xFF5E, 12.0),  # full-width forms
    (0xFF61, 0xFF9F, 14.0),  # half-width kana
    (0x20000, 0x3FFFF, 26.0),  # Han, the other extensions
)
_REST = 28.0


class _Bits(dict[str, float]):
    """Rarity by character, filled from the blocks as characters turn up."""

    def __missing__(self, character: str) -> float:
        point = ord(character)
        bits = next((bits for first, last, bits in _BLOCKS if first <= point <= last), _REST)
        return self.setdefault(character, bits)


@cache
def _bits() -> _Bits:
    return _Bits({**dict.fromkeys(_MARKS, 7.0), **character_bits(), "\ufffd": LOST})


def cost(text: str) -> float:
    """−log2 of the probability of a text, its ASCII for free. Characters count as independent."""
    counts = Counter(text)
    return sum(map(mul, map(_bits().__getitem__, counts), counts.values()))


class Ranking(NamedTuple):
    """The multi-byte encodings of a page, most probable first, and the mean rarity in bits of what each reads."""

    encodings: tuple[str, ...]
    means: tuple[float, ...]
    costs: tuple[float, ...]


def sample(runs: Sequence[bytes]) -> bytes:
    """About 2 kB of what is not ASCII in these parts of a page, taken evenly, a word a line."""
    step = max(1, sum(map(len, runs)) // (8 * SAMPLE))
    words = [word for run in runs[::step] for word in WORD.findall(run)]
    longest = max(256, SAMPLE // max(1, len(words)))
    words = [word[:longest] for word in words]
    step = -(-sum(map(len, words)) // SAMPLE)
    return b"\n".join(words[:: max(1, step)])


def rank(data: bytes, favoured: str | None = None, encodings: tuple[str, ...] = MULTIBYTE) -> Ranking:
    """Orders encodings by the likelihood of what they make of `data`.

    `favoured` is the declared encoding: it is worth 8 bits, less than one character, so that it decides only where
    the content does not.
    """
    rows = []
    for encoding in encodings:
        text = data.decode(CODECS[encoding], "replace")
        bits = cost(text)
        letters = len(text) - len(text.encode("ascii", "ignore"))
        rows.append((bits - 8 * (encoding == favoured), bits / max(1, letters), encoding))
    rows.sort()
    return Ranking(tuple(r[2] for r in rows), tuple(r[1] for r in rows), tuple(r[0] for r in rows))
