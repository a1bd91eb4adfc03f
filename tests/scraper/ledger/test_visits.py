"""What a crawl asks for again, and what an error in a spider costs."""

import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from crawl_process import SITE, assert_truth
from running import ROOT, Done, crawl, rows

from scraper.replica.hostile.faults import Fault, wrong_body
from scraper.replica.reply import Reply
from scraper.replica.server import Replica


class Meter:
    """A fault that changes nothing: counts the bytes of the bodies that are sent."""

    def __init__(self) -> None:
        self.bytes = 0
        self.statuses: Counter[int] = Counter()

    def fault(self) -> Fault:
        return Fault(change=self._count)

    def _count(self, _url: str, reply: Reply) -> Reply:
        self.bytes += len(reply.body)
        self.statuses[reply.status] += 1
        return reply


def measured(press: Replica, archive: Path, *words: str, **more: str) -> tuple[Done, Meter]:
    meter = Meter()
    press.misbehave("http", meter.fault())
    done = crawl(SITE, press, archive, *words, **{"REVISIT_ALL": "False"} | more)
    press.behave()
    assert done.returncode in {0, 3}, done.stderr
    return done, meter


@pytest.fixture(scope="module")
def press() -> Iterator[Replica]:
    with Replica(stories=30, seed=9, sites=[SITE]) as running:
        yield running


@pytest.fixture(scope="module")
def once(press: Replica, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Meter]:
    """An archive with one crawl, not to be changed, and what that cost."""
    archive = tmp_path_factory.mktemp("once")
    return archive, measured(press, archive)[1]


@pytest.fixture
def archive(once: tuple[Path, Meter], tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(once[0], tmp_path / "archive"))


def test_a_site_that_has_not_changed_costs_little(press: Replica, once: tuple[Path, Meter], archive: Path) -> None:
    _, first = once
    done, second = measured(press, archive)
    assert "0 new, 0 changed, 0 unchanged" in done.stderr
    assert second.bytes < first.bytes / 20, f"{second.bytes / first.bytes:.1%}"
    assert second.statuses[304] > 0
    pages = sum(len(each.pages) for each in press.truth)
    assert second.statuses.total() < first.statuses.total() - pages + 5, "no article is asked for"
    done, all_again = measured(press, archive, REVISIT_ALL="True")
    assert f"0 changed, {len(press.truth)} unchanged" in done.stderr
    assert all_again.bytes < first.bytes / 20, f"{all_again.bytes / first.bytes:.1%}"
    assert all_again.statuses[304] > len(press.truth)


def test_an_article_is_visited_again_when_its_time_has_come(press: Replica, archive: Path) -> None:
    due, text = press.truth[3].url, press.truth[3].text
    with closing(sqlite3.connect(archive / "archive.db")) as db, db:
        db.execute("UPDATE frontier SET not_before = '2020' WHERE url = ?", [due])
    press.edit(due, text=text + "\n编者补记：会议的决定已经由区总工会在本周内公布。")
    press.requests.clear()
    done, _ = measured(press, archive)
    press.edit(due, text=text)
    assert "0 new, 1 changed, 0 unchanged" in done.stderr
    articles = {each.url for each in press.truth}
    assert [each.url for each in press.requests if each.url in articles] == [due]


def test_a_window_hides_nothing_from_the_next_run(press: Replica, tmp_path: Path) -> None:
    """The lists have not changed since, but most of their articles were not wanted then."""
    newest = max(each.published_date or "" for each in press.truth)
    measured(press, tmp_path, "-a", f"since={newest}")
    assert 0 < rows(tmp_path, "SELECT count(*) FROM articles")[0][0] < len(press.truth) / 2
    measured(press, tmp_path)
    assert_truth(press, tmp_path)


def test_a_list_that_is_broken_is_said_with_every_run(press: Replica, tmp_path: Path) -> None:
    empty = "http://weihai.dzwww.com/shxw/"
    press.misbehave(empty, wrong_body(b"<html><body>under construction</body></html>"))
    said = [crawl(SITE, press, tmp_path, REVISIT_ALL="False").returncode for _ in range(2)]
    press.behave()
    assert said == [3, 1], "nothing else is asked for in the second"
    assert rows(tmp_path, "SELECT count(*) FROM failures WHERE stage = 'list'") == [(2,)]
    assert rows(tmp_path, "SELECT state FROM frontier WHERE url = 'http://weihai.dzwww.com/shxw/'") == [("failed",)]


def test_an_error_in_a_callback_costs_its_page_only(press: Replica, tmp_path: Path) -> None:
    bad_page, bad_list = press.truth[2].url, press.truth[0].lists[0]
    settings = ["-s", f"ARCHIVE_DIR={tmp_path}", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "LOG_LEVEL=ERROR"]
    env = {"http_proxy": press.proxy, "https_proxy": press.proxy, "PYTHONPATH": str(ROOT)}
    program = Path(__file__).with_name("broken_crawl.py")
    command = [sys.executable, str(program), bad_page, bad_list, *settings]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3, done.stderr
    stored = {url for (url,) in rows(tmp_path, "SELECT url FROM articles")}
    assert stored == {each.url for each in press.truth} - {bad_page}
    reasons = dict(rows(tmp_path, "SELECT url, reason FROM failures WHERE stage = 'crawl'"))
    assert reasons == {
        bad_page: "internal error, please report it: LookupError: a bug in an article's callback",
        bad_list: "internal error, please report it: LookupError: a bug behind a list's links",
    }
    states = dict(rows(tmp_path, "SELECT url, state FROM frontier"))
    assert (states[bad_page], states[bad_list]) == ("failed", "failed")
