"""Crawls of the replica: what is found, what is kept, what is obeyed."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from running import ROOT, SITES, Done, articles, crawl, inside, rows

from scraper.commands import reprocess
from scraper.replica.hostile import faults
from scraper.replica.server import Replica

Crawled = tuple[Path, dict[str, Done]]


@pytest.mark.parametrize("site", SITES)
def test_a_site_gives_all_its_articles(press: Replica, crawled: Crawled, site: str) -> None:
    archive, said = crawled
    # Without `since` only the e-papers of the last days are asked for.
    truth = {each.url for each in press.truth if each.site == site and each.era != "paper"}
    damaged = {each.url for each in press.truth if each.damage}  # whether they can be mended is another test's matter
    found = {url for (url,) in rows(archive, f"SELECT url FROM articles WHERE site = '{site}'")}
    assert truth - damaged <= found <= truth
    failures = set(rows(archive, f"SELECT url, stage, reason FROM failures WHERE site = '{site}'"))
    forbidden = {(url, "fetch", "forbidden by robots.txt") for url in press.forbidden}
    assert {failure for failure in failures if failure[0] not in damaged} <= forbidden
    (counts,) = rows(archive, f"SELECT fetched, new, changed, unchanged, failed FROM crawls WHERE site = '{site}'")
    assert counts[1:4] == (len(found), 0, 0)
    assert counts[4] == len(failures)
    assert f"{site}: {counts[0]} fetched, {counts[1]} new" in said[site].stderr
    if not {url for url, _, _ in failures} & damaged:
        assert said[site].returncode == 0
        assert rows(archive, f"SELECT outcome FROM crawls WHERE site = '{site}'") == [("complete",)]


def test_robots_are_obeyed_and_the_crawl_says_who_it_is(press: Replica, crawled: Crawled) -> None:
    assert crawled
    assert press.forbidden
    assert not {served.url for served in press.requests} & set(press.forbidden)
    agents = {served.headers.get("user-agent", "") for served in press.requests if served.method == "GET"}
    assert len(agents) == 1
    assert re.fullmatch(r"union-news-archive/\S+ \(\+mail@example\.org\)", agents.pop())


def test_every_answer_is_kept_with_its_purpose(press: Replica, crawled: Crawled) -> None:
    archive, _ = crawled
    asked = sorted((served.url, served.status) for served in press.requests if served.method == "GET")
    assert sorted(rows(archive, "SELECT url, status FROM captures")) == asked
    roles = dict(rows(archive, "SELECT role, count(*) FROM captures GROUP BY role"))
    assert roles.keys() == {"article", "continuation", "list", "robots"}
    assert rows(archive, "SELECT count(*) FROM articles WHERE capture_id IS NULL") == [(0,)]
    files = sorted((archive / "warc").iterdir())
    assert [path.name.rpartition("-")[0].rpartition("-")[0] for path in files] == sorted(SITES)
    warcio = [sys.executable, "-c", "from warcio.cli import main; main()", "check", *map(str, files)]
    checked = subprocess.run(warcio, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout


def test_later_pages_are_joined_and_kept_as_parts(press: Replica, crawled: Crawled) -> None:
    archive, _ = crawled
    split = [each for each in press.truth if len(each.pages) > 1]
    assert split
    kept = rows(archive, "SELECT part_of, url FROM captures WHERE role = 'continuation' ORDER BY id")
    assert sorted(kept) == sorted((each.url, page) for each in split for page in each.pages[1:])
    texts = dict(rows(archive, "SELECT url, text FROM articles"))
    for each in split:
        assert each.paragraphs[-1] in texts[each.url]


def test_a_window_of_days(press: Replica, tmp_path: Path) -> None:
    """It also reaches an e-paper, which is addressed by its day."""
    own = [each for each in press.truth if each.site == "workercn"]
    paper = next(each for each in own if each.era == "paper")
    assert paper.published_date
    day = date.fromisoformat(paper.published_date)
    since, until = str(day - timedelta(days=9)), str(day + timedelta(days=3))
    done = crawl("workercn", press, tmp_path, "-a", f"since={since}", "-a", f"until={until}")
    assert done.returncode == 0, done.stderr
    found = {url for (url,) in rows(tmp_path, "SELECT url FROM articles")}
    assert found == {each.url for each in own if since <= (each.published_date or "") <= until}
    assert paper.url in found
    assert len(found) < len(own)


@pytest.fixture(scope="module")
def small() -> Iterator[Replica]:
    with Replica(stories=5, seed=3, sites=["fensifuwu"]) as running:
        yield running


@pytest.fixture(scope="module")
def once(small: Replica, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one crawl of the small site, not to be changed."""
    archive = tmp_path_factory.mktemp("once")
    assert crawl("fensifuwu", small, archive).returncode == 0
    return archive


@pytest.fixture
def again(once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(once, tmp_path / "again"))


def test_a_second_crawl_stores_what_changed_and_nothing_else(small: Replica, again: Path) -> None:
    before = articles(again)
    assert {row[0] for row in before} == {each.url for each in small.truth}
    edited = small.truth[0]
    text = edited.text.replace(edited.paragraphs[-1], "编者按：本段在发布之后由编辑重新写过，更正了到会职工的人数。")
    small.edit(edited.url, text=text)
    done = crawl("fensifuwu", small, again)
    assert done.returncode == 0
    assert rows(again, "SELECT new, changed, unchanged, failed FROM crawls ORDER BY id")[1] == (
        0,
        1,
        len(before) - 1,
        0,
    )
    after = {row[0]: row for row in articles(again)}
    assert "编者按：本段在发布之后" in after.pop(edited.url)[3]
    assert list(after.values()) == [row for row in before if row[0] != edited.url]
    versions = rows(again, "SELECT url, versions.text FROM versions JOIN articles a ON a.id = article_id")
    assert versions == [(edited.url, next(row[3] for row in before if row[0] == edited.url))]
    total = 2 * len(before)  # that a page was found as it was is a sighting
    reread = inside(reprocess.Command(), archive=again)
    assert reread.stdout == f"reprocess: 0 new, 0 changed, {total} unchanged, 0 failed\n", "history is no change"
    assert rows(again, "SELECT url, versions.text FROM versions JOIN articles a ON a.id = article_id") == versions


def test_a_disk_that_fills_ends_the_crawl_in_good_order(small: Replica, again: Path) -> None:
    before = articles(again)
    done = crawl("fensifuwu", small, again, limit=30_000)
    assert done.returncode == 1
    assert "free some space and run this again, everything archived before stays" in done.stderr
    assert "Traceback" not in done.stderr
    assert articles(again) == before
    assert rows(again, "PRAGMA integrity_check") == [("ok",)]


def test_bad_pages_cost_themselves(tmp_path: Path) -> None:
    with Replica(stories=12, seed=7, sites=["dzwww"]) as broken:
        empty = "http://weihai.dzwww.com/shxw/"
        lost = {each.url for each in broken.truth if set(each.lists) <= {empty}}
        urls = [each.url for each in broken.truth if each.url not in lost]
        broken.misbehave(urls[0], faults.server_error(500))
        broken.misbehave(urls[1], faults.cut())
        broken.misbehave(urls[2], faults.silent(seconds=5))
        broken.misbehave(empty, faults.wrong_body(b"<html><body>under construction</body></html>"))
        done = crawl("dzwww", broken, tmp_path, RETRY_TIMES="0", DOWNLOAD_TIMEOUT="3")
    assert done.returncode == 3, done.stderr
    assert "partial: dzwww" in done.stderr
    assert {row[0] for row in articles(tmp_path)} == {urls[1], *urls[3:]}, "half a page is better than none"
    failures = rows(tmp_path, "SELECT url, stage, reason FROM failures WHERE reason NOT LIKE 'forbidden%'")
    reasons = {url: (stage, reason) for url, stage, reason in failures}
    assert len(failures) == 3
    assert reasons[urls[0]] == ("fetch", "HTTP status 500")
    assert reasons[urls[2]][0] == "fetch"
    assert "imeout" in reasons[urls[2]][1]
    assert reasons[empty] == ("list", "the list is empty; has the site changed its layout?")


def test_nothing_at_all_is_a_failed_crawl(tmp_path: Path) -> None:
    with Replica(stories=2, sites=["ixuchang"]) as down:
        down.misbehave("http://www.ixuchang.com/qiye/", faults.server_error(503))
        done = crawl("ixuchang", down, tmp_path, RETRY_TIMES="0")
    assert done.returncode == 1
    assert rows(tmp_path, "SELECT outcome FROM crawls") == [("failed",)]
    assert rows(tmp_path, "SELECT url, reason FROM failures") == [("http://www.ixuchang.com/qiye/", "HTTP status 503")]
