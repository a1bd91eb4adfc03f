"""What one more article costs: in a story that is large already, against an article of its own.

Run: python -m benchmarks.filing [COPIES]
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.articles import add_site
from archive.database import open_database
from archive.records import Article
from benchmarks.notices import cut, story
from pipelines.filing import Filing

COPIES = 400


def last_quarter_ms(count: int, text_of: Callable[[int], str]) -> float:
    """Milliseconds for each of the last quarter of so many articles, filed one after the other."""
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder))
        add_site(db, "site", "crawl", label="工人日报")
        filing = Filing(db)
        begun = 0.0
        for number in range(count):
            if number == count - count // 4:
                begun = time.perf_counter()
            article = Article(f"http://site.example/{number}", None, text_of(number), source="工人日报")
            filing.file(article, site="site", capture_id=None, seen_at="2026-01-01T00:00:00.000000Z")
        spent = time.perf_counter() - begun
        db.close()
    return 1000 * spent / (count // 4)


def main(count: int) -> None:
    """Print the cost of an article of its own, and of copies as multiples of it."""
    whole = story(1, 900)
    alone = last_quarter_ms(count, lambda number: story(number, 900))
    print(f"An article of its own costs {alone:.1f} ms.")
    for name, text_of in (
        ("one more equal copy", lambda _: whole),
        ("one more copy with an end of its own", lambda number: whole + story(number + 2, 60)),
        ("one more cut copy", lambda number: cut(whole, 0.4 + 0.5 * number / count)),
    ):
        print(f"In a story of {count}, {name} costs {last_quarter_ms(count, text_of) / alone:.1f} times that.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES)
