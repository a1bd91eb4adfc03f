"""Which months and days the archive has; a backfill that is killed goes on where it was."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from running import HASTE, OWN, ROOT, crawl, inside, rows

from archive import frontier
from archive.captures import Role
from archive.crawls import begin_crawl, end_crawl, interrupted_crawl
from archive.database import Database, open_database
from archive.frontier import Found
from scraper.commands import status
from scraper.health.coverage import Coverage, Month, Paper, paper_of
from scraper.health.coverage_text import coverage_lines
from scraper.replica.server import Replica
from scraper.spiders.epaper import EPaper
from scraper.spiders.issues import Issues

SINCE, UNTIL = "2015-12-01", "2016-06-30"
PAPER = "https://www.workercn.cn/papers/"


def backfill(replica: Replica, archive: Path) -> "subprocess.Popen[bytes]":
    """`scrapy crawl workercn` over some months, as a process to be killed."""
    settings = [word for name, value in HASTE.items() for word in ("-s", f"{name}={value}")]
    days = ("-a", f"since={SINCE}", "-a", f"until={UNTIL}")
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env |= {"ARCHIVE_DIR": str(archive), "http_proxy": replica.proxy, "https_proxy": replica.proxy, "no_proxy": ""}
    command = [sys.executable, "-m", "scrapy", "crawl", "workercn", *days, *settings]
    return subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)


def read_before(archive: Path) -> int:
    """How many days of the paper are settled."""
    done = "SELECT count(*) FROM frontier WHERE state = 'done' AND role = 'list' AND url LIKE '%/1/page.html'"
    try:
        return int(rows(archive, done)[0][0])
    except sqlite3.OperationalError:  # not yet made
        return 0


def test_a_backfill_that_is_killed_goes_on_and_coverage_shows_what_it_has(tmp_path: Path) -> None:
    with Replica(stories=12, seed=7, sites=["workercn"]) as press:
        process = backfill(press, tmp_path)
        deadline = time.monotonic() + 40
        while read_before(tmp_path) < 50 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.kill()
        process.wait()
        asked, read = len(press.requests), read_before(tmp_path)
        done = crawl("workercn", press, tmp_path, "-a", f"since={SINCE}", "-a", f"until={UNTIL}", REVISIT_ALL="False")
        assert done.returncode == 0, done.stderr
        wanted = {each.url for each in press.truth if SINCE <= (each.published_date or "") <= UNTIL}
        known = {url for (url,) in rows(tmp_path, "SELECT url FROM articles")}
        sheets = Counter(each.url for each in press.requests if each.url.startswith(PAPER) and "/1/page" in each.url)
        before = {each.url for each in press.requests[:asked] if each.url in sheets}
    assert wanted <= known
    days = (date.fromisoformat(UNTIL) - date.fromisoformat(SINCE)).days + 1
    assert len(sheets) == days, "no day was forgotten"
    twice = {url for url, count in sheets.items() if count > 1}
    assert twice <= before
    assert len(twice) <= len(before) - read, "only what was on its way when the run was killed"
    assert read >= 50

    told = inside(status.Command(), "--coverage", "--json", "--since", "2016-01", archive=tmp_path)
    (site,) = map(json.loads, told.stdout.splitlines())
    (paper,) = site["papers"]
    assert (paper["first"], paper["last"]) == ("2016-01-01", UNTIL)
    assert len(paper["days"]) == 182
    printed = {each.published_date for each in press.truth if each.era == "paper"}
    assert {
        str(date.fromordinal(date(2016, 1, 1).toordinal() + n)) for n, mark in enumerate(paper["days"]) if mark == "#"
    } == {day for day in printed if day and "2016-01-01" <= day <= UNTIL}
    stored = dict(rows(tmp_path, "SELECT substr(published_date, 1, 7), count(*) FROM articles GROUP BY 1"))
    assert {each["month"]: each["articles"] for each in site["months"] if each["articles"]} == {
        month: count for month, count in stored.items() if month >= "2016-01"
    }


def test_a_run_goes_on_only_where_it_was_interrupted(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    db.execute("INSERT INTO sites (name, kind) VALUES ('a', 'crawl')")
    first = begin_crawl(db, "a", "2016-01-01", None)
    lists = [Found(f"http://a/{n}", f"http://a/{n}", Role.LIST, "{}") for n in range(4)]
    frontier.discover(db, "a", first, "2016", lists)
    read, other, broken, unread = sorted(frontier.lease(db, "a", 9), key=lambda lease: lease.url)
    frontier.done(db, read.id, "2016")
    frontier.done(db, other.id, "2016")
    frontier.failed(db, broken.id, None)
    frontier.release(db, "a")
    assert unread.url == "http://a/3"
    other = begin_crawl(db, "a", "2016-02-01", None)
    plain = begin_crawl(db, "a")
    assert [interrupted_crawl(db, each, "2000") for each in (first, other, plain)] == [None, None, None]
    again = begin_crawl(db, "a", "2016-01-01", None)
    assert interrupted_crawl(db, again, "2000") == first
    assert interrupted_crawl(db, again, "2999") is None, "too long ago"
    assert frontier.go_on(db, "a", first, again) == 2
    assert frontier.discover(db, "a", again, "2016", lists) == 0
    left = sorted(frontier.lease(db, "a", 9), key=lambda lease: lease.url)
    assert [lease.url for lease in left] == ["http://a/2", "http://a/3"], "the one that failed, and the one that waited"
    for lease in left:
        frontier.done(db, lease.id, "2016")
    last = begin_crawl(db, "a", "2016-01-01", None)
    assert frontier.go_on(db, "a", again, last) == 0, "nothing was left to fetch"
    assert frontier.discover(db, "a", last, "2016", lists) == 4
    db.execute("UPDATE crawls SET finished_at = 'x', outcome = 'complete' WHERE id = ?", [again])
    assert interrupted_crawl(db, last, "2000") is None
    db.close()


def paper_from(db: Database, source: EPaper | Issues, statuses: dict[str, int]) -> tuple[str, str]:
    """First day and marks, where lists have answered so."""
    for place, (url, code) in enumerate(statuses.items()):
        db.execute(
            "INSERT INTO captures (url, site, role, fetched_at, status, warc_file, warc_offset, warc_length) "
            "VALUES (?, 'a', 'list', '2026', ?, 'f', ?, 1)",
            [url, code, place],
        )
    paper = paper_of(db, "a", source, "")
    assert paper
    return str(paper.first), paper.days


def test_days_of_papers(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    db.execute("INSERT INTO sites (name, kind) VALUES ('a', 'crawl')")
    plain = EPaper("http://a.cn/p/{day:%Y/%m/%d}/1.html", "a", "a")
    answers = {"01": 200, "02": 404, "04": 500, "05": 301, "06": 301}
    statuses = {f"http://a.cn/p/2016/03/{day}/1.html": code for day, code in answers.items()}
    statuses |= {"https://a.cn/p/2016/03/06/1.html": 200, "http://a.cn/p/2016/03/09/2.html": 200}
    assert paper_from(db, plain, statuses) == ("2016-03-01", "#. !.#")
    assert paper_of(db, "a", EPaper("http://b.cn/{day:%Y/%m/%d}/1.html", "a", "a"), "") is None
    calendar = Issues("http://c.cn/html/{day:%Y-%m}/period.xml", "a", "a")
    sheets = {"http://c.cn/html/2016-03/period.xml": 200}
    sheets |= {
        f"http://c.cn/html/2016-03/{day}/node_1.htm": code for day, code in {"02": 200, "04": 503, "08": 200}.items()
    }
    db.execute("DELETE FROM captures")
    crawl_id = begin_crawl(db, "a", "2016-03-03", "2016-03-06")
    end_crawl(db, crawl_id, "complete", {})
    assert paper_from(db, calendar, sheets) == ("2016-03-02", "#.!.. #")
    db.close()


def test_the_calendar() -> None:
    months = [
        Month("2015-11", 0, 2, 1),
        Month("2015-12", 3, 0, 0),
        *[Month(f"2016-{n:02}", 0, 0, 0) for n in range(1, 4)],
        Month("2016-04", 12, 3, 1),
        Month("2016-05", 0, 0, 0),
        Month("2016-06", 1, 0, 0),
    ]
    paper = Paper("http://a/{day:%Y}", date(2016, 1, 30), "##.! #")
    lines = "\n".join(coverage_lines(Coverage("a", tuple(months), Month("", 1, 0, 2), (paper,)))).splitlines()
    assert lines[0] == "a: 17 articles; without a day: 1 stored, 2 failed"
    assert [line.split() for line in lines[1:4]] == [
        ["year", *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]],
        ["2015", "+2!1", "3"],
        ["2016", "–", "–", "–", "12+3!1", "–", "1"],
    ]
    assert "months without any: 2016-01…2016-03, 2016-05" in lines
    assert f"2016-01  {' ' * 29}##" in lines
    assert "2016-02  .! #" in lines
    assert "never asked for: 2016-02-03" in lines
    assert lines[-1] == "to fetch what is missing: scrapy crawl a -a since=2016-02-02 -a until=2016-02-03"


def test_an_archive_without_anything(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    done = inside(status.Command(), "--coverage", archive=tmp_path)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert "The archive is empty" in done.stdout
    assert list(coverage_lines(Coverage("a", (), Month("", 0, 0, 0), ()))) == ["a: 0 articles"]
