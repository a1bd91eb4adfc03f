"""Each fault does to a client what it says, within bounds."""

import gzip
import http.client
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scraper.replica.hostile import faults
from scraper.replica.server import Replica

Fetch = Callable[..., Any]


@pytest.fixture
def url(replica: Replica) -> Iterator[str]:
    """A page on which a test may let the replica misbehave."""
    yield next(truth.url for truth in replica.truth if truth.url.startswith("http:"))
    replica.behave()


def test_slow_and_dripping_servers_take_their_time(replica: Replica, fetch: Fetch, url: str) -> None:
    healthy = fetch(url).body
    for fault in (faults.slow(seconds=0.2), faults.drip(seconds=0.05, pieces=4)):
        replica.misbehave(url, fault)
        start = time.monotonic()
        assert fetch(url).body == healthy
        assert 0.15 <= time.monotonic() - start < 3


@pytest.mark.parametrize("fault", [faults.cut(), faults.cut(chunked=True), faults.wrong_length(by=50)])
def test_bodies_end_early(replica: Replica, fetch: Fetch, url: str, fault: faults.Fault) -> None:
    replica.misbehave(url, fault)
    with pytest.raises(http.client.IncompleteRead):
        fetch(url)


def test_a_body_can_be_longer_than_promised(replica: Replica, fetch: Fetch, url: str) -> None:
    healthy = fetch(url).body
    replica.misbehave(url, faults.wrong_length(by=-50))
    assert fetch(url).body == healthy[:-50]


def test_errors_may_say_when_to_come_back(replica: Replica, fetch: Fetch, url: str) -> None:
    replica.misbehave(url, faults.server_error(429, retry_after="3"), times=2)
    answers = [fetch(url) for _ in range(3)]
    assert [answer.status for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "3"
    assert answers[0].headers["Content-Length"]


def test_redirects_go_round_or_anywhere(replica: Replica, fetch: Fetch, url: str) -> None:
    replica.misbehave(url, faults.redirect_loop())
    first = fetch(url).headers["Location"]
    assert first == f"{url}?round=1"
    assert fetch(first).headers["Location"] == f"{url}?round=2"
    replica.misbehave(url, faults.redirect("http://169.254.169.254/", status=301))
    answer = fetch(url)
    assert (answer.status, answer.headers["Location"]) == (301, "http://169.254.169.254/")


def test_endless_bodies_and_bombs_are_bounded(replica: Replica, fetch: Fetch, url: str) -> None:
    replica.misbehave(url, faults.endless(megabytes=2))
    assert 2 << 20 <= len(fetch(url).body) <= (2 << 20) + 100
    replica.misbehave(url, faults.gzip_bomb(megabytes=4))
    bomb = fetch(url)
    assert len(bomb.body) < 10_000
    assert len(gzip.decompress(bomb.body)) == 4 << 20


@pytest.mark.parametrize("truncated", [True, False])
def test_broken_gzip_does_not_unpack(replica: Replica, fetch: Fetch, url: str, *, truncated: bool) -> None:
    replica.misbehave(url, faults.broken_gzip(truncated=truncated))
    answer = fetch(url, Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    with pytest.raises((EOFError, OSError, zlib.error)):
        gzip.decompress(answer.body)


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_connections_are_reset(replica: Replica, fetch: Fetch, scheme: str, *, early: bool) -> None:
    target = next(truth.url for truth in replica.truth if truth.url.startswith(scheme + ":"))
    replica.misbehave(target, faults.reset(early=early))
    try:
        with pytest.raises((ConnectionResetError, http.client.IncompleteRead, http.client.RemoteDisconnected)):
            fetch(target)
    finally:
        replica.behave()


def test_silence_ends(replica: Replica, fetch: Fetch, url: str) -> None:
    replica.misbehave(url, faults.silent(seconds=0.1))
    with pytest.raises(http.client.RemoteDisconnected):
        fetch(url)
    assert replica.requests[-1].status == 0


def test_labels_and_bodies_can_be_wrong(replica: Replica, fetch: Fetch, url: str) -> None:
    healthy = fetch(url).body
    replica.misbehave(url, faults.wrong_type("text/html; charset=iso-8859-1"))
    assert (fetch(url).headers["Content-Type"], fetch(url).body) == ("text/html; charset=iso-8859-1", healthy)
    replica.misbehave(url, faults.wrong_body(b"\0" * 100))
    assert fetch(url).body == b"\0" * 100


def test_the_longest_prefix_decides(replica: Replica, fetch: Fetch, url: str) -> None:
    replica.misbehave("http://", faults.server_error(500))
    replica.misbehave(url, faults.server_error(410))
    assert fetch(url).status == 410
    assert fetch("http://www.ixuchang.com/qiye/").status == 500
    replica.behave()
    assert fetch(url).status == 200
