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

from scraper.replica import faults, traps
from scraper.replica.faults import Fault
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


def test_crawl_delay_is_kept(tmp_path: Path) -> None:
    moments: list[float] = []
    with Replica(stories=4, sites=["ixuchang"]) as slow:
        slow.misbehave("http://www.ixuchang.com/qiye/", watched(moments))
        slow.misbehave(
            "http://www.ixuchang.com/robots.txt", robots("User-agent: union-news-archive\nCrawl-delay: 0.5\n")
        )
        crawl("ixuchang", slow, tmp_path, AUTOTHROTTLE_ENABLED="True", AUTOTHROTTLE_START_DELAY="0.01")
        stored = rows(tmp_path, "SELECT count(*) FROM articles")
        assert stored == [(len(slow.truth),)]
    assert len(moments) >= 4
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps[1:]) > 0.4, "a little less than 0.5, since the network varies"


def test_a_site_may_ask_to_wait(press: Replica, tmp_path: Path) -> None:
    """Shortly: it is asked again then. For long: it is left alone until then; other hosts go on."""
    urls = [each.url for each in press.truth if not each.damage]
    moments: list[float] = []
    soon = next(url for url in urls if url.startswith(YANTAI))
    dated = next(url for url in urls if url.startswith(WEIHAI))
    late = [url for url in urls if url.startswith(HEZE)]
    stubborn = next(url for url in urls if url.startswith(SD))
    press.misbehave(soon, Fault(lambda url, reply: first_wait(url, reply, moments)))
    press.misbehave(dated, faults.server_error(503, format_datetime(datetime.now(UTC), usegmt=True)), times=1)
    press.misbehave(stubborn, faults.server_error(429, "0"))
    press.misbehave(HEZE, faults.server_error(503, "7200"))
    press.misbehave(f"{HEZE}/robots.txt", robots("User-agent: *\nAllow: /\n"))
    crawl("dzwww", press, tmp_path)
    failures, stored = failures_of(tmp_path), {url for (url,) in rows(tmp_path, "SELECT url FROM articles")}
    assert len(moments) == 2
    assert moments[1] - moments[0] >= 0.95
    assert {url for url in urls if not url.startswith(HEZE)} - stored == {stubborn}
    assert failures[stubborn] == "the site answered http 429 and asked to wait 0 s, 3 times; left alone"
    assert {failures[url] for url in late} == {
        "the site answered http 503 and asked to wait 7200 s; left alone until then"
    }
    assert len([served for served in press.requests if served.url in late]) <= 16, "only what was under way"


def first_wait(_: str, reply: Reply, moments: list[float]) -> Reply:
    """429 for a second, then the page."""
    moments.append(time.monotonic())
    return reply if len(moments) > 1 else Reply(429, {"Retry-After": "1", "Content-Length": "0"})


def test_a_host_that_refuses_or_fails_is_left_alone(press: Replica, tmp_path: Path) -> None:
    urls = [each.url for each in press.truth if not each.damage]
    for host, fault in ((HEZE, faults.server_error(403)), (YANTAI, faults.server_error(500)), (SD, Fault())):
        press.misbehave(host, fault)
        press.misbehave(f"{host}/robots.txt", robots("User-agent: *\nAllow: /\n"))
    crawl("dzwww", press, tmp_path, HOST_REFUSALS_MAX="2", HOST_ERRORS_MAX="4", CONCURRENT_REQUESTS_PER_DOMAIN="1")
    failures, stored = failures_of(tmp_path), {url for (url,) in rows(tmp_path, "SELECT url FROM articles")}
    bad = {host: {url for url in urls if url.startswith(host)} for host in (HEZE, YANTAI)}
    assert set(urls) - stored == bad[HEZE] | bad[YANTAI]
    closed = "the site refused with http 403, 2 times in a row; the host is left alone"
    assert {failures[url] for url in bad[HEZE]} == {"the site refused with http 403; left alone", closed}
    assert "4 errors in a row, the last: http status 500; the host is left alone" in {
        failures[url] for url in bad[YANTAI]
    }
    assert len(bad[HEZE]) > 5
    assert 3 * len(bad[YANTAI]) > 7, "each would be tried three times"
    for host, most in ((HEZE, 2), (YANTAI, 4)):
        assert len([served for served in press.requests if served.url in bad[host]]) <= most + 3, "what was under way"


def test_dripping_and_silent_servers_are_given_up(tmp_path: Path) -> None:
    with Replica(stories=4, sites=["ixuchang"]) as slow:
        urls = [each.url for each in slow.truth]
        slow.misbehave(urls[0], faults.drip(seconds=0.3, pieces=60))
        slow.misbehave(urls[1], faults.silent(seconds=5))
        crawl("ixuchang", slow, tmp_path, DOWNLOAD_TIMEOUT="3", RETRY_TIMES="0")
    reason = "timeout: the whole page did not come within 3 s"
    assert {url: why for url, why in failures_of(tmp_path).items() if url in urls} == dict.fromkeys(urls[:2], reason)
    assert {url for (url,) in rows(tmp_path, "SELECT url FROM articles")} == set(urls[2:])


def test_lists_without_end_are_bounded(press: Replica, tmp_path: Path) -> None:
    """A calendar that leads on for ever, and a page of links that no list has."""
    around = '<div id="main2"><ul>{}</ul></div>'
    endless = f"{SD}/sdnews/"
    press.misbehave(endless, traps.calendar(f"{SD}/sdnews/202601/t20260101_1000", around))
    many = [f"{WWW}/xinwen/guoneixinwen/202601/t20260101_{number:08}.htm" for number in range(50_000)]
    press.misbehave(f"{WWW}/xinwen/guoneixinwen/", traps.page_of_links(many, around))
    start = time.monotonic()
    crawl("dzwww", press, tmp_path, "-a", "since=2025-01-01", DEPTH_LIMIT="6", LINKS_PER_PAGE_MAX="50")
    assert time.monotonic() - start < 40
    bounds = {reason for url, reason in rows(tmp_path, "SELECT url, reason FROM failures WHERE stage = 'follow'")}
    assert bounds == {
        "the chain of pages is longer than 6; it was left there",
        f"{WWW}/xinwen/guoneixinwen/ has more than 50 links; the rest was left alone",
    }
    asked = [served.url for served in press.requests if "t20260101_" in served.url]
    assert len([url for url in asked if url.startswith(WWW)]) == 50
