"""How long a page of 50 kB takes, here, in charset-normalizer and in Scrapy: python -m benchmarks.decode

Pages are built from invented sentences in a realistic amount of markup. Each time is the best of several runs, the
columns are measured in turn, and the closing line gives the ratios, which depend little on the machine.
"""

import random
import statistics
import sys
from collections.abc import Callable
from time import perf_counter

from charset_normalizer import from_bytes
from opencc import OpenCC
from scrapy.http import HtmlResponse

from archive.records import RawPage
from benchmarks.fragments import SENTENCES
from pipelines.decode import decode

SIZE = 50_000  # bytes
LIMITS = {"utf-8": 0.3}  # milliseconds
LIMIT = 2.5
URL = "https://union.example/1.html"


def page(codec: str, seed: int) -> bytes:
    """About 50 kB, a third of it text, which declares nothing."""
    rng = random.Random(seed)
    convert = OpenCC("s2tw").convert if codec == "cp950" else str
    rows = ["<html><head><title>新闻</title></head><body>"]
    size = 0
    while size < SIZE:
        link = f'<li class="item"><a href="/2024/{rng.randrange(10**8)}.html" target="_blank">'
        rows.append(f"{link}{rng.choice(SENTENCES)[:14]}</a></li>\n<p>{rng.choice(SENTENCES)}</p>\n")
        size += len(rows[-1].encode(codec, "ignore"))
    return convert("".join(rows)).encode(codec)


def bodies() -> dict[str, bytes]:
    """One page for each case."""
    gbk, utf8 = page("gbk", 1), page("utf-8", 2)
    half = len(gbk) // 2
    return {
        "utf-8": utf8,
        "gbk": gbk,
        "big5": page("cp950", 3),
        "gbk, one byte lost": without(gbk, "工".encode("gbk")),
        "utf-8, one byte lost": without(utf8, "工".encode()),
        "utf-8 in gbk": gbk[: gbk.index(b"<li", half)] + utf8[utf8.index(b"<li") :][:10_000],
    }


def without(body: bytes, character: bytes) -> bytes:
    """The body without the first byte of one such character in its middle."""
    place = body.index(character, len(body) // 2)
    return body[:place] + body[place + 1 :]


def ours(body: bytes) -> str:
    """This project."""
    return decode(RawPage(URL, body)).text


def normalizer(body: bytes) -> str:
    """charset-normalizer alone."""
    return str(from_bytes(body).best())


def scrapy(body: bytes) -> str:
    """Scrapy alone."""
    return HtmlResponse(URL, body=body).text


def best(function: Callable[[bytes], str], body: bytes, runs: int = 9) -> float:
    """Milliseconds of the quickest run. The body is another one each time, for charset-normalizer keeps a cache."""
    times = []
    for run in range(runs):
        own = body + b" " * run
        start = perf_counter()
        function(own)
        times.append(1000 * (perf_counter() - start))
    return min(times)


def main() -> None:
    """Prints the table and what it means; exits with 1 when a limit is passed."""
    tools = {"here": ours, "charset-normalizer": normalizer, "scrapy": scrapy}
    print(f"{'ms a page':<22} {'kB':>5}", *(f"{name:>18}" for name in tools))
    table = {}
    for name, body in bodies().items():
        table[name] = [best(tool, body) for tool in tools.values()]
        print(f"{name:<22} {len(body) / 1000:5.0f}", *(f"{milliseconds:18.3f}" for milliseconds in table[name]))
    here, *others = [statistics.median(row[tool] for row in table.values()) for tool in range(len(tools))]
    ratios = ", ".join(f"{here / other:.1f} × {name}" for other, name in zip(others, list(tools)[1:], strict=True))
    good = here < LIMIT and all(table[name][0] < limit for name, limit in LIMITS.items())
    print(f"decode: median {here:.2f} ms = {ratios}: " + ("within the limits" if good else "TOO SLOW"))
    sys.exit(not good)


if __name__ == "__main__":
    main()
