"""The numbers that pictures are drawn from: true to the rows of the archive, and within sensible days."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import EVIL, TODAY, article

from archive.articles import add_site
from archive.database import Database
from archive.views.figures.days import count_days, period_of, timeline
from archive.views.figures.health import coverage, reasons, visits
from archive.views.figures.period import ISLAND, Step, bounded
from archive.views.figures.scope import Scope
from archive.views.figures.sources import shares
from archive.views.figures.spread import spread, widest_stories

SCOPES = [Scope(), Scope("a"), Scope(since="2025-01-01", until="2025-02-28"), Scope("b", "2024-09-01")]


def one(db: Database, sql: str, **parameters: str) -> int:
    return int(db.execute(sql, parameters).fetchone()[0] or 0)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_time_line_draws_every_article_or_says_so(full: Database, scope: Scope) -> None:
    counts = count_days(full, scope)
    period = period_of(counts, scope, TODAY)
    drawn = timeline(counts, period)
    within = f"SELECT count(*) FROM articles WHERE {scope.condition()}"
    left_out = period.before + period.after + period.undated
    assert drawn.drawn + left_out == one(full, within, **scope.parameters) > 0
    for bar in drawn.bars[::40]:
        last = drawn.step.after(bar.start) - timedelta(days=1)
        days = {"first": max(bar.start, period.first).isoformat(), "last": min(last, period.last).isoformat()}
        sql = f"{within} AND published_date BETWEEN :first AND :last AND site = :bar"
        assert bar.articles == one(full, sql, **scope.parameters, **days, bar=bar.site or "")


def test_the_axis_has_the_ends_that_were_asked_for(db: Database) -> None:
    add_site(db, "s", "crawl")
    article(db, "s", "2026-01-05")
    scope = Scope(since="2025-12-01", until="2030-01-01")
    period = period_of(count_days(db, scope), scope, TODAY)
    assert (period.first, period.last) == (date(2025, 12, 1), TODAY)


def test_smaller_sites_are_counted_together(db: Database) -> None:
    for number in range(11):
        add_site(db, f"s{number}", "crawl")
        for _ in range(number + 1):
            article(db, f"s{number}", "2026-01-05")
    counts = count_days(db, Scope())
    drawn = timeline(counts, period_of(counts, Scope(), TODAY))
    assert drawn.sites == ("s10", "s9", "s8", "s7", "s6", "s5", "s4")
    assert drawn.others == 4
    assert [(bar.site, bar.articles) for bar in drawn.bars][-1] == (None, 1 + 2 + 3 + 4)


@pytest.mark.parametrize("scope", SCOPES)
def test_shares_add_up(full: Database, scope: Scope) -> None:
    counts = shares(full, scope, most=5)
    within = f"SELECT count(*) FROM articles WHERE {scope.condition()}"
    assert counts.total == one(full, within, **scope.parameters)
    assert sum(source.articles for source in counts.sources) + counts.rest + counts.unstated == counts.total
    assert counts.unstated == one(full, f"{within} AND coalesce(source, '') = ''", **scope.parameters)
    assert counts.sources[0].source == EVIL
    assert counts.sources[0].articles == one(full, f"{within} AND source = :source", **scope.parameters, source=EVIL)


def test_a_calendar_knows_damage_and_gaps(full: Database) -> None:
    counts = count_days(full, Scope())
    calendar = coverage(full, Scope(), counts, period_of(counts, Scope(), TODAY))
    assert calendar.step is Step.MONTH
    assert {(cell.site, cell.start) for cell in calendar.cells if cell.gap} == {
        ("b", date(2024, 11, 1)),
        ("b", date(2024, 12, 1)),
    }
    within = "FROM articles WHERE site = 'a' AND published_date LIKE '2025-03-%'"
    (march,) = (cell for cell in calendar.cells if cell.site == "a" and cell.start == date(2025, 3, 1))
    assert march.articles == one(full, f"SELECT count(*) {within}")
    damaged = one(full, f"SELECT count(*) {within} AND id IN (SELECT article_id FROM damaged_articles)")
    assert march.troubled == damaged > 0
    assert march.share == march.troubled / march.articles


def test_visits_count_what_came_and_what_failed(full: Database) -> None:
    calendar = visits(full, Scope(), TODAY)
    assert calendar.step is Step.DAY
    assert sum(cell.articles for cell in calendar.cells) == one(full, "SELECT count(*) FROM articles")
    assert {cell.site: cell.troubled for cell in calendar.cells if cell.troubled} == {"a": 10, "b": 10}
    assert sum(row.pages for row in reasons(full, Scope())) == 20
    assert not visits(full, Scope(until="2026-02-28"), TODAY).cells


def test_a_story_rises_by_one_at_each_dated_copy(full: Database) -> None:
    widest = widest_stories(full, Scope())
    assert [story.copies for story in widest] == [12, 5]
    assert [story.copies for story in widest_stories(full, Scope("evil"))] == []
    story = spread(full, widest[0].story_id, TODAY)
    assert story
    assert (story.size, len(story.prints), story.undated, story.outside) == (12, 10, 1, 1)
    assert [copy.number for copy in story.prints] == list(range(1, 11))
    moments = [copy.moment for copy in story.prints]
    assert moments == sorted(moments)
    assert {copy.timed for copy in story.prints} == {True, False}
    assert spread(full, 999, TODAY) is None


DAYS = st.dates(date(1960, 1, 1), date(2110, 1, 1))


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(DAYS, st.integers(1, 50), max_size=30), st.integers(0, 3))
def test_no_article_is_lost_between_the_axis_and_its_remarks(counts: dict[date, int], undated: int) -> None:
    period = bounded(counts, undated, TODAY, first_given=False, last_given=False)
    inside = sum(number for day, number in counts.items() if period.holds(day))
    assert inside + period.before + period.after == sum(counts.values())
    assert period.last <= TODAY + timedelta(days=1)
    for step in Step:
        starts = list(period.steps(step))
        assert starts[0] <= period.first
        assert starts[-1] <= period.last < step.after(starts[-1])
        assert all(step.start(start) == start for start in starts)


def test_a_few_wrong_dates_do_not_stretch_the_axis() -> None:
    usual = {date(2024, 1, 1) + timedelta(days=day): 1 for day in range(365)}
    wrong = {date(1970, 1, 1): 5, date(2003, 1, 1): 2, date(2099, 1, 1): 3}
    period = bounded(Counter(usual) + Counter(wrong), 0, TODAY, first_given=False, last_given=False)
    assert (period.first, period.last) == (date(2024, 1, 1), date(2024, 12, 30))
    assert (period.before, period.after) == (7, 3)
    early = {date(2003, 1, 1): int(365 * ISLAND) + 20}
    assert bounded(usual | early, 0, TODAY, first_given=False, last_given=False).first == date(2003, 1, 1)
    asked = bounded(usual | wrong, 0, TODAY, first_given=True, last_given=True)
    assert (asked.first, asked.last) == (date(1970, 1, 1), date(2099, 1, 1))
    assert bounded({}, 4, TODAY, first_given=False, last_given=False).undated == 4


@pytest.mark.parametrize("scope", SCOPES)
def test_no_text_is_read_to_count_days_sources_and_damage(full: Database, scope: Scope) -> None:
    asked: list[str] = []
    full.conn.set_trace_callback(asked.append)
    counts = count_days(full, scope)
    shares(full, scope)
    coverage(full, scope, counts, period_of(counts, scope, TODAY))
    full.conn.set_trace_callback(None)
    plans = [row[3] for sql in asked for row in full.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("articles" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN articles") and "COVERING INDEX" not in plan]
