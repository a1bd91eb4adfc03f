"""Choose one lost character by what the page says elsewhere, by a dictionary and by character pairs."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from math import exp2

from opencc import OpenCC

from pipelines.statistics.bigrams import load_bigrams

PAGE = {"abc": 1.0, "abc.": 4.0, "bc": 0.2, "bc.": 2.0, "c.": 0.3}
"""Weights of what the rest of the page says: `c` is the candidate, `ab` stand before it, a dot ends a clause."""

WORD = {2: 2.0, 3: 6.0, 4: 6.0}
"""Weights of dictionary words that end in the candidate, by length; PAIR and SINGLE weigh pairs and characters.

All are calibrated by hand on 370 clause ends of newspaper pages: with two bytes of the character known (thirteen
choices) 91 % right and 3 % wrong, with none known 64 % right and 23 % wrong, the rest undecided.
"""
PAIR, SINGLE = 0.3, 0.03

MOST = 100_000
"""Most candidates that are weighed for one page (about a second): a hundred places where no byte is known, some
thousands where two are. Damaged pages need some twenty."""

DECIDED = 0.25
"""Share of the total weight from which the best candidate is taken; below it the place is flagged as lost."""

NO_HAN = re.compile("[^\u3400-\u9fff?]")
"""What ends a clause; a question mark may be damage itself."""


class Guesser:
    """Guesses from the undamaged part of one page. Tables are loaded and pages counted when a guess is asked for."""

    def __init__(self, page: str) -> None:
        self._page = NO_HAN.sub(".", page)
        self._left = MOST

    @cached_property
    def _counts(self) -> Counter[str]:
        page = self._page
        counts = Counter(page)
        for length in (2, 3, 4):
            counts.update(page[start : start + length] for start in range(len(page) - length + 1))
        return counts

    def choose(self, left: str, candidates: Iterable[str], least: float = DECIDED) -> str | None:
        """The candidate that best follows `left`, or `None` where none stands out.

        `left` is the text before the place; three characters of it count. `least` is the
        share of the total weight that the best must have.
        """
        left = left[-3:]
        found = list(candidates)
        self._left -= len(found)
        if self._left < 0:
            return None
        weights = {char: self._weight(left, char) for char in found}
        total = sum(weights.values())
        best = max(weights, key=weights.__getitem__, default=None)
        return best if best is not None and total and weights[best] / total >= least else None

    def _weight(self, left: str, char: str) -> float:
        names = {"a": left[-2:-1], "b": left[-1:], "c": char, ".": "."}
        weight = 0.0
        for pattern, factor in PAGE.items():
            context = "".join(names[letter] for letter in pattern.partition("c")[0])
            seen = self._counts["".join(names[letter] for letter in pattern)]
            weight += factor * seen / (self._counts[context or "."] + 1)
        return weight + dictionary_weight(simplify(left) + simplify_one(char))


def dictionary_weight(text: str) -> float:
    """How well the last character of simplified `text` goes with those before it, from the committed table."""
    table = load_bigrams()
    last = table.characters.get(text[-2:-1], 0.0)
    weight = PAIR * exp2(table.pairs.get(text[-2:], -9.0) - last)
    weight += SINGLE * exp2(table.characters.get(text[-1:], 0.0) - 25)
    for length, factor in WORD.items():
        known = table.words.get(text[-length:]) if len(text) >= length else None
        if known is not None:
            whole = last if length == 2 else table.pairs[text[-3:-1]]
            weight += factor * exp2(known - whole) + (0.3 * known if length == 4 else 0.0)
    return weight


@cache
def converter() -> OpenCC:
    """The conversion from traditional to simplified characters; making it costs far more than using it."""
    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Text in simplified characters, as the table of words has it."""
    return str(converter().convert(text.encode("utf-8", "replace").decode()))


@cache
def simplify_one(char: str) -> str:
    """One character simplified; candidates come again and again."""
    return simplify(char)
