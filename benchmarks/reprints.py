"""How the reprint index grows: documents per second and bytes per document, on generated news.

    python -m benchmarks.reprints [--documents 20000] [--plot growth.svg]

Documents are generated before the clock runs; the clock covers normalisation, comparison and the durable insert. One
process, one core. A fixed loop is timed in the same run, so that figures from different machines can be related.
"""

import argparse
import resource
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.notices import Document, mix
from pipelines.reprints import Relation, ReprintIndex

_STEPS = 20
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
    points = []
    tally = Tally()
    documents = mix(count)
    for step in range(1, _STEPS + 1):
        batch = list(islice(documents, count * step // _STEPS - count * (step - 1) // _STEPS))
        start, used = time.perf_counter(), time.process_time()
        index = ReprintIndex(path)
        answers = [index.add(document.text) for document in batch]
        index.close()
        seconds, used = time.perf_counter() - start, time.process_time() - used
        for document, (number, relations) in zip(batch, answers, strict=True):
            tally.note(number, document, relations)
        done = count * step // _STEPS
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        points.append(Point(done, len(batch) / seconds, len(batch) / used, path.stat().st_size / done, memory))
    return points, tally


def plot(points: list[Point], path: Path) -> None:
    """Draw documents against documents/s and against bytes/document, as an SVG of two curves."""
    most = points[-1].documents
    fastest, largest = max(point.rate for point in points), max(point.bytes_each for point in points)
    rate = " ".join(f"{60 + 480 * p.documents / most:.1f},{300 - 260 * p.rate / fastest:.1f}" for p in points)
    size = " ".join(f"{60 + 480 * p.documents / most:.1f},{300 - 260 * p.bytes_each / largest:.1f}" for p in points)
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 340" font-family="sans-serif" font-size="12">'
        '<rect width="600" height="340" fill="white"/><path d="M60 30V300H540" fill="none" stroke="black"/>'
        f'<polyline points="{rate}" fill="none" stroke="#1f77b4" stroke-width="2"/>'
        f'<polyline points="{size}" fill="none" stroke="#d62728" stroke-width="2"/>'
        f'<text x="66" y="24" fill="#1f77b4">documents/s, up to {fastest:.0f}</text>'
        f'<text x="330" y="24" fill="#d62728">bytes/document, up to {largest:.0f}</text>'
        f'<text x="60" y="320">0</text><text x="540" y="320" text-anchor="end">{most:,} documents</text></svg>\n',
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
    print(tally.line())
    if options.plot:
        plot(points, options.plot)


if __name__ == "__main__":
    main()
