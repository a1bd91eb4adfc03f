"""What is written to a WARC file comes out again, here and in other programs."""

import gzip
import os
import resource
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exchanges import MOMENT, damages, exchange, pages, write
from hypothesis import example, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive.captures import Role
from archive.warc.exchange import MAX_BODY_BYTES
from archive.warc.reader import read_page
from archive.warc.writer import WarcFolder

TOKEN = st.text("abcXYZ019-_", min_size=1, max_size=8).map(lambda name: "X-" + name)
VALUE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)
MOMENTS = st.integers(820_454_400_000_000, 4_102_444_800_000_000).map(lambda us: EPOCH + timedelta(microseconds=us))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@settings(max_examples=80, deadline=None)
@given(
    payload=st.binary(max_size=300),
    headers=st.lists(st.tuples(TOKEN, VALUE), max_size=6),
    moment=MOMENTS,
    status=st.sampled_from([200, 301, 404, 503]),
    role=st.sampled_from([None, *Role]),
)
@example(b"", [], MOMENT, 200, None)
@example(b"WARC/1.1\r\n\r\n\x1f\x8b\x08", [("X-A", "1"), ("X-A", "2"), ("X-Empty", "")], MOMENT, 200, Role.LIST)
def test_exchanges_come_out_as_they_went_in(
    payload: bytes, headers: list[tuple[str, str]], moment: datetime, status: int, role: Role | None
) -> None:
    first = exchange(
        1, payload, headers=headers, fetched_at=moment, status=status, status_line=f"{status} Any", role=role
    )
    second = exchange(2, payload[::-1], part_of=first.url if role else None)
    with TemporaryDirectory() as folder:
        path, places = write(Path(folder), [first, second])
        back = pages(path)
        by_place = [read_page(Path(folder), place.warc_file, place.offset) for place in places]
        assert damages(path) == []
    told = [replace(each, request_headers=None) for each in (first, second)]
    assert back == told
    assert by_place == [replace(each, site=None, role=None, part_of=None) for each in told]


def test_headers_beyond_ascii_keep_their_name(tmp_path: Path) -> None:
    odd = [("Content-Disposition", "inline; filename=\u5de5\u4f1a.html"), ("X-Latin", "caf\u00e9"), ("X-Plain", "1")]
    back = pages(write(tmp_path, [exchange(headers=odd)])[0])[0]
    assert [name for name, _ in back.headers] == [name for name, _ in odd]
    assert back.header("x-plain") == "1"
    assert back.payload == exchange().payload


def test_what_described_the_transfer_stays_under_another_name(tmp_path: Path) -> None:
    wire = [("Transfer-Encoding", "chunked"), ("Content-Length", "9999"), ("Content-Type", "text/html")]
    path, _ = write(tmp_path, [exchange(headers=wire)])
    back = pages(path)[0]
    assert back.payload == exchange().payload
    assert back.header("x-archive-orig-transfer-encoding") == "chunked"
    assert b"Content-Length: 11\r\n\r\n<p>page</p>" in gzip.decompress(path.read_bytes())


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_the_content_encoding_is_kept_and_undone_for_the_page(tmp_path: Path, encoding: str) -> None:
    body = "工会新闻".encode() * 50
    payload = gzip.compress(body) if encoding == "gzip" else zlib.compress(body)
    back = pages(write(tmp_path, [exchange(1, payload, headers=[("Content-Encoding", encoding)])])[0])[0]
    assert back.payload == payload
    assert back.page().body == body


def test_bodies_that_do_not_unpack_or_unpack_too_far_stay_as_they_are() -> None:
    for payload in (b"plain, not gzip", b"\x1f\x8b\x08 torn", b""):
        assert exchange(1, payload, headers=[("Content-Encoding", "gzip")]).page().body == payload
    bomb = gzip.compress(bytes(MAX_BODY_BYTES + 1), 1)
    assert exchange(1, bomb, headers=[("Content-Encoding", "gzip")]).page().body == bomb


def test_each_record_is_a_gzip_member_with_its_companions(tmp_path: Path) -> None:
    path, places = write(tmp_path, [exchange(1), exchange(2, part_of="https://news.example.org/1.html")])
    whole = path.read_bytes()
    for place in places:
        record = gzip.decompress(whole[place.offset : place.offset + place.length])
        assert record.startswith(b"WARC/1.1\r\n")
        assert record.count(b"WARC-Type:") == 1
    with path.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["warcinfo", *["response", "request", "metadata"] * 2]
    assert b"part-of: https://news.example.org/1.html" in gzip.decompress(whole)
    assert b"GET /1.html?a=1 HTTP/1.1\r\nHost: news.example.org\r\n" in gzip.decompress(whole)


def test_other_programs_find_nothing_wrong(tmp_path: Path) -> None:
    packed = exchange(3, gzip.compress(b"page"), headers=[("Content-Encoding", "gzip")])
    path, places = write(tmp_path, [exchange(1), exchange(2, b""), packed, exchange(4, record_type="resource")])
    warcio = [sys.executable, "-c", "from warcio.cli import main; main()"]
    checked = subprocess.run(
        [*warcio, "check", "-v", str(path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("digest pass") >= 4
    index = subprocess.run(
        [*warcio, "index", "-f", "offset,warc-type", str(path)], check=True, capture_output=True, timeout=60
    )
    assert [f'"offset": "{place.offset}"'.encode() in index.stdout for place in places] == [True] * 4


def test_fastwarc_reads_the_same_records(tmp_path: Path) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc", reason="FastWARC is not installed; run: make setup")
    path, places = write(tmp_path, [exchange(1), exchange(2, b""), exchange(3, record_type="resource")])
    with path.open("rb") as file:
        for record in fastwarc.ArchiveIterator(file, parse_http=False, record_types=fastwarc.WarcRecordType.any_type):
            assert record.verify_block_digest(), record.headers
    kind = fastwarc.WarcRecordType.response
    with path.open("rb") as file:
        found = [
            (record.stream_pos, record.headers["WARC-Target-URI"], record.verify_payload_digest(), record.reader.read())
            for record in fastwarc.ArchiveIterator(file, record_types=kind)
        ]
    assert found == [
        (places[0].offset, exchange(1).url, True, exchange(1).payload),
        (places[1].offset, exchange(2).url, True, b""),
    ]


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    warc = WarcFolder(tmp_path, "site", "test/1", max_bytes=4000)
    noise = [exchange(n, os.urandom(1500)) for n in range(6)]
    places = [warc.add(each) for each in noise]
    warc.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) >= 3
    assert sorted({place.warc_file for place in places}) == names
    assert [name[-14:] for name in names] == [f"-{n:05}.warc.gz"[-14:] for n in range(len(names))]
    assert [page.payload for name in names for page in pages(tmp_path / name)] == [each.payload for each in noise]


def test_two_runs_of_one_second_do_not_share_a_file(tmp_path: Path) -> None:
    runs = [WarcFolder(tmp_path, "site", "test/1") for _ in range(2)]
    assert len({run.add(exchange()).warc_file for run in runs}) == 2
    for run in runs:
        run.close()


FILL = """
import sys
from pathlib import Path
from exchanges import exchange
from archive.warc.writer import WarcFolder
warc, kept = WarcFolder(Path(sys.argv[1]), "full", "test/1"), 0
for number in range(40):
    try:
        warc.add(exchange(number, bytes(range(256)) * (1 + number % 5)))
        kept += 1
    except OSError as error:
        assert "too large" in str(error), error
print(kept)
"""


@pytest.mark.parametrize("limit", [100, 9000])
def test_a_disk_that_refuses_leaves_a_readable_file(tmp_path: Path, limit: int) -> None:
    filled = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parents[2]}"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert filled.returncode == 0, filled.stderr
    files = list(tmp_path.iterdir())
    assert (limit == 100) == (files == []), "no file without a record"
    assert sum(len(pages(path)) for path in files) == int(filled.stdout)
    assert not any(damages(path) for path in files)
