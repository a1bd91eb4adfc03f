"""Which part of the page is the article: the run of lines with the greatest sum of weights.

A run pays for every step that it takes through the tree between two lines, so that it stays inside one subtree unless
the text on both sides of the border is heavy.
"""

from collections.abc import Collection, Sequence

from pipelines.extract.page.lines import Page
from pipelines.extract.text.weights import HEAVY

STEP, FREE, FARTHEST = 0.3, 2, 12
"""What a step between the blocks of two lines costs, how many are free (to a sibling), how many count at most.
Steps of 0 to 1 differ by 0.001 in F1 on 212 real pages."""
SURE = 1.0
"""The weight of a line that is taken for a paragraph beyond an interruption."""
ENOUGH, SHARE, NEAR = 4.0, 0.05, 10
"""A run that begins at most NEAR lines below the headline wins when it weighs ENOUGH (about one sentence) and SHARE of
the heaviest run: feeds put whole other articles below a short one."""


def best_run(page: Page, weights: Sequence[float], anchors: Collection[int] = ()) -> tuple[int, int]:
    """The half-open range of lines with the greatest sum (Kadane's rule); empty where no weight is positive.

    `anchors` are lines that hold the headline. A run right below one is preferred, unless it is far lighter.
    """
    best, found, total, begin, previous = 0.0, (0, 0), 0.0, 0, -1
    near, found_near = 0.0, (0, 0)
    for index, (line, weight) in enumerate(zip(page.lines, weights, strict=True)):
        if total > 0:
            total -= STEP * max(0, _distance(page, previous, line.node) - FREE)
        if total <= 0:
            total, begin = 0.0, index
        total += weight
        previous = line.node
        if total > best:
            best, found = total, (begin, index + 1)
        if total > near and any(0 <= begin - anchor <= NEAR for anchor in anchors):
            near, found_near = total, (begin, index + 1)
    chosen = found_near if near >= max(ENOUGH, SHARE * best) else found
    return extend(page, weights, *chosen)


def extend(page: Page, weights: Sequence[float], start: int, end: int) -> tuple[int, int]:
    """Reach over what interrupts a text (advertisements, links) to the other paragraphs of its main block."""
    mass: dict[int, float] = {}
    for index in range(start, end):
        for node in {page.lines[index].node, page.parent(page.lines[index].node)}:
            mass[node] = mass.get(node, 0.0) + weights[index]
    if not mass:
        return start, end
    top = max(mass.values())
    holders = {node for node, value in mass.items() if node >= 0 and value >= HEAVY * top}
    inside = [
        i
        for i, line in enumerate(page.lines)
        if weights[i] > SURE and (line.node in holders or page.parent(line.node) in holders)
    ]
    return min([start, *inside]), max([end, *(i + 1 for i in inside)])


def _distance(page: Page, first: int, second: int) -> int:
    """Steps between two blocks over their nearest common ancestor; deep trees count no further than it matters."""
    steps, nodes = 0, page.nodes
    while first != second and steps < FARTHEST:
        if first < 0 or (second >= 0 and nodes[second].depth > nodes[first].depth):
            second = page.parent(second)
        else:
            first = page.parent(first)
        steps += 1
    return steps
