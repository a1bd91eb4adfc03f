"""Who published a story first: a pure function over its copies, to be asked again when another copy arrives."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from pipelines.reprints.match_key import match_key

_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Copy:
    """One article of a story.

    `published_at` is ISO 8601, a day or a time with offset. `source` is whom the page credits (来源), `publisher` the
    name of the site that carries it. `holds` are the articles of the story that stand in this one and are shorter.
    """

    article_id: int
    published_at: str | None = None
    source: str | None = None
    publisher: str | None = None
    holds: frozenset[int] = frozenset()


class Origin(NamedTuple):
    """The article that a story started from, as far as its copies tell, and why, in words for a person."""

    article_id: int
    reason: str


def origin(copies: Iterable[Copy]) -> Origin:
    """The origin of a story.

    The copy on the site that most other copies credit, if it is among them; else the one published on the earliest day
    (at the earliest time, where all of that day state one); of several, the one that holds most of the others; of
    several still, the one archived first. Does not depend on the order of the copies. Raises ValueError without any.
    """
    story = sorted(copies, key=lambda copy: copy.article_id)
    if not story:
        raise ValueError("a story has at least one copy: pass its articles")
    if len(story) == 1:
        return Origin(story[0].article_id, "the only copy")
    credited = _credits(story)
    votes = [credited[_name(copy.publisher)] for copy in story]
    most = max(votes)
    if most:
        first, _ = _first([copy for copy, count in zip(story, votes, strict=True) if count == most])
        return Origin(first.article_id, f"credited by {most} of {len(story) - 1} other copies")
    first, reason = _first(story)
    return Origin(first.article_id, reason + _absent(story))


def _credits(story: Sequence[Copy]) -> dict[str, int]:
    """For each publisher among the copies how many copies, on other sites, credit it."""
    named = Counter((_name(copy.source), _name(copy.publisher)) for copy in story)
    return {
        publisher: sum(
            count
            for (source, other), count in named.items()
            if _same_name(source, publisher) and not _same_name(other, publisher)
        )
        for publisher in {publisher for _, publisher in named}
    }


@lru_cache(maxsize=4096)
def _name(text: str | None) -> str:
    """A name as it is compared."""
    return match_key(text or "")


def _same_name(one: str, other: str) -> bool:
    """True for 工人日报 and 中工网工人日报: names of three characters or more of which one stands in the other."""
    return min(len(one), len(other)) >= _SHORTEST_NAME and (one in other or other in one)


def _first(copies: Sequence[Copy]) -> tuple[Copy, str]:
    """The first of some copies in ascending order, and what made it the first."""
    if len(copies) == 1:
        return copies[0], "the only copy"
    days = {copy.article_id: _day(copy.published_at) for copy in copies}
    earliest = min((day for day in days.values() if day), default=None)
    if earliest is not None:
        left = [copy for copy in copies if days[copy.article_id] == earliest]
        times = [_time(copy.published_at) for copy in left]
        known = [time for time in times if time is not None]
        if len(known) == len(left):
            left = [copy for copy, time in zip(left, times, strict=True) if time == min(known)]
        if len(left) == 1:
            return left[0], f"published first, {left[0].published_at}"
        copies = left
    fullest = max(len(copy.holds) for copy in copies)
    left = [copy for copy in copies if len(copy.holds) == fullest]
    reason = "the fullest" if len(left) == 1 else "archived first"
    return left[0], f"{reason} of {len(copies)} copies " + (f"of {earliest}" if earliest else "without a date")


def _absent(story: Sequence[Copy]) -> str:
    """A note on a credited source that is not among the copies."""
    named = Counter(copy.source for copy in story if copy.source)
    if not named:
        return ""
    source, count = min(named.items(), key=lambda item: (-item[1], item[0]))
    if any(_same_name(_name(copy.publisher), _name(source)) for copy in story):
        return ""
    return f"; {count} of {len(story)} copies credit {source}, which is not among them"


def _time(published_at: str | None) -> datetime | None:
    try:
        time = datetime.fromisoformat(published_at or "")
    except ValueError:
        return None
    return time if time.tzinfo else None


def _day(published_at: str | None) -> str | None:
    """The local day; nothing where it is not stated in ISO 8601."""
    try:
        return datetime.fromisoformat(published_at or "").date().isoformat()
    except ValueError:
        return None
