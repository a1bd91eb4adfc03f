"""The commands on an archive: status, reprocess, browse, and what they say where they cannot work."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from running import ROOT, Done, articles, inside, rows, scrapy
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from archive.articles import Change
from scraper.archive_command import ArchiveCommand, counted, one_line, table
from scraper.commands import browse, ingest, reprocess, status
from scraper.ledger.outcome import outcome_of


def refused(done: Done, cure: str) -> None:
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("scrapy: ")]
    assert cure in line


def test_the_commands_are_listed(tmp_path: Path) -> None:
    listed = scrapy(archive=tmp_path).stdout
    for name in ("browse", "crawl", "ingest", "reprocess", "status"):
        assert re.search(rf"^  {name} +[A-Z]", listed, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (["nowhere"], "there is no site nowhere; scrapy list shows all sites"),
        (["workrcn"], "did you mean workercn"),
        (["acftu"], "is not crawled: it answers HTTP 412"),
        (["dzwww", "-a", "since=soon"], "write it as -a since=YYYY-MM-DD"),
    ],
)
def test_a_crawl_that_cannot_begin_is_one_line_with_its_cure(tmp_path: Path, words: list[str], cure: str) -> None:
    refused(scrapy("crawl", *words, archive=tmp_path / "new"), cure)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("command", "words", "cure"),
    [
        (status.Command(), [], "run a crawl or an ingest first"),
        (browse.Command(), [], "run a crawl or an ingest first"),
        (reprocess.Command(), [], "name the archive with -s ARCHIVE_DIR=PATH"),
        (ingest.Command(), ["--url", "no address", "x.html"], "give it whole, with https://"),
        (ingest.Command(), ["--url-from", "nowhere.csv", "x.html"], "columns file name and URL"),
    ],
)
def test_other_refusals_are_one_line_with_their_cure(
    tmp_path: Path, command: ArchiveCommand, words: list[str], cure: str
) -> None:
    done = inside(command, *words, archive=tmp_path / "new")
    refused(done, cure)
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_status_shows_each_site(crawled: tuple[Path, dict[str, Done]]) -> None:
    archive, _ = crawled
    done = scrapy("status", archive=archive)
    assert done.returncode == 0, done.stderr
    head, *lines = (re.split(r" {2,}", line.strip()) for line in done.stdout.splitlines())
    assert head[:5] == ["site", "articles", "repaired", "reprints", "failures"]
    counts = rows(archive, "SELECT site, count(*) FROM articles GROUP BY site ORDER BY site")
    assert [(line[0], int(line[1])) for line in lines] == counts
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", line[5]) for line in lines)


def test_a_torn_database_is_refused(archive: Path) -> None:
    file = archive / "archive.db"
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    refused(
        inside(status.Command(), archive=archive), "restore it from a backup, or move it away and run: scrapy reprocess"
    )


def test_reprocess_makes_the_same_articles_again(crawled: tuple[Path, dict[str, Done]], tmp_path: Path) -> None:
    archive = Path(shutil.copytree(crawled[0], tmp_path / "archive"))
    before = articles(archive)
    (archive / "archive.db").unlink()
    scrapy("reprocess", archive=archive)
    assert articles(archive) == before
    parts = "SELECT url, part_of, role FROM captures ORDER BY warc_file, warc_offset"
    assert rows(archive, parts) == rows(crawled[0], parts)
    (change,) = rows(archive, "SELECT count(*), (SELECT count(*) FROM versions) FROM articles")
    done = inside(reprocess.Command(), "--site", "dzwww", archive=archive)
    own = rows(archive, "SELECT count(*) FROM articles WHERE site = 'dzwww'")[0][0]
    assert done.stdout == f"reprocess: 0 new, 0 changed, {own} unchanged, 0 failed\n"
    assert rows(archive, "SELECT count(*), (SELECT count(*) FROM versions) FROM articles") == [change]


def test_browse_opens_the_archive_in_datasette(archive: Path) -> None:
    pytest.importorskip("datasette", reason="Datasette is an optional dependency")
    command = [sys.executable, "-m", "scrapy", "browse", "--port", "0", "-s", f"ARCHIVE_DIR={archive}"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr
            started = time.monotonic()
            address = None
            while not address and time.monotonic() - started < 60 and (line := running.stderr.readline()):
                address = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert address
            query = f"{address[0]}/archive/articles.json?_shape=array&_col=url"
            with urllib.request.urlopen(query, timeout=30) as answer:
                urls = {row["url"] for row in json.load(answer)}
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(30)
    assert urls == {url for (url,) in rows(archive, "SELECT url FROM articles")}


def test_tables_are_plain_text() -> None:
    text = table(("site", "articles", "last run"), [("a", 5, None), ("中工\x1b[31m\n", 12, "2026-01-02 03:04")])
    assert text.splitlines()[:2] == ["site       articles  last run", "a                 5  –"]
    assert "\x1b" not in text
    assert one_line("a\r\nb\u202ec") == "a  b c"
    assert table(("site",), []) == "site"
    assert counted({Change.NEW: 2}) == "2 new, 0 changed, 0 unchanged, 0 failed"


@pytest.mark.parametrize(
    ("reason", "counts", "forbidden", "outcome"),
    [
        ("finished", (5, 2, 0, 0, 0), 0, "complete"),
        ("finished", (5, 2, 0, 0, 1), 1, "complete"),
        ("finished", (5, 2, 0, 0, 2), 1, "partial"),
        ("finished", (5, 0, 0, 3, 1), 0, "partial"),
        ("finished", (5, 0, 0, 0, 1), 0, "failed"),
        ("finished", (0, 0, 0, 0, 0), 0, "failed"),
        ("shutdown", (5, 2, 0, 0, 0), 0, "stopped"),
    ],
)
def test_the_outcome_of_a_crawl(reason: str, counts: tuple[int, ...], forbidden: int, outcome: str) -> None:
    names = ("response_received_count", *(f"archive/{change}" for change in ("new", "changed", "unchanged", "failed")))
    stats = MemoryStatsCollector(get_crawler())
    for name, count in (*zip(names, counts, strict=True), ("robotstxt/forbidden", forbidden)):
        stats.set_value(name, count)
    assert outcome_of(reason, stats) == outcome
