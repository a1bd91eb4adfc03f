"""Derives `characters.json` from jieba's dictionary: python -m pipelines.statistics.derive_characters DICT.TXT

DICT.TXT is `jieba/dict.txt` of the source distribution jieba 0.42.1 (MIT licence): a line holds a word, its frequency
and its part of speech. Every word is also converted to the traditional forms of Taiwan (OpenCC `s2tw`), so that the
table knows both ways of writing; each gets half of the weight. Only characters of the dictionary enter the table, so
nothing of any publisher's text does.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from opencc import OpenCC

from pipelines.statistics.characters import TABLE

ABOUT = "bits of rarity → characters; from the word frequencies of jieba 0.42.1 (MIT licence), OpenCC s2tw"
RAREST = 19  # bits: what the source saw once in half a million characters or less says no more than "it exists"


def is_han(character: str) -> bool:
    """True for a character of a Han block, 〇 and 々 included."""
    return character in "〇々" or "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def shares(words: Iterable[tuple[str, int]]) -> dict[str, float]:
    """The share of each Han character in text made of these words."""
    counts: Counter[str] = Counter()
    for word, frequency in words:
        for character in filter(is_han, word):
            counts[character] += frequency
    total = counts.total()
    return {character: count / total for character, count in counts.items()}


def read_words(path: Path) -> list[tuple[str, int]]:
    """The words of a jieba dictionary with their frequency."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], int(row[1])) for row in rows if len(row) > 1]


def derive(words: list[tuple[str, int]]) -> dict[str, str]:
    """Bits of rarity → the characters that are as rare as that, common ones first."""
    convert = OpenCC("s2tw").convert
    simplified = shares(words)
    traditional = shares((convert(word), frequency) for word, frequency in words)
    bands: defaultdict[int, list[str]] = defaultdict(list)
    for character in sorted(simplified.keys() | traditional.keys()):
        share = (simplified.get(character, 0.0) + traditional.get(character, 0.0)) / 2
        bits = -math.log2(share) if share else RAREST
        bands[min(RAREST, round(bits))].append(character)
    return {str(bits): "".join(bands[bits]) for bits in sorted(bands)}


def main() -> None:
    """Write the table beside its loader."""
    if len(sys.argv) != 2:
        sys.exit("Name the dictionary: python -m pipelines.statistics.derive_characters path/to/jieba/dict.txt")
    table = {"about": ABOUT, "bands": derive(read_words(Path(sys.argv[1])))}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
