"""Heads that came over the wire are written as they came, and no reader loses the payload behind them."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exchanges import MOMENT, damages, exchange, pages, write
from hypothesis import example, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive.warc.exchange import Truncation, Wire
from archive.warc.page_records import page_record, request_block, response_head
from archive.warc.record import deflate, new_id, record
from archive.warc.writer import WarcFolder

REQUEST = b"GET /1.html?a=1 HTTP/1.1\r\nhost:news.example.org\r\n\r\n"
# A line ends at a line feed, so there is none in it.
LINE = st.one_of(
    st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")),
    st.sampled_from(
        [
            b"Content-Length: 3",
            b"TRANSFER-ENCODING : chunked",
            b"\r",
            b" ",
            b"\tfold",
            b" Content-Length: 3",
            b"\tTransfer-Encoding: chunked",
            b"Content-Encoding: gzip",
        ]
    ),
)


def wired(lines: Iterable[bytes]) -> Wire:
    return Wire(REQUEST, (b"HTTP/1.1 200 Gut so", *lines), MOMENT, "192.0.2.1")


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(LINE, max_size=8), payload=st.binary(max_size=60))
@example(lines=[b"\xa0", b"\xe3\x80\x80", b"\x1c", b"X: \r\r", b"\r", b"\0", b":", b"a\rb: c"], payload=b"\r\n\r\n")
@example(lines=[b" Content-Length: 3", b"\tTransfer-Encoding: chunked"], payload=b"1\r\na\r\n0\r\n\r\n")
@example(lines=[b"Transfer-Encoding: chunked", b"transfer-encoding: chunked"], payload=b"no chunks")
def test_any_head_keeps_its_payload(lines: list[bytes], payload: bytes) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc", reason="FastWARC is not installed; run: make setup")
    page = exchange(1, payload, wire=wired(lines))
    data, digest = page_record(page, new_id())
    found = next(iter(ArchiveIterator(BytesIO(data), check_digests="raise")))
    assert found.raw_stream.read() == payload
    found = next(iter(fastwarc.ArchiveIterator(BytesIO(data), verify_digests=True)))
    assert found.verify_payload_digest()
    assert found.reader.read() == payload
    with TemporaryDirectory() as folder:
        path, [place] = write(Path(folder), [page])
        assert damages(path) == []
        assert [(each.payload, each.status_line) for each in pages(path)] == [(payload, "200 Gut so")]
    assert place.payload_digest == digest


def test_only_what_described_the_transfer_is_renamed() -> None:
    lines = (b"server:odd", b"content-LENGTH:  7", b"X-A: 1", b" folded", b"Transfer-encoding:chunked", b"x-a:2 ")
    head = response_head(exchange(1, wire=wired(lines)), 11)
    assert head == (
        b"HTTP/1.1 200 Gut so\r\nserver:odd\r\nX-Archive-Orig-content-LENGTH:  7\r\nX-A: 1\r\n folded\r\n"
        b"X-Archive-Orig-Transfer-encoding:chunked\r\nx-a:2 \r\nContent-Length: 11\r\n\r\n"
    )
    assert request_block(exchange(1, wire=wired(lines))) == REQUEST


def test_what_is_said_about_the_page_and_the_file(tmp_path: Path) -> None:
    about = {"operator": "mail@example.org", "robots": "classic", "description": "two\r\nlines"}
    warc = WarcFolder(tmp_path, "site", "test/1", about=about)
    place = warc.add(exchange(1, wire=wired([]), truncated=Truncation.TIME))
    warc.close()
    with (tmp_path / place.warc_file).open("rb") as file:
        records = [(each.rec_headers, each.content_stream().read()) for each in ArchiveIterator(file)]
    assert records[0][1].decode().splitlines() == [
        "software: test/1",
        "format: WARC File Format 1.1",
        "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf: site",
        "operator: mail@example.org",
        "robots: classic",
        "description: two  lines",
    ]
    assert records[0][0].get_header("WARC-Filename") == place.warc_file
    assert records[1][0].get_header("WARC-IP-Address") == "192.0.2.1"
    assert records[1][0].get_header("WARC-Truncated") == "time"
    assert {headers.get_header("WARC-Concurrent-To") for headers, _ in records[2:]} == {
        records[1][0].get_header("WARC-Record-ID")
    }
    assert pages(tmp_path / place.warc_file)[0].truncated is Truncation.TIME


@settings(max_examples=50, deadline=None)
@given(url=st.text(max_size=30))
def test_an_address_of_any_characters_is_one_line(url: str) -> None:
    data = record("resource", MOMENT, {"WARC-Target-URI": "x:" + url.encode("utf-8", "replace").decode()}, b"block")
    found = next(iter(ArchiveIterator(BytesIO(data), check_digests="raise")))
    assert found.raw_stream.read() == b"block"


def test_there_is_a_compressor_on_every_platform() -> None:
    assert deflate(b"x" * 1000, 3, 31)[:3] == b"\x1f\x8b\x08"
