"""The proxy: methods, unknown hosts, conditional requests, compression, robots, changes, the log, the command."""

import gzip
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.replica.server import Replica

Fetch = Callable[..., Any]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_is_served_under_its_real_address(replica: Replica, fetch: Fetch, scheme: str) -> None:
    truth = next(truth for truth in replica.truth if truth.url.startswith(scheme + ":"))
    answer = fetch(truth.url)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    head = fetch(truth.url, "HEAD")
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])


def test_a_current_copy_is_not_sent_again(replica: Replica, fetch: Fetch) -> None:
    url = replica.truth[0].url
    first = fetch(url)
    for condition in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_None_Match": f'"other", W/{first.headers["ETag"]}'},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again = fetch(url, **condition)
        assert (again.status, again.body) == (304, b""), condition
    assert fetch(url, If_None_Match='"other"', If_Modified_Since=first.headers["Last-Modified"]).status == 200
    assert fetch(url, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    assert fetch(url, If_Modified_Since="yesterday").status == 200


def test_gzip_comes_only_when_it_is_accepted(replica: Replica, fetch: Fetch) -> None:
    url = replica.truth[0].url
    packed = fetch(url, Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == fetch(url).body
    assert fetch(url).headers["Content-Encoding"] is None


def test_unknown_hosts_are_refused(replica: Replica, fetch: Fetch) -> None:
    assert fetch("http://example.org/").status == 502
    with pytest.raises(OSError, match="502"):
        fetch("https://example.org/")
    assert fetch("http://127.0.0.1:1/").status == 502
    assert fetch("http://www.ixuchang.com/qiye/nothing.html").status == 404
    assert fetch("http://www.ixuchang.com/qiye/", "POST").status == 405
    assert replica.requests[-1].url == "http://www.ixuchang.com/qiye/"


def test_robots_forbid_what_lists_link_to(replica: Replica, fetch: Fetch) -> None:
    assert len(replica.forbidden) == 4
    for url in replica.forbidden:
        parts = urlsplit(url)
        rules = fetch(f"{parts.scheme}://{parts.netloc}/robots.txt").body.decode()
        assert any(parts.path.startswith(path) for path in re.findall(r"Disallow: (\S+)", rules))
        assert fetch(url).status == 200
    people = fetch("http://acftu.people.com.cn/robots.txt").body.decode()
    assert re.search(r"^Disallow: *$", people, re.MULTILINE)
    assert "Sitemap: http://www.people.cn/sitemap_index.xml" in people


def test_sitemaps_and_feeds_name_articles(replica: Replica, fetch: Fetch) -> None:
    index = fetch("http://www.people.cn/sitemap_index.xml").body.decode()
    (inner,) = re.findall("<loc>(.*?)</loc>", index)
    known = {truth.url for truth in replica.truth}
    assert set(re.findall("<loc>(.*?)</loc>", fetch(inner).body.decode())) <= known
    for feed in ("http://www.people.com.cn/rss/society.xml", "http://weifang.dzwww.com/yl/yulerss/index.xml"):
        links = re.findall("<link>(.*?)</link>", fetch(feed).body.decode())[1:]
        assert links
        assert set(links) <= known


def test_moved_pages_redirect(fetch: Fetch) -> None:
    answer = fetch("http://www.ixuchang.com/")
    assert (answer.status, answer.headers["Location"]) == (301, "http://www.ixuchang.com/qiye/")


def test_articles_change_and_vanish(fetch: Fetch) -> None:
    with Replica(stories=3, sites=["ixuchang"]) as small:
        kept, lost = small.truth[:2]
        before = fetch(kept.url, of=small)
        small.edit(kept.url, title="改过的标题", text="第一段改过了。\n第二段也改过了。")
        after = fetch(kept.url, of=small, If_None_Match=before.headers["ETag"])
        assert after.status == 200
        assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
        assert "第二段也改过了。" in after.body.decode("gbk" if b"gb2312" in after.body else "utf-8")
        assert next(t for t in small.truth if t.url == kept.url).title == "改过的标题"
        small.delete(lost.url, status=410)
        assert fetch(lost.url, of=small).status == 410
        assert lost.url not in {truth.url for truth in small.truth}
        assert lost.lists
        small.restore(lost.url)
        assert fetch(lost.url, of=small).status == 200
        assert lost.url in {truth.url for truth in small.truth}
        small.delete(lost.url, status=302)
        sent = fetch(lost.url, of=small)
        assert (sent.status, sent.headers["Location"]) == (302, "http://www.ixuchang.com/")
        small.restore(lost.url)
        small.delete(lost.url, status=200)
        deleted = fetch(lost.url, of=small)
        assert (deleted.status, lost.title in deleted.body.decode("gbk")) == (200, False)
        assert "不存在或已被删除" in deleted.body.decode("gbk")


def test_the_log_names_what_was_asked(fetch: Fetch) -> None:
    with Replica(stories=1, sites=["fensifuwu"]) as small:
        truth = small.truth[0]
        fetch(truth.url, of=small, User_Agent="reader")
        (served,) = small.requests
    assert served[:2] == ("GET", truth.url)
    assert served.headers["user-agent"] == "reader"
    assert served.status == 200


def test_one_connection_carries_many_requests(replica: Replica) -> None:
    port = urlsplit(replica.proxy).port
    request = b"GET http://www.ixuchang.com/robots.txt HTTP/1.1\r\nHost: www.ixuchang.com\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        for _ in range(3):
            wire.sendall(request)
            assert wire.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        wire.sendall(b"nonsense\r\n\r\n")
        assert wire.recv(4096) == b""


def test_it_stops_with_open_connections(caplog: pytest.LogCaptureFixture) -> None:
    with Replica(stories=1, sites=["ixuchang"]) as small:
        port = urlsplit(small.proxy).port
        idle = socket.create_connection(("127.0.0.1", port), timeout=5)
        idle.sendall(b"GET http://www.ixuchang.com/robots.txt HTTP/1.1\r\n\r\n")
        assert idle.recv(4096)
    with idle, suppress(ConnectionResetError):
        assert idle.recv(1) == b""
    assert not caplog.records
    with pytest.raises(OSError, match=r"refused|reset"):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_the_command_says_how_to_use_it() -> None:
    command = [sys.executable, "-m", "scraper.replica", "--stories", "2", "--sites", "ixuchang"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        lines = [running.stdout.readline() for _ in range(2)]
        running.send_signal(2)
        assert running.wait(10) == 0
    assert re.match(r"2 articles behind http://127\.0\.0\.1:\d+", lines[0])
    assert "scrapy crawl ixuchang" in lines[1]


def test_a_taken_port_is_an_error_at_once(replica: Replica) -> None:
    with pytest.raises(OSError, match="in use"), Replica(1, sites=["ixuchang"], port=urlsplit(replica.proxy).port or 0):
        pass


REQUEST_LIKE = st.one_of(
    st.binary(max_size=300),
    st.builds(
        lambda method, target, header: f"{method} {target} HTTP/1.1\r\n{header}\r\n\r\n".encode("latin-1", "replace"),
        st.sampled_from(["GET", "HEAD", "CONNECT", "get", ""]),
        st.sampled_from(
            ["http://www.ixuchang.com/", "www.ixuchang.com:443", "http://[::1", "http://[x]/", "/", ":443"]
        ),
        st.sampled_from(["", "a: b", "content-length: x", "content-length: -1", "If-None-Match: *", "no colon"]),
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=REQUEST_LIKE)
def test_nothing_that_a_client_says_stops_the_server(
    replica: Replica, fetch: Fetch, caplog: pytest.LogCaptureFixture, request: bytes
) -> None:
    port = urlsplit(replica.proxy).port
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire, suppress(ConnectionError):
        wire.sendall(request)
        wire.shutdown(socket.SHUT_WR)
        while wire.recv(65536):
            pass
    assert fetch("http://www.ixuchang.com/robots.txt").status == 200
    assert not caplog.records, "asyncio logs what a connection did not catch"
