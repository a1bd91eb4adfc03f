"""The ledger of a crawl: which rows come when, and what becomes of them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from exchanges import exchange

from archive import frontier
from archive.articles import add_site
from archive.captures import Role, add_capture
from archive.crawls import begin_crawl
from archive.database import Database, writing
from archive.frontier import Found, Lease, Left
from archive.times import timestamp
from archive.warc.exchange import Place

DAYS = [timestamp(datetime(2026, 5, day, tzinfo=UTC)) for day in range(1, 29)]


def found(name: str, role: Role = Role.ARTICLE, priority: int = 1, **more: str) -> Found:
    return Found(f"news.example.org/{name}", f"https://news.example.org/{name}", role, "{}", priority, **more)


def a_list(name: str) -> Found:
    return found(name, Role.LIST, 0)


def names(leases: Sequence[Lease]) -> list[str]:
    return [lease.url.rpartition("/")[2] for lease in leases]


def states(db: Database) -> dict[str, tuple[str, int]]:
    rows = db.execute("SELECT url, state, attempts FROM frontier WHERE site = 'site'")
    return {url.rpartition("/")[2]: (state, attempts) for url, state, attempts in rows}


def captured(db: Database, url: str, number: int = 0) -> int:
    return add_capture(db, exchange(url=url).capture(Place("a.warc.gz", number, 9, "sha1:A"), "site"))


@pytest.fixture
def run(db: Database) -> int:
    return begin_crawl(db, "site")


def test_a_page_goes_from_discovery_to_its_end(db: Database, run: int) -> None:
    assert frontier.discover(db, "site", run, DAYS[0], [found("a"), found("b", via="https://news.example.org/")]) == 2
    assert states(db) == {"a": ("discovered", 0), "b": ("discovered", 0)}
    assert db.execute("SELECT via FROM frontier ORDER BY id").fetchall() == [(None,), ("https://news.example.org/",)]
    first, second = frontier.lease(db, "site", 10)
    assert states(db) == {"a": ("leased", 1), "b": ("leased", 1)}
    frontier.fetched(db, first.id, captured(db, first.url))
    assert states(db)["a"] == ("fetched", 1)
    assert frontier.waiting(db, "site") == 2
    frontier.done(db, first.id, DAYS[0], DAYS[1])
    frontier.failed(db, second.id, DAYS[1])
    assert states(db) == {"a": ("done", 0), "b": ("failed", 1)}
    assert db.execute("SELECT count(capture_id) FROM frontier").fetchone() == (0,)
    assert frontier.tries(db, second.id) == 1
    assert frontier.waiting(db, "site") == 0
    assert frontier.lease(db, "site", 10) == []


def test_what_is_known_is_not_taken_in_again(db: Database, run: int) -> None:
    assert frontier.discover(db, "site", run, DAYS[0], [found("a"), found("a")]) == 1
    assert frontier.discover(db, "site", run, DAYS[0], [found("a")]) == 0
    frontier.lease(db, "site", 1)
    assert frontier.discover(db, "site", run, DAYS[9], [found("a")]) == 0, "it is being fetched"
    add_site(db, "other", "crawl")
    assert frontier.discover(db, "other", run, DAYS[0], [found("a")]) == 1, "each site has its own"


def test_an_article_is_not_asked_for_before_its_time(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [found("done"), found("failed"), found("never")])
    done, failed, never = frontier.lease(db, "site", 3)
    frontier.done(db, done.id, DAYS[0], DAYS[3])
    frontier.failed(db, failed.id, DAYS[5])
    frontier.done(db, never.id, DAYS[0])
    later = begin_crawl(db, "site")
    again = [found("done"), found("failed"), found("never")]
    assert frontier.discover(db, "site", later, DAYS[2], again) == 0
    assert frontier.discover(db, "site", later, DAYS[3], again) == 1
    assert frontier.discover(db, "site", later, DAYS[5], again) == 1
    assert frontier.discover(db, "site", later, DAYS[27], again) == 0, "it has no time"


def test_a_list_is_read_once_a_run(db: Database, run: int) -> None:
    for crawl in (run, begin_crawl(db, "site")):
        assert frontier.discover(db, "site", crawl, DAYS[0], [a_list("list")]) == 1
        (lease,) = frontier.lease(db, "site", 5)
        frontier.done(db, lease.id, DAYS[0])
        assert frontier.discover(db, "site", crawl, DAYS[0], [a_list("list")]) == 0


def test_a_list_that_a_killed_run_left_is_read_once_too(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [a_list("leased"), a_list("waits")])
    frontier.lease(db, "site", 1)
    crawl = begin_crawl(db, "site")
    frontier.recover(db, "site", crawl, DAYS[0])
    leases = frontier.lease(db, "site", 5)
    assert len(leases) == 2
    for lease in leases:
        frontier.done(db, lease.id, DAYS[0])
    assert frontier.discover(db, "site", crawl, DAYS[0], [a_list("leased"), a_list("waits")]) == 0


def test_a_page_is_asked_for_on_condition_only_if_it_was_read_well(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [found("a")])
    (lease,) = frontier.lease(db, "site", 1)
    assert (lease.etag, lease.last_modified) == (None, None)
    captured(db, lease.url)
    ends = (
        (lambda: frontier.done(db, lease.id, DAYS[0], DAYS[1]), '"1"'),
        (lambda: frontier.failed(db, lease.id, DAYS[1]), None),
        (lambda: frontier.done(db, lease.id, None, DAYS[1]), None),
    )
    for end, etag in ends:
        end()
        frontier.discover(db, "site", run, DAYS[1], [found("a")])
        assert [again.etag for again in frontier.lease(db, "site", 1)] == [etag]


def test_urgent_ones_first_then_in_their_order(db: Database, run: int) -> None:
    frontier.discover(
        db, "site", run, DAYS[0], [found("c", priority=0), found("a", priority=2), found("b", priority=2)]
    )
    assert names(frontier.lease(db, "site", 2)) == ["a", "b"]
    assert names(frontier.lease(db, "site", 2)) == ["c"]


def test_lists_are_read_ahead_where_few_articles_wait(db: Database, run: int) -> None:
    lists = [a_list(f"list{number}") for number in range(3)]
    articles = [found(str(number)) for number in range(frontier.AHEAD)]
    frontier.discover(db, "site", run, DAYS[0], lists + articles)
    assert names(frontier.lease(db, "site", 3)) == ["0", "1", "2"], "enough wait"
    leases = frontier.lease(db, "site", 2)
    assert names(leases) == ["list0", "list1", "3", "4"]
    assert min(lease.priority for lease in leases[:2]) > max(lease.priority for lease in leases[2:])


def test_a_clean_stop_gives_leases_back(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [found("a"), found("b"), found("c")])
    leases = frontier.lease(db, "site", 3)
    frontier.done(db, leases[2].id, DAYS[0])
    frontier.release(db, "other")
    assert states(db)["a"] == ("leased", 1), "another site's run is no business of this one"
    frontier.release(db, "site")
    assert states(db) == {"a": ("discovered", 0), "b": ("discovered", 0), "c": ("done", 0)}


def test_what_a_killed_run_left_comes_back(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [found("a"), found("b"), found("c")])
    leases = frontier.lease(db, "site", 2)
    capture_id = captured(db, leases[1].url)
    frontier.fetched(db, leases[1].id, capture_id)
    add_site(db, "other", "crawl")
    frontier.discover(db, "other", run, DAYS[0], [found("z")])
    frontier.lease(db, "other", 1)
    left = frontier.recover(db, "site", begin_crawl(db, "site"), DAYS[1])
    assert left == [Left(leases[1].id, capture_id, leases[1].url)]
    assert states(db) == {"a": ("discovered", 1), "b": ("fetched", 1), "c": ("discovered", 0)}
    assert frontier.lease(db, "other", 1) == [], "another site's run may be at work"


def test_a_page_that_may_end_the_program_has_an_attempt_a_day(db: Database, run: int) -> None:
    """After too many kills; it is said, and it is not for ever: most such pages were only leased beside a bad one."""
    frontier.discover(db, "site", run, DAYS[0], [found("a")])
    for _ in range(frontier.MOST_ATTEMPTS):
        assert names(frontier.lease(db, "site", 9)) == ["a"]
        frontier.recover(db, "site", run, DAYS[3])
    assert frontier.lease(db, "site", 9) == []
    assert states(db)["a"][0] == "failed"
    ((url, reason),) = db.execute("SELECT url, reason FROM failures").fetchall()
    assert (url, "5 times" in reason) == ("https://news.example.org/a", True)
    assert frontier.renew(db, "site", run, DAYS[3], 9) == 0
    for day in (4, 5):
        assert frontier.renew(db, "site", run, DAYS[day], 9) == 1
        assert names(frontier.lease(db, "site", 9)) == ["a"]
        frontier.recover(db, "site", run, DAYS[day])
        assert frontier.lease(db, "site", 9) == []


def test_articles_whose_time_has_come_are_looked_at_again(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [a_list("list"), *(found(name) for name in "abcd")])
    dues = {"list": DAYS[0], "a": DAYS[4], "b": DAYS[2], "c": DAYS[9], "d": DAYS[1]}
    for lease, name in ((lease, names([lease])[0]) for lease in frontier.lease(db, "site", 9)):
        if name == "d":
            frontier.failed(db, lease.id, dues[name])
        else:
            frontier.done(db, lease.id, DAYS[0], dues[name])
    later = begin_crawl(db, "site")
    assert frontier.renew(db, "site", later, DAYS[5], 2) == 2
    assert sorted(names(frontier.lease(db, "site", 9))) == ["b", "d"], "the longest overdue"
    assert frontier.renew(db, "site", later, DAYS[5], 9) == 1
    assert frontier.renew(db, "site", later, frontier.EVER, -1) == 1
    assert sorted(names(frontier.lease(db, "site", 9))) == ["a", "c"]


def test_a_page_that_fails_and_fails_is_left_to_its_lists(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [found("a")])
    for day in range(frontier.MOST_ATTEMPTS):
        (lease,) = frontier.lease(db, "site", 1)
        frontier.failed(db, lease.id, DAYS[day + 1])
        frontier.renew(db, "site", run, DAYS[day + 1], 9)
    assert states(db)["a"] == ("failed", frontier.MOST_ATTEMPTS)
    assert frontier.discover(db, "site", run, DAYS[9], [found("a")]) == 1


def test_all_of_it_is_within_the_callers_transaction(db: Database, run: int) -> None:
    frontier.discover(db, "site", run, DAYS[0], [found("a"), found("b"), found("c"), a_list("list")])
    frontier.done(db, frontier.lease(db, "site", 2)[0].id, DAYS[0], DAYS[1])
    before = db.execute("SELECT * FROM frontier").fetchall()
    with suppress(TimeoutError), writing(db):
        frontier.discover(db, "site", run, DAYS[0], [found("d")])
        frontier.release(db, "site")
        frontier.renew(db, "site", run, DAYS[9], 9)
        frontier.failed(db, frontier.lease(db, "site", 1)[0].id, None)
        frontier.recover(db, "site", run, DAYS[0])
        assert db.execute("SELECT * FROM frontier").fetchall() != before
        raise TimeoutError
    assert db.execute("SELECT * FROM frontier").fetchall() == before


def test_moments_sort_as_text() -> None:
    assert timestamp(datetime.now(UTC) + timedelta(days=9999)) < frontier.EVER
