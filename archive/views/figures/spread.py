"""How a story spread: its copies in order of time, and how many there were by then."""

from dataclasses import dataclass
from datetime import date, datetime

from archive.database import Database
from archive.views.figures.period import as_date, bounded
from archive.views.figures.scope import Scope
from archive.views.stories import StoryCopy, read_story

MOST_STORIES = 10


@dataclass(frozen=True, slots=True)
class StoryTitle:
    """A story in a list: its number, how many copies it has, and the headline of its origin."""

    story_id: int
    copies: int
    title: str | None


@dataclass(frozen=True, slots=True)
class Print:
    """One copy of a story that can be placed in time, and which one it is, counted from 1.

    `moment` is the clock of the page (no offset); where the page states a day only it is the start of that day, and
    `timed` is false.
    """

    moment: datetime
    timed: bool
    site: str
    number: int
    copy: StoryCopy


@dataclass(frozen=True, slots=True)
class Spread:
    """A story over time: copies in order, and how many cannot be placed (`undated`) or lie `outside` the axis."""

    story_id: int
    title: str | None
    origin_id: int
    size: int
    prints: tuple[Print, ...]
    undated: int
    outside: int


def widest_stories(db: Database, scope: Scope, most: int = MOST_STORIES) -> list[StoryTitle]:
    """The stories with the most copies of which at least one is in the scope, most first."""
    members = f"SELECT story_id FROM articles WHERE {scope.members()}"  # noqa: S608 (own names)
    rows = db.execute(
        f"""
        SELECT s.id, s.size, a.title FROM stories s LEFT JOIN articles a ON a.id = s.first_article_id
        WHERE s.size > 1 AND s.id IN ({members}) ORDER BY s.size DESC, s.id LIMIT {most}
        """,  # noqa: S608 (own names)
        scope.parameters,
    )
    return [StoryTitle(*row) for row in rows]


def spread(db: Database, story_id: int, today: date) -> Spread | None:
    """How one story spread; `None` where there is no such story."""
    row = db.execute("SELECT first_article_id FROM stories WHERE id = ?", [story_id]).fetchone()
    story = read_story(db, row[0]) if row and row[0] is not None else None
    if story is None:
        return None
    placed = [(moment, copy) for copy in story.copies if (moment := _moment(copy))]
    counts: dict[date, int] = {}
    for (when, _), _copy in placed:
        counts[when.date()] = counts.get(when.date(), 0) + 1
    period = bounded(counts, 0, today, first_given=False, last_given=False)
    inside = [(moment, copy) for moment, copy in placed if period.holds(moment[0].date())]
    prints = tuple(
        Print(when, timed, copy.site, number, copy) for number, ((when, timed), copy) in enumerate(inside, start=1)
    )
    title = next((copy.title for copy in story.copies if copy.article_id == story.origin_id), None)
    undated = len(story.copies) - len(placed)
    return Spread(story_id, title, story.origin_id, len(story.copies), prints, undated, len(placed) - len(prints))


def _moment(copy: StoryCopy) -> tuple[datetime, bool] | None:
    day = as_date(copy.published_date)
    if day is None:
        return None
    try:
        stated = datetime.fromisoformat(copy.published_at or "").replace(tzinfo=None)
    except ValueError:
        stated = None
    if stated is None or len(copy.published_at or "") <= 10 or stated.date() != day:
        return datetime(day.year, day.month, day.day), False  # noqa: DTZ001 (a clock of no place)
    return stated, True
