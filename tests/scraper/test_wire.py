"""What went over the wire stands in the WARC file as it went, from servers of every kind."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_server import Answer, RawServer
from running import ROOT
from warcio.archiveiterator import ArchiveIterator

from scraper.wire import as_the_origin_saw, headers_of

PACKED = gzip.compress(b"<p>packed</p>", mtime=0)
MANY = b"".join(b"X-Line: %d\r\n" % n for n in range(5000))
ODD = b"HTTP/1.1 200 Alles  in Ordnung\r\nserver:odd\r\nX-b: 1\r\nSet-Cookie: a=1\r\nx-B:  2 \r\nset-cookie: b=2\r\n"
ANSWERS = {
    "/robots.txt": Answer(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"),
    "/odd": Answer(ODD + b"X-Fold: a\r\n  b\r\nX-Nul: \0\r\nno colon\r\nContent-Length: 3\r\n\r\nodd"),
    "/bare": Answer(b"HTTP/1.1 200\nContent-Type: text/html\nContent-Length: 4\n\nbare"),
    "/chunked": Answer(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n"
    ),
    "/packed": Answer(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED) + PACKED
    ),
    "/redirect": Answer(b"HTTP/1.1 302 Go there\r\nLocation: /target\r\nContent-Length: 2\r\n\r\ngo"),
    "/target": Answer(b"HTTP/1.1 200 There\r\nContent-Length: 5\r\n\r\nthere"),
    "/none": Answer(b"HTTP/1.1 304 Not changed\r\nETag: W/x\r\n\r\n"),
    "/early": Answer(b"HTTP/1.1 103 Hint\r\nLink: x\r\n\r\nHTTP/1.1 200 Later\r\nContent-Length: 2\r\n\r\nhi"),
    "/many": Answer(b"HTTP/1.1 200 OK\r\n" + MANY + b"Content-Length: 1\r\n\r\nm"),
    "/old": Answer(b"HTTP/1.0 200 Old\r\n\r\nuntil the end", "close"),
    "/short": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "close"),
    "/cut": Answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nchunk\r\n9\r\nha", "close"),
    "/slow": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslow", "silent"),
    "/reset": Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9", "reset"),
    "/nonsense": Answer(b"<html>no head at all\r\n\r\n", "close"),
    "/": Answer(b"HTTP/1.1 200 Root\r\nContent-Length: 4\r\n\r\nroot"),
    "/last?a=b": Answer(b"HTTP/1.1 200 Asked\r\nContent-Length: 5\r\n\r\nasked"),
    "/last": Answer(b"HTTP/1.1 404 Nix da\r\nContent-Length: 4\r\n\r\nlast"),
}
FETCHED = [path for path in ANSWERS if path not in {"/robots.txt", "/target", "/", "/last?a=b"}]
Records = dict[tuple[str, str], list[tuple[dict[str, str], bytes]]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[RawServer, Records, str, Path]:
    """The server, the blocks of all records by URL and type, what the crawl said, and the file."""
    folder = tmp_path_factory.mktemp("raw")
    with RawServer(ANSWERS, folder) as server:
        origin, proxy = f"http://127.0.0.1:{server.port}", f"http://127.0.0.1:{server.port}"
        urls = [(origin + path, None) for path in FETCHED]
        urls += [("http://proxied.example/last?a=b", proxy), ("http://proxied.example", proxy)]
        urls += [("https://tunnelled.example/odd", proxy)]
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("wire_crawl.py"), folder / "warc", json.dumps(urls)],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        )
    assert done.returncode == 0, done.stderr
    [path] = (folder / "warc").iterdir()
    records: Records = {}
    with path.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            url = (record.rec_headers.get_header("WARC-Target-URI") or "").replace(origin, "")
            headers = dict(record.rec_headers.headers)
            records.setdefault((record.rec_type, url), []).append((headers, record.raw_stream.read()))
    return server, records, done.stdout, path


def block(crawled: tuple[RawServer, Records, str, Path], path: str, kind: str = "response") -> bytes:
    [(_, found)] = crawled[1][kind, path]
    return found


def test_a_head_stands_as_it_came(crawled: tuple[RawServer, Records, str, Path]) -> None:
    rest = (
        b"X-Fold: a\r\n  b\r\nX-Nul: \0\r\nno colon\r\nX-Archive-Orig-Content-Length: 3\r\nContent-Length: 3\r\n\r\nodd"
    )
    assert block(crawled, "/odd") == ODD + rest
    assert block(crawled, "/bare").startswith(b"HTTP/1.1 200\r\nContent-Type: text/html\r\n")
    assert block(crawled, "/many").startswith(b"HTTP/1.1 200 OK\r\n" + MANY)
    assert block(crawled, "/early").startswith(b"HTTP/1.1 200 Later\r\n")
    assert block(crawled, "/old") == b"HTTP/1.0 200 Old\r\nContent-Length: 13\r\n\r\nuntil the end"
    assert block(crawled, "/none") == b"HTTP/1.1 304 Not changed\r\nETag: W/x\r\nContent-Length: 0\r\n\r\n"


def test_a_body_is_unframed_and_stays_packed(crawled: tuple[RawServer, Records, str, Path]) -> None:
    head = b"HTTP/1.1 200 OK\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
    assert block(crawled, "/chunked") == head + b"abcde"
    assert block(crawled, "/packed").endswith(b"\r\n\r\n" + PACKED)


def test_each_step_of_a_redirect_has_its_own(crawled: tuple[RawServer, Records, str, Path]) -> None:
    assert block(crawled, "/redirect").startswith(b"HTTP/1.1 302 Go there\r\n")
    assert block(crawled, "/target").startswith(b"HTTP/1.1 200 There\r\n")
    assert block(crawled, "/target", "request").startswith(b"GET /target HTTP/1.1\r\n")


def test_what_was_cut_is_kept_and_said(crawled: tuple[RawServer, Records, str, Path]) -> None:
    reasons = {
        url: found[0][0].get("WARC-Truncated") for (kind, url), found in crawled[1].items() if kind == "response"
    }
    assert {url: reason for url, reason in reasons.items() if reason} == {
        "/short": "disconnect",
        "/cut": "disconnect",
        "/slow": "time",
    }
    assert [block(crawled, path).rpartition(b"\r\n\r\n")[2] for path in ("/short", "/cut", "/slow")] == [
        b"short",
        b"chunkha",
        b"slow",
    ]


def test_what_is_no_answer_leaves_none(crawled: tuple[RawServer, Records, str, Path]) -> None:
    assert not {url for _, url in crawled[1]} & {"/reset", "/nonsense"}
    assert crawled[2].count("DownloadFailedError False") == 2, crawled[2]


def test_requests_stand_as_the_server_heard_them(crawled: tuple[RawServer, Records, str, Path]) -> None:
    server, records, _, _ = crawled
    heard = [request for _, request in server.heard if b"proxied" not in request]
    kept = {found[0][1] for (kind, _), found in records.items() if kind == "request"}
    assert len(heard) > len(FETCHED)
    assert [r for r in heard if r not in kept and b"/reset" not in r and b"/nonsense" not in r] == []


def test_connections_are_used_again(crawled: tuple[RawServer, Records, str, Path]) -> None:
    numbers = [number for number, request in crawled[0].heard if b"proxied" not in request]
    assert max(numbers.count(number) for number in set(numbers)) >= 8


def test_a_proxy_leaves_no_trace(crawled: tuple[RawServer, Records, str, Path]) -> None:
    kept = block(crawled, "http://proxied.example/last?a=b", "request")
    [heard] = [request for _, request in crawled[0].heard if request.startswith(b"GET http://proxied.example/last")]
    assert kept.startswith(b"GET /last?a=b HTTP/1.1\r\n")
    assert b"X-Mixed-Case: Yes\r\n" in kept
    assert b"\r\nProxy-Authorization: Basic c2VjcmV0" in heard
    assert b"proxy" not in kept.lower()
    tunnelled = block(crawled, "https://tunnelled.example/odd", "request")
    assert tunnelled in [request for _, request in crawled[0].heard]
    assert tunnelled.startswith(b"GET /odd HTTP/1.1\r\n")
    addresses = {
        url.partition("/")[0]: found[0][0].get("WARC-IP-Address")
        for (kind, url), found in crawled[1].items()
        if kind == "response"
    }
    assert addresses == {"": "127.0.0.1", "http:": None, "https:": None}


def test_digests_hold_for_other_programs(crawled: tuple[RawServer, Records, str, Path]) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc", reason="FastWARC is not installed; run: make setup")
    with crawled[3].open("rb") as file:
        assert all(
            record.content_stream().read() is not None for record in ArchiveIterator(file, check_digests="raise")
        )
    with crawled[3].open("rb") as file:
        records = fastwarc.ArchiveIterator(file, max_header_len=1 << 20)  # by itself it takes 32 kB of header lines
        found = [record.verify_payload_digest() for record in records if record.is_http]
    assert len(found) > len(FETCHED)
    assert all(found)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (b"GET http://a.example/x?y HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /x?y HTTP/1.1\r\nHost: a\r\n\r\n"),
        (b"GET http://a.example HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        (b"GET http://a.example?x HTTP/1.1\r\n\r\n", b"GET /?x HTTP/1.1\r\n\r\n"),
        (b"POST HTTPS://a:1/ HTTP/1.1\r\nPROXY-x: 1\r\nA: b\r\n\r\nProxy-x", b"POST / HTTP/1.1\r\nA: b\r\n\r\nProxy-x"),
    ],
)
def test_the_form_for_a_proxy_becomes_that_for_the_origin(said: bytes, heard: bytes) -> None:
    assert as_the_origin_saw(said) == heard
    assert as_the_origin_saw(heard) == heard


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(max_size=20)))
def test_any_lines_give_headers(lines: list[bytes]) -> None:
    assert len(headers_of(lines)) <= len(lines)
    assert headers_of([b"A : b ", b"\t c", b"none", *lines])[0] == ("A", "b c")
