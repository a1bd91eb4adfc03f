"""Which publishers the articles credit, and how often."""

from dataclasses import dataclass

from archive.database import Database
from archive.views.figures.scope import Scope

MOST_SOURCES = 15


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How many articles credit one source."""

    source: str
    articles: int


@dataclass(frozen=True, slots=True)
class Shares:
    """The sources credited most, most first; `others` further sources with `rest` articles; those that state none."""

    total: int
    sources: tuple[SourceCount, ...]
    others: int
    rest: int
    unstated: int


def shares(db: Database, scope: Scope, most: int = MOST_SOURCES) -> Shares:
    """Who is credited in the articles of the scope, exactly as their pages write it."""
    rows = db.execute(
        f"SELECT coalesce(source, ''), count(*) FROM articles WHERE {scope.members()} GROUP BY coalesce(source, '')",  # noqa: S608 (own names)
        scope.parameters,
    )
    totals: dict[str, int] = dict(rows.fetchall())
    unstated = totals.pop("", 0)
    order = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = order[:most], order[most:]
    return Shares(
        total=unstated + sum(totals.values()),
        sources=tuple(SourceCount(*item) for item in shown),
        others=len(rest),
        rest=sum(articles for _, articles in rest),
        unstated=unstated,
    )
