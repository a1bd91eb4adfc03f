"""What a crash leaves half written is cut off at the next start, and nothing else is."""

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from exchanges import damages, exchange, pages, write

from archive.warc import writer
from archive.warc.members import Member, split
from archive.warc.tail import Cut, repair_tails
from archive.warc.writer import WarcFolder

URLS = [exchange(n).url for n in (1, 2)]


def ends_of(path: Path) -> list[int]:
    with path.open("rb") as file:
        return [member.offset + member.length for member in split(file) if isinstance(member, Member)]


def test_a_file_cut_anywhere_in_its_last_page_is_whole_again(tmp_path: Path) -> None:
    path, places = write(tmp_path, [exchange(1), exchange(2, b"", headers=[], request_headers=None, role=None)])
    content, ends = path.read_bytes(), ends_of(path)
    committed = {path.name: places[0].offset + places[0].length}
    for at in range(places[1].offset, len(content) + 1):
        path.write_bytes(content[:at])
        whole = max(end for end in ends if end <= at)
        expected = [Cut(path.name, whole, at - whole)] if at != whole else []
        assert list(repair_tails(tmp_path, committed)) == expected
        assert path.read_bytes() == content[:whole]
        assert list(repair_tails(tmp_path, {})) == []
    assert [page.url for page in pages(path)] == URLS
    assert damages(path) == []


def test_a_file_without_a_whole_record_goes(tmp_path: Path) -> None:
    path, places = write(tmp_path, [exchange(1)])
    content = path.read_bytes()
    for at in (0, 1, 20, places[0].offset - 1):
        path.write_bytes(content[:at])
        assert list(repair_tails(tmp_path, {})) == [Cut(path.name, 0, at)]
        assert not path.exists()


def test_what_is_no_torn_end_stays(tmp_path: Path) -> None:
    path, places = write(tmp_path, [exchange(1), exchange(2)])
    content = bytearray(path.read_bytes())
    content[places[0].offset + 50] ^= 1
    path.write_bytes(content)
    (tmp_path / "from-elsewhere.warc.gz").write_bytes(b"\x1f\x8b\x08 torn")
    (tmp_path / "notes.txt").write_text("torn", encoding="utf-8")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert list(repair_tails(tmp_path, {})) == []
    beyond = {path.name: len(content) + 7}
    assert list(repair_tails(tmp_path, beyond)) == []
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    warc = WarcFolder(tmp_path, "busy", "test/1")
    place = warc.add(exchange(1))
    path = tmp_path / place.warc_file
    with path.open("ab") as torn:
        torn.write(gzip.compress(b"x" * 100)[:-1])
    assert list(repair_tails(tmp_path, {})) == []
    warc.close()
    [cut] = repair_tails(tmp_path, {})
    assert cut.warc_file == path.name
    assert [page.url for page in pages(path)] == URLS[:1]


ENDLESS = """
import os, sys
from pathlib import Path
from exchanges import exchange
from archive.warc.writer import WarcFolder
warc, number = WarcFolder(Path(sys.argv[1]), "killed", "test/1"), 0
while True:
    place = warc.add(exchange(number, os.urandom(100_000)))
    if number % 3 == 2:
        warc.sync()
        print(place.warc_file, place.offset + place.length, flush=True)
    number += 1
"""


def test_kill_costs_nothing_that_was_synced(tmp_path: Path) -> None:
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    for lines in (1, 4):
        folder = tmp_path / str(lines)
        process = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
        assert process.stdout
        for _ in range(lines):
            name, end = process.stdout.readline().split()
        assert list(repair_tails(folder, {})) == [], "it is still being written"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        cuts = list(repair_tails(folder, {name: int(end)}))
        assert all(cut.offset >= int(end) for cut in cuts)
        assert damages(folder / name) == []
        assert len(pages(folder / name)) >= lines * 3


def test_sync_reaches_the_disk_once_for_a_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    really = writer.sync_data

    def watched(number: int) -> None:
        sizes.append(os.fstat(number).st_size)
        really(number)

    monkeypatch.setattr(writer, "sync_data", watched)
    warc = WarcFolder(tmp_path, "site", "test/1", max_bytes=2000)
    warc.sync()
    place = warc.add(exchange(1))
    warc.add(exchange(2))
    warc.sync()
    warc.sync()
    assert sizes == [(tmp_path / place.warc_file).stat().st_size]
    noise = [warc.add(exchange(n, os.urandom(2000))) for n in (3, 4)]
    assert noise[0].warc_file != noise[1].warc_file
    assert sizes[1:] == [(tmp_path / noise[0].warc_file).stat().st_size], "a full file is synced before the next"
    warc.close()
    assert len(sizes) == 3
