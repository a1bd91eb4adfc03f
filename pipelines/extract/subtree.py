"""Which part of the page is the article: the element whose lines have the greatest sum of weights."""

from collections.abc import Sequence
from itertools import accumulate

from pipelines.extract.lines import Node


def heaviest(nodes: Sequence[Node], weights: Sequence[float]) -> tuple[int, int]:
    """The half-open range of lines of the best element; of two equal ones the inner one. Empty where no sum is positive."""
    sums = [0.0, *accumulate(weights)]
    best, found = 0.0, (0, 0)
    for node in nodes:
        total = sums[node.end] - sums[node.start]
        if total > 0 and total >= best:
            best, found = total, (node.start, node.end)
    return found


def best_run(weights: Sequence[float], start: int, end: int) -> tuple[int, int]:
    """The contiguous run of lines in `start:end` with the greatest sum (Kadane's rule); empty where none is positive."""
    best, found, total, begin = 0.0, (start, start), 0.0, start
    for index in range(start, end):
        if total <= 0:
            total, begin = 0.0, index
        total += weights[index]
        if total > best:
            best, found = total, (begin, index + 1)
    return found
