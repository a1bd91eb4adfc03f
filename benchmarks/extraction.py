"""Text and metadata extraction against its floors: generated pages always, the public evaluation where it is at hand.

    python -m benchmarks.extraction

Prints one row a set and leaves with status 1 where a figure is below its floor in `floors.json`. `speed` is how many
times faster than trafilatura the extraction is on the same pages, in turns, by the medians.
"""

import importlib.util
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import trafilatura
from charset_normalizer import from_bytes

from benchmarks.newspages import NewsPage, chinese_pages, foreign_pages
from pipelines.extract import Extraction, extract
from pipelines.extract.opinion import agreement

HERE = Path(__file__).parent
PUBLIC = HERE.parent.parent / "shared" / "eval" / "extraction"
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["extraction"]
FIELDS = ("title", "published_at", "source", "author", "editor", "section", "lang", "script")


def generated(pages: Iterable[NewsPage]) -> dict[str, float]:
    """Mean 4-gram F1 of the text, the lowest one, and the share of pages with each field right."""
    rows: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        found = extract(page.html, page.url)
        rows["f1"].append(agreement(found.text, "\n".join(page.truth.paragraphs)))
        for name in FIELDS:
            rows[name].append(getattr(found, name) == getattr(page.truth, name))
    return {"worst": min(rows["f1"]), **{name: statistics.mean(values) for name, values in rows.items()}}


def public() -> dict[str, float]:
    """The figures of the public evaluation, with its own metric."""
    spec = importlib.util.spec_from_file_location("evaluate", PUBLIC / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    judge: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    gold = json.loads((PUBLIC / "gold.json").read_text(encoding="utf-8"))
    rows: dict[str, list[float]] = defaultdict(list)
    for want in gold:
        if want["type"] == "news" and want["text_gold"] != "tool-derived":
            _compare(judge, want, rows)
    times = {name: statistics.median(rows.pop(name)) for name in ("ms", "trafilatura ms")}
    figures = {name: statistics.mean(values) for name, values in rows.items()}
    return {**figures, "speed": times["trafilatura ms"] / times["ms"]}


def _compare(judge: Any, want: dict[str, Any], rows: dict[str, list[float]]) -> None:
    source = _decoded((PUBLIC / "pages" / f"{want['id']}.html").read_bytes())
    found: Extraction = _timed(rows["ms"], lambda: extract(source, want["url"]))
    _timed(rows["trafilatura ms"], lambda: trafilatura.bare_extraction(source, url=want["url"], with_metadata=True))
    gold, got = (judge.core(text, want["title"]) for text in (want["text"], found.text))
    f1 = judge.prf(gold, got)[2]
    rows["f1"].append(f1)
    rows["above half"].append(f1 >= 0.5)
    if len(judge.squeeze(want["text"])) < 250:
        rows["short"].append(f1)
    if want.get("title"):
        rows["title"].append(judge.letters(want["title"]) == judge.letters(found.title))
    if want.get("date"):
        rows["date"].append(want["date"] == found.published_date)
    if want.get("source"):
        rows["source"].append(judge.same_source(want["source"], found.source))
    if want["authors"] or want["editors"]:
        people = f"{found.author} {found.editor}"
        rows["people"].append(any(name in people for name in want["authors"] + want["editors"]))


def _timed(times: list[float], work: Callable[[], Any]) -> Any:
    begin = time.perf_counter()
    result = work()
    times.append((time.perf_counter() - begin) * 1000)
    return result


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        best = from_bytes(body, cp_isolation=["gb18030", "big5hkscs"]).best()
        return body.decode(best.encoding if best else "gb18030", "replace")


def main() -> int:
    """Measure, print, compare."""
    sets = {"chinese": lambda: generated(chinese_pages(5)), "foreign": lambda: generated(foreign_pages(5))}
    if PUBLIC.exists():
        sets["public"] = public
    missed = 0
    for name, measure in sets.items():
        figures = measure()
        print(name, " ".join(f"{key} {value:.3f}" for key, value in figures.items()))
        for key, floor in FLOORS[name].items():
            if figures[key] < floor:
                missed += 1
                print(f"  {key} {figures[key]:.4f} is below its floor {floor}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
