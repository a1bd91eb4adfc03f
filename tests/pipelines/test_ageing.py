"""When an article is looked at again, and when a page that failed is tried again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ageing import LONGEST, SHORTEST, next_try, next_visit

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001 (it follows)


def visits(days: int) -> list[float]:
    """On which days of its life an article is looked at again."""
    seen, found = FIRST, []
    while (seen := next_visit(seen, FIRST)) <= FIRST + timedelta(days=days):
        found.append((seen - FIRST) / timedelta(days=1))
    return found


def test_an_article_is_looked_at_often_while_it_is_young() -> None:
    assert visits(5) == [1, 2, 3, 4.5]
    assert len(visits(365)) == 14
    assert len(visits(10 * 365)) - len(visits(9 * 365)) == 2


def test_a_page_that_failed_is_tried_ever_more_rarely() -> None:
    waits = [(next_try(FIRST, attempts) - FIRST) / timedelta(hours=1) for attempts in range(1, 7)]
    assert waits == [6, 24, 96, 384, 1536, LONGEST / timedelta(hours=1)]


@given(moments, moments)
@settings(deadline=None)
def test_a_visit_is_within_bounds(seen: datetime, first_seen: datetime) -> None:
    assert SHORTEST <= next_visit(seen, first_seen) - seen <= LONGEST


@given(moments, st.integers(0, 10**6))
@settings(deadline=None)
def test_a_try_is_within_bounds_however_often_it_failed(seen: datetime, attempts: int) -> None:
    """A list that is missing fails with every run, for years."""
    wait = next_try(seen, attempts) - seen
    assert timedelta(hours=6) <= wait <= LONGEST
    assert wait <= next_try(seen, attempts + 1) - seen
