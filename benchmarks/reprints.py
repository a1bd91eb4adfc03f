"""How the reprint index grows: documents per second and bytes per document, on generated news.

    python -m benchmarks.reprints [--documents 20000] [--plot growth.svg]

Documents are generated while the clock stands; the clock covers normalisation, comparison and the durable insert. One
process, one core. A fixed loop is timed in the same run, so that figures from different machines can be related.
"""

import argparse
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from statistics import linear_regression
from typing import NamedTuple

from benchmarks.notices import Document, mix
from pipelines.reprints import Relation, ReprintIndex

_STEPS = 20
_AT_ONCE = 1000
_FAR = 1_000_000
_ENOUGH = 100_000
"""Documents from which on growth shows above the noise, and is extrapolated."""
_BLUE, _GREEN, _RED = "#1f77b4", "#2ca02c", "#d62728"
_SAME = {"reprint", "part_of", "contains"}


class Point(NamedTuple):
    """After so many documents: the last step's documents per second, of the clock and of the processor; the size."""

    documents: int
    rate: float
    processor_rate: float
    bytes_each: float
    megabytes: float


def calibration() -> float:
    """Rounds per second, in millions, of a loop that does what the index does most: small integers and bytes."""
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        block = bytes(1000)
        for number in range(100_000):
            block.find(number.to_bytes(4))
        best = max(best, 0.1 / (time.perf_counter() - start))
    return best


class Clock:
    """Adds up the time spent inside, of the clock and of the processor, in seconds."""

    def __init__(self) -> None:
        self.seconds = self.used = 0.0

    def __enter__(self) -> None:
        self.seconds -= time.perf_counter()
        self.used -= time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter()
        self.used += time.process_time()


class Tally:
    """What the index said, held against what the generator knows."""

    def __init__(self) -> None:
        self._stories: list[int] = []
        self.counts: Counter[str] = Counter()

    def note(self, number: int, document: Document, relations: list[Relation]) -> None:
        """Count a document: was a copy recognised, was anything else taken for one?"""
        assert number == len(self._stories) + 1
        same = [self._stories[relation.other - 1] for relation in relations if relation.kind in _SAME]
        self.counts[document.kind] += 1
        if document.kind not in {"original", "notice"}:
            self.counts["recognised"] += document.story in same
        self.counts[f"wrong {document.kind}"] += any(story != document.story for story in same)
        self._stories.append(document.story)

    def line(self) -> str:
        """One line for a person."""
        copies = sum(self.counts[kind] for kind in ("copy", "retitled", "cut", "excerpt"))
        wrong = {kind: count for kind, count in self.counts.items() if kind.startswith("wrong") and count}
        return f"{self.counts['recognised']} of {copies} copies recognised, taken for copies wrongly: {wrong or 'none'}"


def measure(count: int, path: Path) -> tuple[list[Point], Tally]:
    """Add so many documents to a new index, which is opened and closed for each of twenty steps."""
    tally = Tally()
    documents = mix(count)
    ends = [count * step // _STEPS for step in range(_STEPS + 1)]
    return [_step(path, islice(documents, end - start), end, tally) for start, end in pairwise(ends)], tally


def _step(path: Path, documents: Iterator[Document], end: int, tally: Tally) -> Point:
    """Add some documents, up to that number in all; only a few are in memory at a time."""
    clock = Clock()
    count = 0
    with clock:
        index = ReprintIndex(path)
    while batch := list(islice(documents, _AT_ONCE)):
        with clock:
            answers = [index.add(document.text) for document in batch]
        for document, (number, relations) in zip(batch, answers, strict=True):
            tally.note(number, document, relations)
        count += len(batch)
    with clock:
        index.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Point(end, count / clock.seconds, count / clock.used, path.stat().st_size / end, memory)


def extrapolated(points: list[Point], documents: int = _FAR) -> tuple[float, float]:
    """Documents per second, of the clock and of the processor, to be expected at so many documents.

    The time for one document is fitted by least squares as a + b·documents over all steps but the first. This is
    cautious: B-trees deepen with the logarithm, and the share of pages out of memory cannot exceed 1.
    """
    steps = points[1:]
    counts = [point.documents for point in steps]
    columns = ([1 / point.rate for point in steps], [1 / point.processor_rate for point in steps])
    fits = [linear_regression(counts, seconds) for seconds in columns]
    clock, processor = (1 / (fit.intercept + fit.slope * documents) for fit in fits)
    return clock, processor


def plot(points: list[Point], path: Path) -> None:
    """Draw documents against documents/s (clock, processor, dashed: extrapolated) and bytes/document, as an SVG."""
    fastest, largest = max(point.processor_rate for point in points), max(point.bytes_each for point in points)

    def curve(values: Iterable[tuple[float, float]], most: float, colour: str, dash: str = "") -> str:
        places = " ".join(f"{60 + 480 * x / _FAR:.1f},{300 - 250 * y / most:.1f}" for x, y in values)
        return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'

    last = points[-1].documents
    beyond = [last + (_FAR - last) * step // 20 for step in range(21)] if last >= _ENOUGH else []
    far = [extrapolated(points, documents) for documents in beyond]
    drawn = [
        curve(((p.documents, p.rate) for p in points), fastest, _BLUE),
        curve(((p.documents, p.processor_rate) for p in points), fastest, _GREEN),
        curve(((p.documents, p.bytes_each) for p in points), largest, _RED),
        curve(zip(beyond, (clock for clock, _ in far), strict=True), fastest, _BLUE, "4"),
        curve(zip(beyond, (processor for _, processor in far), strict=True), fastest, _GREEN, "4"),
    ]
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 340" font-family="sans-serif" font-size="12">\n'
        '<rect width="600" height="340" fill="white"/><path d="M60 40V300H540" fill="none" stroke="black"/>\n'
        f'<text x="66" y="16" fill="{_BLUE}">documents/s (dashed: extrapolated)</text>\n'
        f'<text x="66" y="32" fill="{_GREEN}">documents per processor second, up to {fastest:.0f}</text>\n'
        f'<text x="370" y="32" fill="{_RED}">bytes/document, up to {largest:.0f}</text>\n'
        + "\n".join(drawn)
        + f'\n<text x="60" y="320">0</text><text x="540" y="320" text-anchor="end">{_FAR:,} documents</text></svg>\n',
        encoding="utf-8",
    )


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    before = calibration()
    with tempfile.TemporaryDirectory() as folder:
        points, tally = measure(options.documents, Path(folder) / "reprints.db")
    print(f"calibration loop: {before:.2f} before, {calibration():.2f} after (million rounds/s)")
    print("documents  documents/s  per processor second  bytes/document  peak memory (MB)")
    for documents, rate, processor_rate, bytes_each, megabytes in points:
        print(f"{documents:9,}  {rate:11.0f}  {processor_rate:20.0f}  {bytes_each:14.0f}  {megabytes:16.0f}")
    if options.documents >= _ENOUGH:
        clock, processor = extrapolated(points)
        print(f"{_FAR:9,}  {clock:11.0f}  {processor:20.0f}  extrapolated")
    print(f"load of the machine, last 15 minutes: {os.getloadavg()[2]:.1f} on {os.cpu_count()} cores")
    print(tally.line())
    if options.plot:
        plot(points, options.plot)


if __name__ == "__main__":
    main()
