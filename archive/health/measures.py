"""What runs were measured at: counts that can be added up over runs, and compared with those of the next."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.database import Database

WELL = "well"


@dataclass(frozen=True, slots=True)
class Measure:
    """Of `pages` pages, `hits` have what `name` says; `kind` tells sorts of pages apart that are not to be mixed."""

    name: str
    kind: str
    hits: int
    pages: int


def store_measures(db: Database, crawl_id: int, measures: Iterable[Measure]) -> None:
    """Keep what a run was measured at."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO measures (crawl_id, name, kind, hits, pages) VALUES (?, ?, ?, ?, ?)",
        [[crawl_id, each.name, each.kind, each.hits, each.pages] for each in measures],
    )


def earlier_measures(db: Database, site: str, crawl_id: int, most: int, *, well: bool) -> list[list[Measure]]:
    """Those of the last runs before one that read any page, newest run first.

    With `well` only of runs in which nothing was wrong.
    """
    runs = db.execute(
        f"""
        SELECT c.id FROM crawls c JOIN health h ON h.crawl_id = c.id {"AND h.class = :well" if well else ""}
        WHERE c.site = :site AND c.id < :crawl AND EXISTS (
            SELECT 1 FROM measures m WHERE m.crawl_id = c.id AND m.kind <> '')
        GROUP BY c.id ORDER BY c.id DESC LIMIT :most
        """,  # noqa: S608 (own words)
        {"well": WELL, "site": site, "crawl": crawl_id, "most": most},
    ).fetchall()
    return [
        [
            Measure(*row)
            for row in db.execute("SELECT name, kind, hits, pages FROM measures WHERE crawl_id = ?", [run_id])
        ]
        for (run_id,) in runs
    ]
