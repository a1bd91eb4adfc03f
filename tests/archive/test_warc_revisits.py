"""A page that was captured before is written as a revisit, and read as a sighting of the same bytes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from exchanges import MOMENT, exchange, pages, write
from warcio.archiveiterator import ArchiveIterator

from archive.captures import Capture, Role, add_capture, captures_to_read, continuations_of, ends_of, read_capture
from archive.database import Database
from archive.intake.index import index_warc_files
from archive.intake.keep import Keeper
from archive.times import timestamp
from archive.warc.exchange import Exchange, Profile, Revisit, Truncation
from archive.warc.reader import read_page
from archive.warc.record import sha1
from archive.warc.revisits import as_revisit, referring
from archive.warc.writer import WarcFolder

BODY = b"<p>the same</p>"
FIRST = exchange(1, BODY)
SAME = replace(FIRST, fetched_at=MOMENT + timedelta(days=1))
UNCHANGED = replace(
    FIRST, payload=b"", status=304, status_line="304 Not Modified", fetched_at=MOMENT + timedelta(days=2)
)
OTHER = replace(FIRST, payload=b"<p>changed</p>", fetched_at=MOMENT + timedelta(days=3))
AGAIN = replace(UNCHANGED, fetched_at=MOMENT + timedelta(days=4))


@pytest.fixture
def warc(tmp_path: Path) -> Iterator[WarcFolder]:
    folder = WarcFolder(tmp_path / "warc", "site", "test/1")
    yield folder
    folder.close()


def fetched(db: Database, warc: WarcFolder, page: Exchange) -> int:
    """As a crawl does it."""
    page, revisit_of = as_revisit(db, page)
    return add_capture(db, replace(page.capture(warc.add(page), "site"), revisit_of=revisit_of))


def bodies(db: Database, folder: Path) -> list[tuple[str, bytes]]:
    [group] = captures_to_read(db)
    return [
        (timestamp(capture.fetched_at), read_page(folder, capture.warc_file, capture.warc_offset).payload)
        for _, capture in group
    ]


HISTORY = [
    (timestamp(page.fetched_at), body)
    for page, body in zip((FIRST, SAME, UNCHANGED, OTHER, AGAIN), [BODY] * 3 + [b"<p>changed</p>"] * 2, strict=True)
]


def test_each_sighting_has_the_bytes_it_saw(db: Database, warc: WarcFolder, tmp_path: Path) -> None:
    numbers = [fetched(db, warc, page) for page in (FIRST, SAME, UNCHANGED, OTHER, AGAIN)]
    assert [read_capture(db, number)[0].revisit_of for number in numbers] == [
        None,
        numbers[0],
        numbers[0],
        None,
        numbers[3],
    ]
    assert bodies(db, tmp_path / "warc") == HISTORY


def test_the_files_alone_tell_the_same(db: Database, warc: WarcFolder, tmp_path: Path) -> None:
    for page in (FIRST, SAME, UNCHANGED, OTHER, AGAIN):
        fetched(db, warc, page)
    warc.close()
    before = list(db["captures"].rows)
    db["captures"].delete_where()
    assert list(index_warc_files(db, tmp_path / "warc")) == []
    assert list(index_warc_files(db, tmp_path / "warc")) == []
    known = [
        {**row, "id": 0, "revisit_of": row["revisit_of"] is not None}
        for row in db.query("SELECT * FROM captures ORDER BY fetched_at")
    ]
    assert known == [{**row, "id": 0, "revisit_of": row["revisit_of"] is not None} for row in before]
    assert bodies(db, tmp_path / "warc") == HISTORY


def test_what_is_no_revisit(db: Database, warc: WarcFolder) -> None:
    fetched(db, warc, FIRST)
    later = MOMENT + timedelta(days=9)
    assert as_revisit(db, replace(UNCHANGED, url="https://elsewhere.example.org/"))[1] is None
    for page in (
        replace(OTHER, fetched_at=later),
        replace(SAME, status=404),
        replace(SAME, payload=b""),
        replace(SAME, truncated=Truncation.DISCONNECT),
        replace(SAME, url="https://elsewhere.example.org/"),
        replace(SAME, fetched_at=MOMENT - timedelta(days=1)),
        replace(SAME, record_type="resource"),
    ):
        assert as_revisit(db, page) == (page, None)


def test_later_pages_of_a_first_page_that_did_not_change(db: Database, warc: WarcFolder) -> None:
    second = exchange(2, b"two", role=Role.CONTINUATION, part_of=FIRST.url, fetched_at=MOMENT + timedelta(seconds=1))
    fetched(db, warc, FIRST)
    place = read_capture(db, fetched(db, warc, second))[0]
    unchanged = read_capture(db, fetched(db, warc, UNCHANGED))[0]
    assert [each.url for each in continuations_of(db, unchanged)] == [second.url]
    fetched(db, warc, replace(second, fetched_at=UNCHANGED.fetched_at + timedelta(seconds=1)))
    [again] = continuations_of(db, unchanged)
    assert again.fetched_at > unchanged.fetched_at
    assert (again.warc_file, again.warc_offset) == (place.warc_file, place.warc_offset)


def test_where_the_known_records_of_a_file_end(db: Database, warc: WarcFolder) -> None:
    kept = [read_capture(db, fetched(db, warc, page))[0] for page in (FIRST, OTHER, exchange(2))]
    number = fetched(db, warc, SAME)
    own = db.execute("SELECT warc_offset + warc_length FROM captures WHERE id = ?", [number]).fetchone()[0]
    name = kept[0].warc_file
    assert ends_of(db, [name, "another.warc.gz"]) == {name: own}


@pytest.fixture
def revisited(tmp_path: Path) -> Path:
    """A file with a page and its two revisits."""
    about = (FIRST.url, FIRST.fetched_at, sha1(BODY))
    same, unchanged = (
        replace(page, revisit=Revisit(profile, *about))
        for page, profile in ((SAME, Profile.IDENTICAL), (UNCHANGED, Profile.NOT_MODIFIED))
    )
    return write(tmp_path / "files", [FIRST, same, unchanged])[0]


def test_other_programs_read_revisits(revisited: Path) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc", reason="FastWARC is not installed; run: make setup")
    with revisited.open("rb") as file:
        found = [
            (record.http_headers.get_statuscode(), record.rec_headers, record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
            if record.rec_type == "revisit"
        ]
    assert [(status, body) for status, _, body in found] == [("200", b""), ("304", b"")]
    for (_, headers, _), profile in zip(found, (Profile.IDENTICAL, Profile.NOT_MODIFIED), strict=True):
        assert headers.get_header("WARC-Profile") == profile
        assert headers.get_header("WARC-Refers-To-Target-URI") == FIRST.url
        assert headers.get_header("WARC-Refers-To-Date") == timestamp(MOMENT)
        assert headers.get_header("WARC-Payload-Digest") == sha1(BODY)
    with revisited.open("rb") as file:
        kind = fastwarc.WarcRecordType.revisit
        codes = [
            (record.http_headers.status_code, record.headers["WARC-Profile"])
            for record in fastwarc.ArchiveIterator(file, record_types=kind, verify_digests=True)
        ]
    assert codes == [(200, Profile.IDENTICAL), (304, Profile.NOT_MODIFIED)]


def test_indexers_take_them_for_revisits(revisited: Path) -> None:
    indexer = [sys.executable, "-c", "from cdxj_indexer.main import main; main()"]
    index = subprocess.run([*indexer, str(revisited)], check=True, capture_output=True, text=True, timeout=60)
    lines = [json.loads(line.split(" ", 2)[2]) for line in index.stdout.splitlines()]
    assert [line["mime"] for line in lines if line["mime"] != "application/warc-fields"] == [
        "text/html",
        "warc/revisit",
        "warc/revisit",
    ]
    assert {line["digest"] for line in lines if "html" in line["mime"] or "revisit" in line["mime"]} == {sha1(BODY)}


def test_revisits_from_elsewhere_are_sightings(db: Database, revisited: Path, tmp_path: Path) -> None:
    handed_in = pages(revisited)
    with Keeper(db, tmp_path / "warc", "test/1") as keeper:
        assert keeper.keep(handed_in[1], "site") is None, "its payload is not here yet"
        kept = [keeper.keep(page, "site") for page in handed_in]
        assert [keeper.keep(page, "site") for page in handed_in] == kept
        shorter = replace(
            handed_in[1], fetched_at=MOMENT + timedelta(days=5), revisit=Revisit("x", None, None, sha1(BODY))
        )
        assert keeper.keep(shorter, "site"), "WARC/1.0 names a digest only"
    assert [place for place in kept if isinstance(place, tuple) and isinstance(place[1], Capture)] == kept
    assert bodies(db, tmp_path / "warc")[:3] == HISTORY[:3]
    assert referring(db, FIRST) == (FIRST, None)
