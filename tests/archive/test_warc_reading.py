"""WARC files of any origin, whole and damaged: every good record is read, every bad one is said."""

import gzip
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exchanges import damages, exchange, pages, write
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import DamagedRecordError
from archive.warc import members
from archive.warc.members import Damage
from archive.warc.reader import moment_of, read_page, read_pages

NUMBERS = range(1, 7)


def record(block: bytes, **headers: str) -> bytes:
    """A WARC/1.0 record as another program writes it; a header that is empty is left out."""
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": "http://elsewhere.example.org/a",
        "WARC-Date": "2020-02-03T04:05:06Z",
        "WARC-Record-ID": "<urn:uuid:11111111-1111-1111-1111-111111111111>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def foreign(folder: Path, records: Sequence[bytes], *, packed: bool = True, name: str = "x.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
    return path


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>good</p>"


@pytest.mark.parametrize("packed", [True, False])
def test_records_of_other_programs(tmp_path: Path, *, packed: bool) -> None:
    text = "工会 文本".encode()
    path = foreign(
        tmp_path,
        [
            record(
                b"software: x\r\n", WARC_Type="warcinfo", WARC_Target_URI="", Content_Type="application/warc-fields"
            ),
            record(OK),
            record(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n", WARC_Type="request"),
            record(b"", WARC_Type="revisit"),
            record(text, WARC_Type="conversion", Content_Type="text/plain"),
            record(b"<p>file</p>", WARC_Type="resource", Content_Type="text/html"),
            record(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>c\r\n5\r\nhunk \r\n0\r\n\r\n"),
            record(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot chunked at all"),
        ],
        packed=packed,
    )
    found = pages(path)
    assert damages(path) == []
    assert [page.revisit is not None for page in found] == [False, True, False, False, False, False]
    del found[1]
    assert [page.payload for page in found] == [
        b"<p>good</p>",
        text,
        b"<p>file</p>",
        b"<p>chunk ",
        b"not chunked at all",
    ]
    assert found[1].page().media_type == "text/plain"
    assert found[2].page().media_type == "text/html"
    assert found[0].fetched_at == datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert found[0].site is found[0].role is None


def test_a_page_without_address_or_date_is_damage(tmp_path: Path) -> None:
    bad = [record(OK, WARC_Target_URI=""), record(OK, WARC_Date=""), record(OK, WARC_Date="yesterday")]
    bad += [record(OK, WARC_Date="0001-01-01T00:00:00+14:00"), record(OK, WARC_Type="")]
    path = foreign(tmp_path, [bad[0], record(OK), *bad[1:], record(OK)])
    assert [page.payload for page in pages(path)] == [b"<p>good</p>"] * 2
    assert len(damages(path)) == len(bad)
    assert all("not a WARC record (" in reason for reason in damages(path))


@pytest.mark.parametrize(
    "line", ["HTTP/1.1 \u00b2\u00b2\u00b2 Odd", "HTTP/1.1 99999 Odd", "HTTP/1.1 OK", "HTTP/1.1 -1", "Odd"]
)
def test_a_strange_status_is_no_status(tmp_path: Path, line: str) -> None:
    path = foreign(tmp_path, [record(line.encode("latin-1") + b"\r\n\r\nbody"), record(OK)])
    assert [page.status for page in pages(path)] == [0, 200]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2016", datetime(2016, 1, 1, tzinfo=UTC)),
        ("2016-09", datetime(2016, 9, 1, tzinfo=UTC)),
        ("2016-09-19", datetime(2016, 9, 19, tzinfo=UTC)),
        ("2016-09-19T17:20:24", datetime(2016, 9, 19, 17, 20, 24, tzinfo=UTC)),
        ("2016-09-19T17:20:24+08:00", datetime(2016, 9, 19, 9, 20, 24, tzinfo=UTC)),
        ("2016-09-19T17:20:24.123456789Z", datetime(2016, 9, 19, 17, 20, 24, 123456, tzinfo=UTC)),
    ],
)
def test_dates_of_every_precision(date: str, moment: datetime) -> None:
    assert moment_of(date) == moment


def test_a_false_digest_is_said_and_the_page_kept(tmp_path: Path) -> None:
    path = foreign(tmp_path, [record(OK, WARC_Block_Digest="sha1:" + "A" * 32), record(OK)])
    assert len(pages(path)) == 2
    assert damages(path) == ["the digest of the record does not match its content"]


def test_bombs_and_files_packed_as_a_whole_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_RECORD_BYTES", 1 << 20)
    good = gzip.compress(record(OK))
    for bomb in (gzip.compress(bytes(20 << 20)), gzip.compress(record(bytes(2 << 20)))):
        path = tmp_path / "bomb.warc.gz"
        path.write_bytes(good + bomb + good)
        assert len(pages(path)) == 2
        assert damages(path) == ["larger than 1 MB, or compressed as a whole; if so, run: warcio recompress OLD NEW"]
    together = foreign(tmp_path, [record(OK) * 3])
    assert len(pages(together)) == 3
    twice = foreign(tmp_path, [good, record(OK)])
    assert (len(pages(twice)), len(damages(twice))) == (1, 1)


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    path, places = write(tmp_path, [exchange(1)])
    for offset in (0, 3, places[0].offset + 1, places[0].offset + places[0].length, 10**9):
        with pytest.raises(DamagedRecordError, match="restore the file from a backup"):
            read_page(tmp_path, path.name, offset)
    with pytest.raises(DamagedRecordError, match="No such file"):
        read_page(tmp_path, "gone.warc.gz", 0)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, tuple[bytes, list[int]]]:
    """A file of six pages, packed and plain, with the places where each page's record begins, and where it ends."""
    path, places = write(tmp_path_factory.mktemp("whole"), [exchange(n, b"<p>%d</p>" % n * 30 * n) for n in NUMBERS])
    packed = path.read_bytes()
    bounds = [bound for place in places for bound in (place.offset, place.offset + place.length)]
    plain = [len(gzip.decompress(packed[:bound])) for bound in bounds]
    return {True: (packed, bounds), False: (gzip.decompress(packed), plain)}


def survivors(data: bytes) -> tuple[list[str], list[Damage]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.warc.gz"
        path.write_bytes(data)
        found = list(read_pages(path))
    good = [each[1] for each in found if not isinstance(each, Damage)]
    return [page.url for page in good], [each for each in found if isinstance(each, Damage)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_cut_costs_the_record_it_cuts(whole: dict[bool, tuple[bytes, list[int]]], *, packed: bool) -> None:
    content, bounds = whole[packed]
    ends = {0, len(content), *bounds}
    closing = 0 if packed else 4  # the empty lines behind a plain record say nothing
    for at in sorted(ends | set(random.Random(3).sample(range(len(content)), 100))):
        urls, damage = survivors(content[:at])
        assert urls == [exchange(n).url for n, end in zip(NUMBERS, bounds[1::2], strict=True) if end - closing <= at], (
            at
        )
        assert len(damage) <= (at not in ends), at


@pytest.mark.parametrize("packed", [True, False])
def test_a_flipped_byte_costs_the_record_it_is_in(whole: dict[bool, tuple[bytes, list[int]]], *, packed: bool) -> None:
    content, bounds = whole[packed]
    spans = list(zip(NUMBERS, bounds[::2], bounds[1::2], strict=True))
    expected = [exchange(n).url for n in NUMBERS]
    rng = random.Random(4)
    for _ in range(150):
        at, mask = rng.randrange(len(content)), rng.randint(1, 255)
        urls, damage = survivors(content[:at] + bytes([content[at] ^ mask]) + content[at + 1 :])
        hit = {exchange(n).url for n, begin, end in spans if begin <= at < end}
        assert [url for url in urls if url in expected and url not in hit] == [u for u in expected if u not in hit], at
        if packed:
            assert urls == expected or damage, "a checksum says what was lost"


@settings(max_examples=60, deadline=None)
@given(noise=st.binary(max_size=200), place=st.sampled_from(["before", "between", "behind"]), packed=st.booleans())
def test_noise_between_records_is_passed_over(
    whole: dict[bool, tuple[bytes, list[int]]], noise: bytes, place: str, *, packed: bool
) -> None:
    content, bounds = whole[packed]
    at = {"before": 0, "between": bounds[4], "behind": len(content)}[place]
    urls, _ = survivors(content[:at] + b"\r\n" + noise + b"\r\n" + content[at:])
    assert urls == [exchange(n).url for n in NUMBERS]


@settings(max_examples=150, deadline=None)
@given(
    noise=st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from([b"WARC/1.0\r\n", b"Content-Length: 9\r\n", b"\r\n", b"\x1f\x8b\x08\0", b"a: b"])).map(
            b"".join
        ),
    )
)
def test_any_bytes_are_read_without_a_complaint_too_many(noise: bytes) -> None:
    urls, damage = survivors(noise)
    assert urls == []
    assert len(damage) <= noise.count(b"WARC") + 1


def test_a_length_of_thousands_of_digits(tmp_path: Path) -> None:
    endless = record(OK, Content_Length="9" * 5000)
    path = foreign(tmp_path, [endless, record(OK)], packed=False)
    assert len(pages(path)) == 1
    assert len(damages(path)) == 1
