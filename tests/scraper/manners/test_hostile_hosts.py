"""What hosts say about being asked: robots.txt, Retry-After, refusals, errors in a row."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from running import crawl, rows
from watching import watched

from scraper.replica.hostile import faults, traps
from scraper.replica.hostile.faults import Fault
from scraper.replica.reply import Reply, message
from scraper.replica.server import Replica

SD, HEZE, YANTAI, WEIHAI, WWW, FEED = (
    f"http://{name}.dzwww.com" for name in ("sd", "heze", "yantai", "weihai", "www", "weifang")
)


def robots(text: str) -> Fault:
    """A robots.txt with this text."""
    return Fault(lambda _url, _reply: message(200, text))


def failures_of(archive: Path) -> dict[str, str]:
    return {url: reason.lower() for url, reason in rows(archive, "SELECT url, reason FROM failures")}


def host_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(stories=40, seed=11, sites=["dzwww"]) as running:
        yield running


@pytest.fixture
def press(replica: Replica) -> Iterator[Replica]:
    replica.requests.clear()
    yield replica
    replica.behave()


def test_robots_txt_in_every_condition(press: Replica, tmp_path: Path) -> None:
    """Out of reach: the host is left alone. Not found: all is allowed. Endless: its beginning counts."""
    urls = [each.url for each in press.truth if not each.damage]
    forbidden = next(url for url in urls if url.startswith(SD))
    hosts = {host: {url for url in urls if host_of(url) == host} for host in (SD, HEZE, YANTAI, WEIHAI)}
    hot = {url for url in urls if url.startswith("https://hot.")}
    assert all(hosts.values())
    assert hot
    press.misbehave(
        f"{SD}/robots.txt", robots(f"User-agent: *\nDisallow: {urlsplit(forbidden).path}\n" + "#" * (12 << 20))
    )
    press.misbehave(f"{HEZE}/robots.txt", faults.server_error(503))
    press.misbehave(f"{YANTAI}/robots.txt", faults.server_error(403))
    press.misbehave(f"{WEIHAI}/robots.txt", faults.redirect_loop())
    press.misbehave(f"{WWW}/robots.txt", faults.redirect("http://169.254.169.254/robots.txt"))
    press.misbehave(f"{FEED}/robots.txt", faults.silent(seconds=4))
    press.misbehave("https://hot.dzwww.com/", traps.plain_instead_of_tls())
    crawl("dzwww", press, tmp_path, ROBOTSTXT_TIMEOUT="2", RETRY_TIMES="1")
    failures, stored = failures_of(tmp_path), {url for (url,) in rows(tmp_path, "SELECT url FROM articles")}
    assert failures.pop(forbidden) == "forbidden by robots.txt"
    assert stored >= hosts[SD] - {forbidden} | hosts[YANTAI] | hosts[WEIHAI]
    for url in hosts[HEZE]:
        assert failures[url] == "robots.txt of heze.dzwww.com is out of reach (http status 503); the host is left alone"
    for url in hot:
        assert "robots.txt of hot.dzwww.com is out of reach" in failures[url]
    lists = {url: why for url, why in failures.items() if url.startswith((WWW, FEED))}
    assert {host_of(url) for url in lists} == {WWW, FEED}
    assert all("is out of reach" in why for why in lists.values())
    assert "timeout" in next(why for url, why in lists.items() if url.startswith(FEED))
    asked = {served.url for served in press.requests}
    assert not asked & {forbidden, *hosts[HEZE], *hot}


def test_a_slow_site_is_asked_slowly_and_a_stuck_page_given_up(tmp_path: Path) -> None:
    moments: list[float] = []
    with Replica(stories=5, sites=["ixuchang"]) as slow:
        urls = [each.url for each in slow.truth]
        slow.misbehave("http://www.ixuchang.com/", watched(moments))
        slow.misbehave(urls[0], faults.drip(seconds=0.3, pieces=60))
        slow.misbehave(urls[1], faults.silent(seconds=4))
        slow.misbehave(
            "http://www.ixuchang.com/robots.txt", robots("User-agent: union-news-archive\nCrawl-delay: 0.5\n")
        )
        pace = {"AUTOTHROTTLE_ENABLED": "True", "AUTOTHROTTLE_START_DELAY": "0.01"}
        crawl("ixuchang", slow, tmp_path, DOWNLOAD_TIMEOUT="3", RETRY_TIMES="0", **pace)
    failures = {url: why for url, why in failures_of(tmp_path).items() if url in urls}
    assert failures == {
        urls[0]: "no article: no main text was found on the page; the page took too long to come",
        urls[1]: "timeout: the whole page did not come within 3 s",
    }
    assert {url for (url,) in rows(tmp_path, "SELECT url FROM articles")} == set(urls[2:])
    assert len(moments) >= 4
    assert min(later - earlier for earlier, later in pairwise(moments)) > 0.4, "0.5, less what the network varies"


def test_a_site_may_ask_to_wait_and_may_refuse(press: Replica, tmp_path: Path) -> None:
    """Shortly: it is asked again then. For long, or without an end: it is left alone. Other hosts go on."""
    urls = [each.url for each in press.truth if not each.damage]
    late, refused, broken, good = ([url for url in urls if url.startswith(host)] for host in (HEZE, WEIHAI, YANTAI, SD))
    soon, dated, stubborn = good[:3]
    moments: list[float] = []
    press.misbehave(soon, Fault(lambda url, reply: first_wait(url, reply, moments)))
    press.misbehave(dated, faults.server_error(503, format_datetime(datetime.now(UTC), usegmt=True)), times=1)
    press.misbehave(stubborn, faults.server_error(429, "0"))
    for pages, status, wait in ((late, 503, "7200"), (refused, 403, None), (broken, 500, None)):
        for url in pages:
            press.misbehave(url, faults.server_error(status, wait))
    once = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1", "HOST_REFUSALS_MAX": "2", "HOST_ERRORS_MAX": "4"}
    crawl("dzwww", press, tmp_path, **once)
    failures, stored = failures_of(tmp_path), {url for (url,) in rows(tmp_path, "SELECT url FROM articles")}
    assert set(urls) - stored == {stubborn, *late, *refused, *broken}
    assert len(moments) == 2
    assert moments[1] - moments[0] >= 0.95
    assert failures[stubborn] == "the site answered http 429 and asked to wait 0 s, 3 times; left alone"
    left = "the site answered http 503 and asked to wait 7200 s; left alone until then"
    assert {failures[url] for url in late} == {left}
    closed = "the site refused with http 403, 2 times in a row; the host is left alone"
    # Its list stands on the same host, so some of its articles were never heard of.
    known = {failures[url] for url in refused if url in failures}
    assert (
        "the site refused with http 403; left alone" in known <= {"the site refused with http 403; left alone", closed}
    )
    assert closed in failures.values()
    left = "4 errors in a row, the last: http status 500; the host is left alone"
    assert left in {failures[url] for url in broken}
    for pages, most in ((late, 1), (refused, 2), (broken, 4)):
        assert len(pages) * (3 if pages is broken else 1) > most + 3
        assert len([served for served in press.requests if served.url in pages]) <= most + 3, "what was under way"


def first_wait(_: str, reply: Reply, moments: list[float]) -> Reply:
    """429 for a second, then the page."""
    moments.append(time.monotonic())
    return reply if len(moments) > 1 else message(429, retry_after="1")


def test_lists_without_end_are_bounded(press: Replica, tmp_path: Path) -> None:
    """A calendar that leads on for ever, and a page of links that no list has."""
    around = '<div id="main2"><ul>{}</ul></div>'
    endless = f"{SD}/sdnews/"
    press.misbehave(endless, traps.calendar(f"{SD}/sdnews/202601/t20260101_1000", around))
    many = [f"{WWW}/xinwen/guoneixinwen/202601/t20260101_{number:08}.htm" for number in range(50_000)]
    round_and_round = f"{WWW}/a/b/a/b/a/b/202601/t20260101_12345678.htm"
    press.misbehave(f"{WWW}/xinwen/guoneixinwen/", traps.page_of_links([round_and_round, *many], around))
    start = time.monotonic()
    crawl("dzwww", press, tmp_path, "-a", "since=2025-01-01", DEPTH_LIMIT="6", LINKS_PER_PAGE_MAX="50")
    assert time.monotonic() - start < 40
    bounds = {reason for url, reason in rows(tmp_path, "SELECT url, reason FROM failures WHERE stage = 'follow'")}
    assert bounds == {
        "the chain of pages is longer than 6; it was left there",
        "the path repeats itself, which looks like a trap; left alone, and so are others like it",
        f"{WWW}/xinwen/guoneixinwen/ has more than 50 links; the rest was left alone",
    }
    asked = [served.url for served in press.requests if "t20260101_" in served.url]
    assert len([url for url in asked if url.startswith(WWW)]) == 49
