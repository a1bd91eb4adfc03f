"""Somebody reads in Datasette while a crawl writes: neither hears of the other."""

import re
import signal
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running import ROOT, crawl, rows

from archive.database import open_database
from scraper.replica.server import Replica

PATHS = (
    "/",
    "/archive/articles.json?_search=工会&_shape=array",
    "/archive/story_copies.json",
    "/archive/captures.json",
)


@contextmanager
def browsing(archive: Path) -> Iterator[str]:
    """The address of Datasette over an archive."""
    command = [sys.executable, "-m", "scrapy", "browse", "--port", "0", "-s", f"ARCHIVE_DIR={archive}"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr
            found = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in running.stderr)
            yield next(address[0] for address in found if address)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(30)


def test_a_reader_and_a_crawl_leave_each_other_alone(tmp_path: Path) -> None:
    pytest.importorskip("datasette", reason="Datasette is an optional dependency")
    open_database(tmp_path).close()
    statuses: list[int] = []
    ended = threading.Event()

    def read(address: str) -> None:
        while not ended.is_set():
            for path in PATHS:
                with urllib.request.urlopen(address + urllib.parse.quote(path, safe="/?=&"), timeout=30) as answer:
                    statuses.append(answer.status)

    with Replica(stories=60, seed=2, sites=["dzwww"]) as busy, browsing(tmp_path) as address:
        readers = [threading.Thread(target=read, args=(address,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        done = crawl("dzwww", busy, tmp_path)
        ended.set()
        for reader in readers:
            reader.join()
        wanted = len(busy.truth)
    assert done.returncode == 0, done.stderr
    assert "locked" not in done.stderr
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(wanted,)]
    assert len(statuses) > 3 * len(PATHS)
    assert set(statuses) == {200}
