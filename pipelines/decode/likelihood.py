"""How probable a text is as writing, and which multi-byte encoding makes the bytes of a page most probable."""

import re
from codecs import getincrementaldecoder
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
_MARKS = "，。、：；？！“”‘’《》（）【】「」『』·—…　\N{NO-BREAK SPACE}"
_BLOCKS = (
    (0x0000, 0x007F, 0.0),  # ASCII
    (0x0080, 0x009F, LOST),  # C1 controls
    (0x00A0, 0x00FF, 13.0),  # Latin
    (0x0100, 0x024F, 15.0),
    (0x0391, 0x03C9, 11.0),  # Greek
    (0x0410, 0x044F, 9.0),  # Cyrillic
    (0x0401, 0x04FF, 14.0),
    (0x0500, 0x07FF, 15.0),  # the alphabets of two bytes in UTF-8, Armenian to Thaana: many pairs of GBK look like them
    (0x0800, 0x1FFF, 12.0),  # those of three
    (0x2000, 0x2BFF, 14.0),  # punctuation and symbols
    (0x3000, 0x303F, 11.0),  # CJK punctuation
    (0x3040, 0x30FF, 7.0),  # kana
    (0x3400, 0x4DBF, 26.0),  # Han, extension A
    (0x4E00, 0x9FFF, 22.0),  # Han that the table lacks
    (0xAC00, 0xD7A3, 20.0),  # Hangul; the 2,350 syllables of KS X 1001 are set apart
    (0xFF01, 0xFF5E, 12.0),  # full-width forms
    (0xFF61, 0xFF9F, 14.0),  # half-width kana
    (0x20000, 0x3FFFF, 26.0),  # Han, the other extensions
)
_REST = 28.0

_SHORT = 100  # characters: below, counting them first takes longer than it saves
_DECLARED = 8.0
_STRANGE = 30.0


class _Bits(dict[str, float]):
    """Rarity by character, filled from the blocks as characters turn up."""

    def __missing__(self, character: str) -> float:
        point = ord(character)
        bits = next((bits for first, last, bits in _BLOCKS if first <= point <= last), _REST)
        return self.setdefault(character, bits)


@cache
def _bits() -> _Bits:
    hangul = bytes(byte for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    common = {**dict.fromkeys(hangul.decode("euc_kr"), 11.0), **dict.fromkeys(_MARKS, 7.0)}
    return _Bits({**common, **character_bits(), "\ufffd": LOST, "\0": LOST})


def cost(text: str) -> float:
    """−log2 of the probability of a text, its ASCII for free. Characters count as independent."""
    bits = _bits().__getitem__
    if len(text) < _SHORT:
        return sum(map(bits, text))
    counts = Counter(text)
    total: float = sum(map(mul, map(bits, counts), counts.values()))
    return total


class Reading(NamedTuple):
    """What one encoding makes of a sample: its cost in bits, priors included, and the mean rarity of a character."""

    cost: float
    encoding: str
    mean: float
    letters: int


def sample(runs: Sequence[bytes]) -> bytes:
    """About 2 kB of what is not ASCII in these parts of a page, taken evenly, a word a line."""
    step = max(1, sum(map(len, runs)) // (8 * SAMPLE))
    words = [word for run in runs[::step] for word in WORD.findall(run)]
    longest = max(256, SAMPLE // max(1, len(words)))
    words = [word[:longest] for word in words]
    step = -(-sum(map(len, words)) // SAMPLE)
    return b"\n".join(words[:: max(1, step)])


def rank(data: bytes, declared: Sequence[str]) -> list[Reading]:
    """Orders the multi-byte encodings by the likelihood of what they make of `data`, the best first.

    A declaration is worth 8 bits, less than one character, so that it decides only where the content does not. What is
    neither declared nor Chinese must earn 30: most of these pages are Chinese, and ten characters tell.
    """
    readings = []
    for encoding in MULTIBYTE:
        text = getincrementaldecoder(CODECS[encoding])("replace").decode(data)  # a cut character at the end is no fault
        bits = cost(text)
        letters = len(text) - len(text.encode("ascii", "ignore"))
        prior = -_DECLARED if encoding in declared else 0.0 if encoding in (UTF8, *CHINESE) else _STRANGE
        readings.append(Reading(bits + prior, encoding, bits / letters if letters else LOST, letters))
    return sorted(readings)
