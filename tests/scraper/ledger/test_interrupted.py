"""Crawls that are ended in their middle, by whatever: the same command goes on, and nothing is missing or doubled."""

import asyncio
import os
import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawl_process import SITE, assert_truth, begin, begin_and_wait, kept
from running import crawl, rows

from scraper.replica.hostile.faults import Fault, slow, whole
from scraper.replica.reply import Reply
from scraper.replica.server import Replica

PACE = 0.05  # seconds from a request to its answer


@pytest.fixture(scope="module")
def press() -> Iterator[Replica]:
    with Replica(stories=40, seed=5, sites=[SITE]) as running:
        yield running


@pytest.fixture(autouse=True)
def _calm(press: Replica) -> Iterator[None]:
    press.requests.clear()
    press.misbehave("http", slow(PACE))
    yield
    press.behave()


def held(gate: threading.Event) -> Fault:
    """Answer well, but not before the gate is open."""

    async def send(reply: Reply, wire: asyncio.StreamWriter) -> None:
        await asyncio.to_thread(gate.wait, 30)
        await whole(reply, wire)

    return Fault(send=send)


def finish(press: Replica, archive: Path) -> str:
    process = begin(press, archive)
    _, said = process.communicate(timeout=40)
    assert process.returncode in {0, 3}, said
    assert "Traceback" not in said
    return said


def test_kill_9_and_again(press: Replica, tmp_path: Path) -> None:
    for pages in (8, 6):
        process = begin_and_wait(press, tmp_path, pages, CONCURRENT_REQUESTS_PER_DOMAIN="4")
        process.kill()
        process.communicate()
    known = kept(tmp_path)
    finish(press, tmp_path)
    assert_truth(press, tmp_path)
    pages = {page for each in press.truth for page in each.pages}
    asked = Counter(each.url for each in press.requests if each.url in pages)
    assert sum(asked.values()) - len(pages) < 40, "only what was in flight is asked for again"
    assert 0 < known < len(press.truth), f"{known} of {len(press.truth)}: the test has killed too early or too late"


@pytest.fixture(scope="module")
def killed(press: Replica, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose crawl was killed, its log not yet folded into the database."""
    archive = tmp_path_factory.mktemp("killed")
    press.misbehave("http", slow(PACE))
    process = begin_and_wait(press, archive, 12, CONCURRENT_REQUESTS_PER_DOMAIN="4")
    os.killpg(process.pid, signal.SIGKILL)  # with its workers, who would fold the log into the database
    process.communicate()
    assert (archive / "archive.db-wal").stat().st_size > 0
    return archive


def test_a_power_cut_loses_the_last_commits_only(press: Replica, killed: Path, tmp_path: Path) -> None:
    """What a disk has of the write-ahead log then is any of its beginnings; torn frames are no frames."""
    chance = random.Random(4)
    size = (killed / "archive.db-wal").stat().st_size
    for number in range(12):
        archive = Path(shutil.copytree(killed, tmp_path / str(number)))
        os.truncate(archive / "archive.db-wal", chance.randrange(size))
        (archive / "archive.db-shm").unlink(missing_ok=True)
        assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
    any_of_them = tmp_path / str(chance.randrange(12))
    finish(press, any_of_them)
    assert_truth(press, any_of_them)


def test_ctrl_c_stops_within_seconds_and_gives_everything_back(press: Replica, tmp_path: Path) -> None:
    process = begin_and_wait(press, tmp_path, 4, CONCURRENT_REQUESTS_PER_DOMAIN="2")
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    _, said = process.communicate(timeout=30)
    assert time.monotonic() - began < 10
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert rows(tmp_path, "SELECT outcome FROM crawls") == [("stopped",)]
    states = dict(rows(tmp_path, "SELECT state, count(*) FROM frontier GROUP BY state"))
    assert states.keys() <= {"discovered", "done", "failed"}
    assert states["discovered"], "the test has stopped it too late"
    assert rows(tmp_path, "SELECT count(*) FROM frontier WHERE state = 'discovered' AND attempts > 0") == [(0,)]
    finish(press, tmp_path)
    assert_truth(press, tmp_path)


def test_of_two_crawls_of_a_site_the_second_says_so(press: Replica, tmp_path: Path) -> None:
    gate = threading.Event()
    press.misbehave("http", held(gate))
    first = begin(press, tmp_path)
    while first.poll() is None and not press.requests:
        time.sleep(0.005)
    second = crawl(SITE, press, tmp_path)
    gate.set()
    assert second.returncode == 1
    assert f"{SITE} is being crawled already (process {first.pid})" in second.stderr
    assert "Traceback" not in second.stderr
    _, said = first.communicate(timeout=40)
    assert first.returncode in {0, 3}, said
    assert_truth(press, tmp_path)
    assert len(rows(tmp_path, "SELECT 1 FROM crawls")) == 1


def test_a_disk_that_fills_in_the_middle(press: Replica, tmp_path: Path) -> None:
    done = crawl(SITE, press, tmp_path, limit=600_000)
    assert done.returncode == 1, done.stderr
    assert "free some space and run this again, everything archived before stays" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    finish(press, tmp_path)
    assert_truth(press, tmp_path)
