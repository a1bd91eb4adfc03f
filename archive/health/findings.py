"""What one run left in the archive that tells how its site is: the pages that were read, and what failed."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.database import Database


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run over a site. `outcome` is that of `crawls`; `window` is true when days were asked for."""

    id: int
    site: str
    started_at: str
    outcome: str
    window: bool


@dataclass(frozen=True, slots=True)
class PageRead:
    """How one article's page was read.

    `tried` is the number of the site's layouts that were held against it, `rule` what chose its text: `layout NAME`, or
    another rule; empty where there was none. `fields` are the columns of `articles` that the page states. `again` is
    true when its article was known before the run.
    """

    url: str
    encoding: str | None
    tried: int
    rule: str
    fields: frozenset[str]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A page that could not be fetched or read; `first_list` when it is one that the site's sources begin with."""

    url: str
    stage: str
    reason: str
    first_list: bool


# Columns of `articles`, by the name that evidence has for them.
FIELDS = {
    "title": "title",
    "published": "published_date",
    "source": "source",
    "author": "author",
    "editor": "editor",
    "section": "section",
}


def finished_run(db: Database, crawl_id: int) -> Run | None:
    """The run, or `None` while it is not finished."""
    row = db.execute(
        "SELECT id, site, started_at, outcome, since IS NOT NULL OR until IS NOT NULL FROM crawls "
        "WHERE id = ? AND finished_at IS NOT NULL",
        [crawl_id],
    ).fetchone()
    return Run(row[0], row[1], row[2], row[3] or "", bool(row[4])) if row else None


def pages_read(db: Database, run: Run) -> Iterator[PageRead]:
    """The articles' pages that a run fetched and that were read, but for those that came as before, byte by byte."""
    rows = db.execute(
        f"""
        SELECT c.url, encoding, json_array_length(evidence, '$.extract.layout'),
            json_extract(evidence, '$.extract.text'), coalesce(a.first_seen_at < :begin, 0),
            {", ".join(f"json_extract(evidence, '$.extract.{name}') IS NOT NULL" for name in FIELDS)}
        FROM captures c LEFT JOIN articles a ON a.url = c.url
        WHERE c.site = :site AND fetched_at >= :begin AND role = 'article' AND c.status = 200 AND revisit_of IS NULL
            AND json_extract(evidence, '$.extract') IS NOT NULL AND json_extract(evidence, '$.vanished') IS NULL
        """,  # noqa: S608 (own names)
        {"site": run.site, "begin": run.started_at},
    )
    for url, encoding, tried, rule, again, *found in rows:
        fields = frozenset(name for name, there in zip(FIELDS.values(), found, strict=True) if there)
        text = "" if rule in {None, "no article", "empty page"} else str(rule)
        yield PageRead(url, encoding, tried or 0, text, fields, bool(again))


def troubles(db: Database, run: Run) -> list[Trouble]:
    """What failed in a run, without articles that are gone and pages of lists behind the first."""
    lists = {
        url: number == 1
        for url, number in db.execute(
            "SELECT url, json_extract(request, '$.arguments.number') FROM frontier "
            "WHERE crawl_id = ? AND role = 'list'",
            [run.id],
        )
    }
    rows = db.execute(
        "SELECT url, stage, reason FROM failures WHERE site = ? AND seen_at >= ? AND vanished IS NULL ORDER BY id",
        [run.site, run.started_at],
    )
    found = [Trouble(url, stage, reason, lists.get(url, stage == "list")) for url, stage, reason in rows]
    return [each for each in found if each.first_list or each.url not in lists]


def first_lists(db: Database, crawl_id: int) -> int:
    """How many of the lists that a run asked for are those that the site's sources begin with."""
    row = db.execute(
        "SELECT count(*) FROM frontier WHERE crawl_id = ? AND role = 'list' "
        "AND json_extract(request, '$.arguments.number') = 1",
        [crawl_id],
    ).fetchone()
    return int(row[0])


def articles_asked(db: Database, run: Run) -> int:
    """How many answers of articles a run has got, good or bad."""
    row = db.execute(
        "SELECT count(*) FROM captures WHERE site = ? AND fetched_at >= ? AND role = 'article'",
        [run.site, run.started_at],
    ).fetchone()
    return int(row[0])
