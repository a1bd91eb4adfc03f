"""`scrapy crawl-due`: who is visited, when two of them run at once, and what is said."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from running import HASTE, OWN, ROOT, inside, rows
from scrapy import cmdline
from scrapy.settings import Settings

from archive.crawls import begin_crawl, end_crawl
from archive.database import open_database
from archive.times import timestamp
from scraper.archive_command import ArchiveCommand
from scraper.health import runs
from scraper.ledger.site_lock import SiteLock
from scraper.replica.hostile import faults
from scraper.replica.server import Replica
from scraper.site_index import all_sites

crawl_due = import_module("scraper.commands.crawling.crawl-due")
DUE = ("fensifuwu", "ixuchang")


def command() -> ArchiveCommand:
    made: ArchiveCommand = crawl_due.Command()
    return made


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """All sites but two were visited an hour ago; of the two, one six hours ago, and one was killed just now."""
    db = open_database(tmp_path)
    for site in (each.name for each in all_sites()):
        db.execute("INSERT INTO sites (name, kind) VALUES (?, 'crawl')", [site])
        for hours in (9, 6 if site == DUE[1] else 1):
            crawl_id = begin_crawl(db, site)
            if site == DUE[0]:
                continue
            end_crawl(db, crawl_id, "complete", {"fetched": 9})
            moment = timestamp(datetime.now(UTC) - timedelta(hours=hours))
            db.execute("UPDATE crawls SET started_at = ?, new = 1 WHERE id = ?", [moment, crawl_id])
    db.close()
    return tmp_path


@pytest.fixture
def press() -> Iterator[Replica]:
    with Replica(stories=3, seed=3, sites=DUE) as running:
        yield running


def words() -> list[str]:
    return [word for name, value in HASTE.items() for word in ("-s", f"{name}={value}")]


def begin(replica: Replica, archive: Path, *more: str) -> "subprocess.Popen[str]":
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env |= {"ARCHIVE_DIR": str(archive), "http_proxy": replica.proxy, "https_proxy": replica.proxy, "no_proxy": ""}
    argv = [sys.executable, "-m", "scrapy", "crawl-due", *more, *words()]
    return subprocess.Popen(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_at_once_visit_each_site_once(press: Replica, archive: Path) -> None:
    both = [begin(press, archive, "--jobs", "2") for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    finished = "SELECT site, outcome FROM crawls WHERE fetched > 0 AND fetched <> 9 ORDER BY site"
    assert rows(archive, finished) == [(site, "complete") for site in sorted(DUE)]
    tables = "\n".join(out for out, _ in said)
    for site in DUE:
        assert len(re.findall(rf"^{site} +complete ", tables, re.MULTILINE)) == 1
    assert {url for (url,) in rows(archive, "SELECT url FROM articles")} == {each.url for each in press.truth}
    assert f"{DUE[0]}: " in "".join(err for _, err in said), "each line of a run names its site"
    third = inside(command(), archive=archive)
    assert third.returncode == 0
    assert third.stdout.startswith("no site is due")


def test_a_site_that_is_being_crawled_is_left_out_and_a_failure_is_told(press: Replica, archive: Path) -> None:
    press.misbehave("http://www.ixuchang.com/", faults.server_error(503))
    lock = SiteLock(archive, DUE[0]).take()
    process = begin(press, archive, "-s", "RETRY_TIMES=0")
    out, err = process.communicate(timeout=60)
    lock.free()
    assert process.returncode == 1, err
    assert f"scrapy: {DUE[0]} is left out: {DUE[0]} is being crawled already (process {os.getpid()})" in err
    assert re.search(r"^ixuchang +failed ", out, re.MULTILINE)
    assert DUE[0] not in out


def test_a_stop_ends_the_runs_in_good_order(press: Replica, archive: Path) -> None:
    press.misbehave("https://www.fensifuwu.com/", faults.slow(0.5))
    process = begin(press, archive, "--jobs", "1")
    deadline = time.monotonic() + 40
    while not press.requests and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert re.search(r"^fensifuwu +stopped ", out, re.MULTILINE)
    assert "ixuchang is left out: stopped before its turn" in err
    assert "fensifuwu is left out" not in err
    assert rows(archive, "SELECT outcome FROM crawls WHERE site = 'fensifuwu' AND finished_at IS NOT NULL") == [
        ("stopped",)
    ]


def test_a_dry_run_shows_when_each_is_due(archive: Path) -> None:
    done = inside(command(), "--dry-run", archive=archive)
    assert done.returncode == 0
    head, *lines = (re.split(r" {2,}", line.strip()) for line in done.stdout.splitlines())
    assert head == ["site", "last visit", "interval", "wait", "next visit"]
    assert lines[0] == [DUE[0], "–", "6 h", "6 h", "now"]
    assert (lines[1][0], lines[1][2:]) == (DUE[1], ["6 h", "1 h 30 min", "now"])
    assert len(lines) == len(all_sites())
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", line[4]) for line in lines[2:])
    assert rows(archive, "SELECT count(*) FROM captures") == [(0,)]


def test_exit_status() -> None:
    assert [crawl_due.exit_status(each) for each in ([], [0, 0], [0, 3], [3], [1, 0], [1, 3], [1, 1], [-9])] == [
        *(0, 0, 3, 3, 3, 3, 1, 1)
    ]


def test_its_name_has_a_hyphen() -> None:
    found = cmdline._get_commands_dict(Settings({"COMMANDS_MODULE": "scraper.commands"}), inproject=True)
    assert {"crawl", "crawl-due", "status"} <= found.keys()
    assert type(found["crawl-due"]) is crawl_due.Command


def test_jobs_are_a_number(archive: Path) -> None:
    with pytest.raises(SystemExit):
        inside(command(), "--jobs", "0", archive=archive)


def test_what_becomes_due_during_a_long_run_has_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a program in the place of scrapy: only the order of the runs matters here."""
    program = tmp_path / "scrapy.py"
    program.write_text(
        "import pathlib, sys, time\n"
        "site = sys.argv[2]\n"
        "done = pathlib.Path('quick-done')\n"
        "while site == 'long' and not done.exists(): time.sleep(0.02)\n"
        "if site == 'quick': done.touch()\n"
        "print('x' * 200_000, site, file=sys.stderr)\n"
        "sys.exit(3 * (site == 'quick'))\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runs, "LOOK_SECONDS", 0.05)
    asked = iter([["long"], ["long"], ["long", "quick"], ["broken", "long", "quick"]])
    last = ["broken", "long"]
    made = runs.Runs([], 2, lambda: next(asked, last), lambda site: "it is broken" if site == "broken" else "")
    ran = {each.site: (each.status, each.reason) for each in asyncio.run(made.all())}
    assert ran == {"long": (0, ""), "quick": (3, ""), "broken": (None, "it is broken")}
