"""What writing a page to a WARC file costs, against warcio's own writer.

Run: python -m benchmarks.warc
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.warc.exchange import Exchange
from archive.warc.record import deflate
from archive.warc.writer import WarcFolder
from benchmarks.newspages import chinese_pages

HEADERS = [
    ("Server", "nginx"),
    ("Date", "Sun, 01 Mar 2026 08:00:00 GMT"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Transfer-Encoding", "chunked"),
    ("Connection", "keep-alive"),
    ("ETag", '"69a3f2c0-9d1e"'),
]
ASKED = [("Host", "news.example"), ("User-Agent", "benchmark"), ("Accept", "*/*"), ("Accept-Encoding", "gzip")]
PAGE_BYTES = 40_000
PAGES = 100
RUNS = 5


def exchanges() -> list[Exchange]:
    """Pages of 40 kB that compress about as well as real ones: generated markup, and characters drawn by chance."""
    draw = random.Random(1)
    markup = "".join(page.html for page in chinese_pages(12))
    hanzi = [chr(0x4E00 + number) for number in range(3000)]
    weights = [1 / (rank + 10) for rank in range(len(hanzi))]  # as in real text, few are common
    pages = []
    for number in range(PAGES):
        begin = draw.randrange(len(markup) - PAGE_BYTES)
        text = "".join(draw.choices(hanzi, weights, k=PAGE_BYTES // 6))
        body = (text + markup[begin : begin + PAGE_BYTES // 2]).encode()[:PAGE_BYTES]
        url = f"https://news.example/{number}.html"
        pages.append(Exchange(url, datetime.now(UTC), body, HEADERS, request_headers=ASKED))
    return pages


def ours(pages: list[Exchange], folder: Path) -> None:
    """With their requests."""
    warc = WarcFolder(folder, "benchmark", "benchmark")
    for page in pages:
        warc.add(page)
    warc.close()


def theirs(pages: list[Exchange], folder: Path) -> None:
    """The same records."""
    with (folder / "warcio.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for page in pages:
            head = StatusAndHeaders(page.status_line, list(HEADERS), "HTTP/1.1")
            body = BytesIO(page.payload)
            writer.write_record(writer.create_warc_record(page.url, "response", payload=body, http_headers=head))
            asked = StatusAndHeaders("GET / HTTP/1.1", list(ASKED), is_http_request=True)
            writer.write_record(writer.create_warc_record(page.url, "request", http_headers=asked))


def measured(write: Callable[[list[Exchange], Path], None], pages: list[Exchange]) -> tuple[float, int]:
    """Milliseconds of this process and bytes a page, the best of some runs."""
    best, size = float("inf"), 0
    for _ in range(RUNS):
        with TemporaryDirectory() as name:
            begun = time.process_time()
            write(pages, Path(name))
            best = min(best, time.process_time() - begun)
            size = sum(path.stat().st_size for path in Path(name).iterdir())
    return 1000 * best / len(pages), size // len(pages)


def main() -> None:
    """Print both, and their ratio."""
    pages = exchanges()
    own, size = measured(ours, pages)
    other, other_size = measured(theirs, pages)
    print(f"{len(pages)} pages of {PAGE_BYTES // 1000} kB; compressed with {deflate.__module__}")
    print(f"ours   {own:.2f} ms and {size} bytes a page")
    print(f"warcio {other:.2f} ms and {other_size} bytes a page")
    print(f"{other / own:.1f} times as fast, {size / other_size:.2f} of the size")


if __name__ == "__main__":
    main()
