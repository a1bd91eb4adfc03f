"""How fast a crawl is, whole: fetched, kept in WARC, read, related, indexed, committed. Ratios within one run.

Run: python -m benchmarks.crawl [--pages 3000] [--rounds 1] [--plain-pages 300] | --alone [--picture FILE]
Every project crawls the same pages from the same server on loopback, one after the other.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import vl_convert

MEGABYTE = 1 << 20


@contextmanager
def server(pages: int) -> Iterator[str]:
    """The address of a running server."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.crawl_server", str(pages)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()


class Watch(threading.Thread):
    """Watches a process and its descendants: memory, where shared pages count once (PSS), and processor time."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self.peak = 0
        self.course: list[tuple[float, int]] = []
        self.cpu: dict[str, float] = {}
        self.ended = threading.Event()

    def run(self) -> None:
        """Look four times a second."""
        begun = time.monotonic()
        while not self.ended.wait(0.25):
            members = family(self._root)
            self.cpu |= {f"{member}": spent for member in members if (spent := cpu_seconds(member))}
            now = sum(map(proportional_bytes, members))
            self.peak = max(self.peak, now)
            self.course.append((time.monotonic() - begun, now))


def family(root: int) -> list[int]:
    """A process and all that descend from it."""
    members = [root]
    for member in members:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                members += map(int, task.read_text().split())
            except OSError:
                continue
    return members


def proportional_bytes(process: int) -> int:
    """The memory of one process, with its share of what it shares; zero when it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def cpu_seconds(process: int) -> float:
    """Processor time of one process; zero when it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Crawled(NamedTuple):
    """Pages a second by the clock, milliseconds of processor a page in all processes, what was seen on the way.

    `paces` are the pages a second of each thousand.
    """

    speed: float
    cpu_ms: float
    watch: Watch
    paces: list[float]


def crawl(name: str, proxy: str, pages: int) -> Crawled:
    """One crawl of one project, with all that starting it takes."""
    folder = Path(mkdtemp(prefix=f"crawl-{name}-"))
    (folder / "pandas.py").write_text("raise ImportError")
    words = [sys.executable, "-m", "benchmarks.crawl_projects", name, proxy, str(pages), str(folder)]
    # As users have it: sqlite-utils loads pandas, 40 MB in every process, wherever the tests' tools brought it along.
    env = os.environ | {"http_proxy": proxy, "no_proxy": "", "PYTHONPATH": str(folder)}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
    watch = Watch(process.pid)
    watch.start()
    out, _ = process.communicate()
    watch.ended.set()
    shutil.rmtree(folder)
    if process.returncode:
        raise SystemExit(f"the project {name} failed")
    told = json.loads(out)
    paces = [1000 / (later - earlier) for earlier, later in pairwise([0.0, *told["marks"]])]
    cpu = sum(watch.cpu.values())
    return Crawled(told["pages"] / told["seconds"], 1000 * cpu / told["pages"], watch, paces)


def long_crawl(pages: int, picture: Path | None) -> None:
    """One crawl of ours alone: whether it slows down or grows."""
    with server(pages) as proxy:
        run = crawl("ours", proxy, pages)
    thousands = range(0, len(run.paces), max(1, len(run.paces) // 10))
    for thousand in thousands:
        print(f"at {1000 * (thousand + 1)} pages: {run.paces[thousand]:.0f} pages/s")
    megabytes = [used / MEGABYTE for _, used in run.watch.course]
    print(f"memory after a tenth {megabytes[len(megabytes) // 10]:.0f} MB, at most {max(megabytes):.0f} MB")
    if picture:
        draw(picture, run)
    print(f"crawl: pages {pages} pages/s {run.speed:.0f} rss_mb {max(megabytes):.0f}")


def draw(picture: Path, run: Crawled) -> None:
    """Pages a second and memory along the crawl, as an SVG file."""
    speeds = [{"x": 1000 * (n + 1), "y": pace, "what": "pages/s"} for n, pace in enumerate(run.paces)]
    end = run.watch.course[-1][0]
    course = run.watch.course[:: max(1, len(run.watch.course) // 200)]
    memory = [{"x": 1000 * len(run.paces) * at / end, "y": used / MEGABYTE, "what": "MB"} for at, used in course]
    spec = {
        "data": {"values": speeds + memory},
        "mark": "line",
        "width": 640,
        "height": 240,
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "title": "pages crawled"},
            "y": {"field": "y", "type": "quantitative", "title": None},
            "color": {"field": "what", "title": None},
        },
    }
    picture.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")


def main() -> None:
    """Print the speed of each project and the closing line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--plain-pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help="only this project, and how it goes along the way")
    parser.add_argument("--picture", type=Path, help="with --alone: an SVG file to draw")
    options = parser.parse_args()
    if options.alone:
        long_crawl(options.pages, options.picture)
    else:
        compare(options.pages, options.plain_pages, options.rounds)


def compare(pages: int, plain_pages: int, rounds: int) -> None:
    """All three, one after the other, in each round; medians of the rounds."""
    speeds: dict[str, list[float]] = {"bare": [], "plain": [], "ours": []}
    peak = 0
    for _ in range(rounds):
        for name, found in speeds.items():
            number = plain_pages if name == "plain" else pages
            with server(number) as proxy:
                run = crawl(name, proxy, number)
            found.append(run.speed)
            peak = max(peak, run.watch.peak) if name == "ours" else peak
            megabytes = run.watch.peak / MEGABYTE
            print(f"{name}: {run.speed:.0f} pages/s, {run.cpu_ms:.1f} ms a page, {megabytes:.0f} MB", flush=True)
    bare, plain, ours = (statistics.median(found) for found in speeds.values())
    print(
        f"crawl: pages {pages} pages/s {ours:.0f} ratio_bare {ours / bare:.2f} "
        f"ratio_plain {ours / plain:.1f} rss_mb {peak / MEGABYTE:.0f}"
    )


if __name__ == "__main__":
    main()
