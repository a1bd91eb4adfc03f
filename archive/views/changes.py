"""What one text has and another has not, as plain data: paragraph by paragraph, and word by word inside."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal, NamedTuple

Kind = Literal["same", "removed", "added"]

# A number or a word of a script that puts spaces between words, a run of spaces, or one character of any other script.
TOKEN = re.compile(r"(?:(?![\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\w)+(?:[.,]\d+)*|\s+|[^\w\s]|\w")
# The cure for an equal 的 between two changes: fewer characters are no island worth keeping.
SHORTEST_ISLAND = 2
# Share of equal character pairs from which a paragraph counts as rewritten, not as replaced: of invented edits, one
# that keeps every second clause has 0.45, two paragraphs on the same meeting have 0.1 to 0.2.
ALIKE = 0.35
# Steps that comparing one pair of texts may take in all; 3 million take about a second. Ordinary edits take thousands.
WORK = 3_000_000


class Run(NamedTuple):
    """A stretch of text that both have, that only the old one has, or only the new one."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of either text, or one of each that belong together (`changed`).

    Those not `added` give the old text in order, those not `removed` the new one; so do the runs inside.
    """

    kind: Literal["same", "removed", "added", "changed"]
    runs: tuple[Run, ...]


class Stretch(NamedTuple):
    """`old[i1:i2]` and `new[j1:j2]`, equal or not."""

    same: bool
    i1: int
    i2: int
    j1: int
    j2: int


@dataclass(slots=True)
class Budget:
    """The steps that are left; where they end, what was not compared counts as replaced."""

    left: int = WORK

    def allows(self, steps: int) -> bool:
        """Takes so many steps if they are there."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def compare(old: str, new: str) -> list[Paragraph]:
    """The paragraphs (lines) of both texts in order, each as it was kept, removed, added or changed.

    Inside a changed paragraph runs are whole words where words have spaces between them, and single characters
    elsewhere (Chinese). Takes a bounded number of steps: in texts beyond it, changes are told by whole paragraphs.
    """
    budget = Budget()
    before, after = old.split("\n"), new.split("\n")
    paragraphs: list[Paragraph] = []
    for same, i1, i2, j1, j2 in _stretches(before, after, budget):
        if same:
            paragraphs += [Paragraph("same", (Run("same", text),)) for text in before[i1:i2]]
        else:
            paragraphs += _replaced(before[i1:i2], after[j1:j2], budget)
    return paragraphs


def compare_line(old: str, new: str) -> tuple[Run, ...]:
    """The runs of one line, such as a headline, on its way to another."""
    return tuple(_runs(old, new, Budget()))


def _stretches(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[Stretch]:
    """Both sequences in stretches that are equal or not, in order."""
    i = j = 0
    for a, b, size in [*_matches(old, new, budget), (len(old), len(new), 0)]:
        if (i, j) != (a, b):
            yield Stretch(False, i, a, j, b)
        i, j = a + size, b + size
        if size:
            yield Stretch(True, a, i, b, j)


def _matches(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[int, int, int]]:
    """Where in both an equal stretch begins, and its length, in order: what difflib finds within the budget."""
    end = min(len(old), len(new))
    head = next((i for i in range(end) if old[i] != new[i]), end)
    tail = next((i for i in range(end - head) if old[-1 - i] != new[-1 - i]), end - head)
    found = [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]
    counts = Counter(new)
    # difflib looks at every place in `new` for each item of the stretch of `old` that it is asked about.
    steps = [0, *accumulate(1 + counts[item] for item in old)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    waiting = [(head, len(old) - tail, head, len(new) - tail)]
    while waiting:
        i1, i2, j1, j2 = waiting.pop()
        if i1 < i2 and j1 < j2 and budget.allows(steps[i2] - steps[i1]):
            a, b, size = matcher.find_longest_match(i1, i2, j1, j2)
            if size:
                found.append((a, b, size))
                waiting += [(a + size, i2, b + size, j2), (i1, a, j1, b)]
    return sorted(match for match in found if match[2])


def _replaced(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[Paragraph]:
    """Paragraphs that gave way to others: those that are alike are paired, in order."""
    i = j = 0
    for a, b in [*_pairs(old, new, budget), (len(old), len(new))]:
        yield from (Paragraph("removed", (Run("removed", text),)) for text in old[i:a])
        yield from (Paragraph("added", (Run("added", text),)) for text in new[j:b])
        if a < len(old):
            yield Paragraph("changed", tuple(_runs(old[a], new[b], budget)))
        i, j = a + 1, b + 1


def _pairs(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[int, int]]:
    """The pairs with the greatest sum of likeness, without crossing each other."""
    if not budget.allows(sum(map(len, old)) * len(new) + sum(map(len, new)) * len(old)):
        return []
    bags, others = [_bag(text) for text in old], [_bag(text) for text in new]
    likeness = [[_likeness(bag, other) for other in others] for bag in bags]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], likeness[a][b] + best[a + 1][b + 1])
    pairs = []
    a = b = 0
    while a < len(old) and b < len(new):
        if likeness[a][b] and best[a][b] == likeness[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _bag(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(max(1, len(text) - 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of pairs of neighbouring characters that both have (Dice's coefficient); 0 where it is too small."""
    share = 2 * (one & other).total() / (one.total() + other.total())
    return share if share >= ALIKE else 0.0


def _runs(old: str, new: str, budget: Budget) -> Iterator[Run]:
    """Stretches of both lines; islands too small to be read are part of the change around them."""
    one, other = TOKEN.findall(old), TOKEN.findall(new)
    stretches = [
        (same, "".join(one[i1:i2]), "".join(other[j1:j2])) for same, i1, i2, j1, j2 in _stretches(one, other, budget)
    ]
    removed = added = ""
    for place, (same, left, right) in enumerate(stretches):
        inside = 0 < place < len(stretches) - 1
        if same and not (inside and _is_island(left, removed, added, stretches[place + 1])):
            yield from _change(removed, added)
            yield Run("same", left)
            removed = added = ""
        else:
            removed, added = removed + left, added + right
    yield from _change(removed, added)


def _is_island(same: str, removed: str, added: str, following: tuple[bool, str, str]) -> bool:
    """True for what is shorter than the changes on both sides, or next to nothing."""
    around = min(max(len(removed), len(added)), max(len(following[1]), len(following[2])))
    return len(same.strip()) < SHORTEST_ISLAND or len(same) < around / 2


def _change(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run("removed", removed)
    if added:
        yield Run("added", added)
