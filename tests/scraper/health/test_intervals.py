"""How long a site is left alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.health.schedule import Visit
from scraper.health.intervals import Turn, turn_of, turns, wait_after
from scraper.site_index import all_sites

HOUR = timedelta(hours=1)
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def visits(*new: int, outcome: str = "complete") -> list[Visit]:
    """Newest first."""
    return [
        Visit("a", NOW - place * 6 * HOUR, NOW, outcome, 5, count, 0, 0) for place, count in enumerate(new, start=1)
    ]


def test_news_halves_the_wait_and_quiet_lengthens_it() -> None:
    assert wait_after(4 * HOUR, []) == 4 * HOUR
    assert wait_after(4 * HOUR, visits(3)) == 2 * HOUR
    assert wait_after(4 * HOUR, visits(1, 1, 1, 1)) == HOUR
    assert abs(wait_after(4 * HOUR, visits(0, 0)) - 8 * HOUR) < timedelta(seconds=1)
    assert wait_after(4 * HOUR, visits(*[0] * 40)) == 32 * HOUR
    assert wait_after(4 * HOUR, visits(0, outcome="failed")) > 4 * HOUR


def test_the_newest_visits_have_the_last_word() -> None:
    assert wait_after(4 * HOUR, visits(1, 1, *[0] * 10)) < wait_after(4 * HOUR, visits(*[0] * 10, 1, 1))


@given(st.lists(st.integers(0, 3), max_size=30))
@settings(max_examples=60, deadline=None)
def test_bounds(new: list[int]) -> None:
    assert HOUR / 4 <= wait_after(HOUR, visits(*new)) <= 8 * HOUR


def test_a_timer_that_starts_a_little_early_misses_no_turn() -> None:
    turn = Turn("a", 6 * HOUR, 6 * HOUR, NOW)
    assert turn.is_due(NOW + 6 * HOUR - timedelta(seconds=30))
    assert not turn.is_due(NOW + 5 * HOUR)
    assert Turn("a", 6 * HOUR, 6 * HOUR, None).is_due(NOW)


def test_those_never_visited_come_first_then_the_longest_overdue() -> None:
    first, second, third, *rest = all_sites()
    known = {site.name: visits(0) for site in rest}
    known[first.name] = visits(0, 0, 0)
    known[third.name] = [turned for turned in visits(1, 1) if turned.started_at < NOW - 7 * HOUR]
    found = turns(all_sites(), known)
    assert found[0].site == second.name
    dues = [turn.due_at for turn in found[1:] if turn.due_at]
    assert dues == sorted(dues)
    assert turn_of(second, []).due_at is None
