"""How common simplified Chinese words, pairs and characters are, for guessing one lost character.

The table holds words of two to four characters with the rounded binary logarithm of their frequency: the common ones,
and rarer ones that end in a character of the kind that gets lost. It comes from the dictionary of `jieba` (MIT
licence); `derive_bigrams` makes it. Pairs and characters are counted inside these words.
"""

import json
from collections import Counter
from functools import cache
from math import log2
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("bigrams.json")


class Bigrams(NamedTuple):
    """Binary logarithms of frequencies in the source corpus; what is absent occurs less often than the table knows."""

    words: dict[str, int]
    pairs: dict[str, float]
    characters: dict[str, float]


@cache
def load_bigrams() -> Bigrams:
    """The table, read once (about 50 ms) when a text first needs a guess."""
    words = {
        word: int(weight)
        for weight, line in json.loads(TABLE.read_text(encoding="utf-8"))["words"].items()
        for word in line.split(" ")
    }
    pairs: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for word, weight in words.items():
        frequency = 1 << weight
        for index, char in enumerate(word):
            characters[char] += frequency
            if index:
                pairs[word[index - 1 : index + 1]] += frequency
    return Bigrams(words, logarithms(pairs), logarithms(characters))


def logarithms(counts: Counter[str]) -> dict[str, float]:
    """Counts as binary logarithms."""
    return {key: log2(count) for key, count in counts.items()}
