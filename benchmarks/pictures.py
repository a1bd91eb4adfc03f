"""What the pictures of a large archive cost: counting, as a share of reading every text once, and drawing.

    python -m benchmarks.pictures [--articles 100000]

The archive is invented row by row: 12 sites, two years, 900 characters an article, one in forty damaged. Its search
index is left out, for no picture asks it. Times are of the processor, the best of three.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from archive.charts.draw import Notes, draw
from archive.charts.page import report
from archive.database import Database, open_database
from archive.views.figures.days import count_days, period_of, timeline
from archive.views.figures.health import coverage, reasons, visits
from archive.views.figures.scope import Scope
from archive.views.figures.sources import shares
from archive.views.figures.spread import widest_stories

SITES = 12
FIRST, DAYS = date(2024, 10, 1), 730
TODAY = date(2026, 11, 1)
TEXT = "工会组织职工代表就集体合同草案逐条讨论。" * 45


def fill(db: Database, articles: int) -> None:
    """Put so many articles into an empty archive."""
    rng = random.Random(1)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    with db.atomic():
        for number in range(SITES):
            db.execute("INSERT INTO sites (name, kind) VALUES (?, 'crawl')", [f"s{number}"])
        for number in range(articles):
            day = (FIRST + timedelta(days=rng.randrange(DAYS))).isoformat()
            source = f"来源{int(rng.paretovariate(0.7)) % 400}"
            db.execute(
                "INSERT INTO articles (url, site, text, published_date, source, digest, first_seen_at, last_seen_at) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?1, ?4, ?4)",
                [str(number), f"s{rng.randrange(SITES)}", TEXT, day, source],
            )
        db.execute("INSERT INTO repairs SELECT id, 'kind', 0, 0, 1 FROM articles WHERE id % 40 = 0")


def count(db: Database, scope: Scope) -> None:
    """All that a page counts."""
    counts = count_days(db, scope)
    period = period_of(counts, scope, TODAY)
    timeline(counts, period)
    shares(db, scope)
    widest_stories(db, scope)
    coverage(db, scope, counts, period)
    visits(db, scope, TODAY)
    reasons(db, scope)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the processor."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder))
        fill(db, options.articles)
        reading = best(lambda: db.execute("SELECT sum(length(text)) FROM articles").fetchone())
        print(f"{options.articles:,} articles; reading every text once: {reading:.2f} s")
        scopes = {"all": Scope(), "one site": Scope("s3"), "a month": Scope(None, "2025-03-01", "2025-03-31")}
        for name, scope in scopes.items():
            print(f"counting for {name}: {best(partial(count, db, scope)) / reading:.2f} of that")
        start = best(lambda: draw({"mark": "point", "data": {"values": []}}, Notes(), "", ""), 1)
        page = partial(report, db, Scope(), "en", TODAY)
        print(f"starting to draw {start:.2f} s, the whole page {best(page, 1):.2f} s, drawn again {best(page):.2f} s")
        db.close()


if __name__ == "__main__":
    main()
