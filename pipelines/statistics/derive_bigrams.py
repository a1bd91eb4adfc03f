"""Derive `bigrams.json` from the dictionary of jieba 0.42.1: `python -m pipelines.statistics.derive_bigrams DICT.TXT`.

`DICT.TXT` is `jieba/dict.txt` of the package: one word a line with its frequency and part of speech.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from math import log2
from pathlib import Path

from pipelines.statistics.bigrams import TABLE

LEAST = 45
"""Rarer words are left out: below it the table doubles in size, mostly by names."""

LEAST_OF_LONG = {3: 10, 4: 3}
"""Frequency from which a longer word is kept when its last character is one that a damaged page loses before a tag:
its last UTF-8 byte is 0x81 or 0xA5 to 0xB0 (see `pipelines.repair.damage`)."""

LOSABLE = frozenset((0x81, *range(0xA5, 0xB1)))

WORD = re.compile("[一-龥]{2,4}")


def derive(lines: Iterable[str]) -> dict[str, str]:
    """The words of each rounded binary logarithm of frequency, the common ones first."""
    classes: defaultdict[int, list[str]] = defaultdict(list)
    for line in lines:
        word, frequency, *_ = line.split()
        if int(frequency) >= least(word) and WORD.fullmatch(word):
            classes[round(log2(int(frequency)))].append(word)
    return {str(weight): " ".join(sorted(classes[weight])) for weight in sorted(classes, reverse=True)}


def least(word: str) -> int:
    """The frequency from which a word is kept."""
    return LEAST_OF_LONG.get(len(word), LEAST) if word.encode()[-1] in LOSABLE else LEAST


def main(dictionary: Path) -> None:
    """Write the table beside the module that reads it."""
    with dictionary.open(encoding="utf-8") as lines:
        words = derive(lines)
    table = {"source": "jieba 0.42.1, dict.txt, Copyright (c) 2013 Sun Junyi", "licence": "MIT", "words": words}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
