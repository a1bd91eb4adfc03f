"""Which days of a site the archive has, knows of, and failed to get."""

from collections.abc import Iterator

from archive.database import Database


def articles_by_day(db: Database, site: str) -> dict[str | None, int]:
    """The number of articles by published day (YYYY-MM-DD); those without one under `None`."""
    rows = db.execute("SELECT published_date, count(*) FROM articles WHERE site = ? GROUP BY published_date", [site])
    return {day: int(count) for day, count in rows}


def waiting_urls(db: Database, site: str) -> Iterator[str]:
    """Addresses of articles that are known and not fetched."""
    rows = db.execute(
        "SELECT url FROM frontier WHERE site = ? AND state IN ('discovered', 'leased', 'fetched') AND role <> 'list'",
        [site],
    )
    return (url for (url,) in rows)


def failed_urls(db: Database, site: str) -> Iterator[str]:
    """Addresses that failed and of which the archive has no article; lists are not among them."""
    rows = db.execute(
        """
        SELECT DISTINCT f.url FROM failures f WHERE f.site = ? AND f.vanished IS NULL AND f.stage <> 'list'
            AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.url = f.url)
            AND NOT EXISTS (SELECT 1 FROM captures c WHERE c.url = f.url AND c.role = 'list')
        """,
        [site],
    )
    return (url for (url,) in rows)


def answers(db: Database, prefix: str) -> dict[str, int]:
    """The best status that each list whose address begins so has answered with, by its address without the scheme."""
    bare = prefix.partition("://")[2]
    found: dict[str, int] = {}
    for scheme in ("http://", "https://"):
        rows = db.execute(
            "SELECT url, min(status) FROM captures WHERE url >= ? AND url < ? AND role = 'list' GROUP BY url",
            [scheme + bare, scheme + bare + chr(0x10FFFF)],
        )
        for url, status in rows:
            key = url.removeprefix(scheme)
            found[key] = min(int(status), found.get(key, int(status)))
    return found


def windows(db: Database, site: str, days_back: int) -> list[tuple[str, str]]:
    """First and last day (YYYY-MM-DD) that each finished run asked for; `days_back` where it asked for none."""
    rows = db.execute(
        """
        SELECT coalesce(since, date(coalesce(until, started_at), ?)), coalesce(until, date(started_at)) FROM crawls
        WHERE site = ? AND outcome IN ('complete', 'partial')
        """,
        [f"-{days_back} days", site],
    )
    return [(since, until) for since, until in rows]
