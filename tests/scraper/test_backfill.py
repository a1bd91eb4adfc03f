"""Papers by their calendars, feeds and sitemaps back through the years: what is archived is what was printed."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from running import OWN, ROOT, rows

from scraper.replica.catalogue import ABROAD, PAPERS
from scraper.replica.model import Truth
from scraper.replica.server import Replica

HERE = Path(__file__).resolve().parent
FIELDS = ("title", "text", "published_at", "published_date", "source", "author", "editor", "section", "lang", "script")
NEWEST = {site.name: site.eras[-1].name for site in PAPERS}
OLDER = [(site.name, era.name) for site in PAPERS for era in site.eras if era.name != NEWEST[site.name]]
YEARS = ("ldwb", "laborpress", "epi", "ilo")  # the sites that are asked for all years at once


@pytest.fixture(scope="module")
def world() -> Iterator[Replica]:
    with Replica(stories=40, seed=5, sites=[site.name for site in (*PAPERS, *ABROAD)]) as running:
        yield running


@pytest.fixture(scope="module")
def windows(world: Replica) -> dict[tuple[str, str], tuple[str, str]]:
    """Some days around the newest article of each older form of a paper."""
    found = {}
    for site, era in OLDER:
        newest = max(each.moment.date() for each in printed(world, site) if each.era == era)
        found[site, era] = (str(newest - timedelta(days=3)), str(newest + timedelta(days=2)))
    return found


@pytest.fixture(scope="module")
def archives(
    world: Replica, windows: dict[tuple[str, str], tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """`papers` by windows and an aggregator without one, `years` from 2013 on."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("papers", "years")}
    names = {
        "papers": [*(f"{site}={since}..{until}" for (site, _), (since, until) in windows.items()), "labourstart"],
        "years": [f"{name}=2013-01-01.." for name in YEARS],
    }
    running = [crawling(world, folders[kind], names[kind]) for kind in folders]
    assert [each.wait(timeout=150) for each in running] == [0, 0]
    return folders


def crawling(world: Replica, folder: Path, names: Sequence[str]) -> "subprocess.Popen[bytes]":
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(HERE)))
    return subprocess.Popen([sys.executable, HERE / "crawling.py", world.proxy, folder, *names], cwd=ROOT, env=env)


def printed(world: Replica, site: str) -> list[Truth]:
    return [each for each in world.truth if each.site == site]


def stored(archive: Path, site: str) -> dict[str, tuple[Any, ...]]:
    found = rows(archive, f"SELECT url, {', '.join(FIELDS)} FROM articles WHERE site = '{site}'")
    return {url: tuple(values) for url, *values in found}


def told(truths: Sequence[Truth]) -> dict[str, tuple[Any, ...]]:
    return {each.url: tuple(getattr(each, field) for field in FIELDS) for each in truths}


@pytest.mark.parametrize(("site", "era"), OLDER)
def test_a_paper_is_read_day_by_day_at_its_older_addresses(
    world: Replica,
    archives: dict[str, Path],
    windows: dict[tuple[str, str], tuple[str, str]],
    site: str,
    era: str,
) -> None:
    since, until = windows[site, era]
    wanted = [each for each in printed(world, site) if since <= str(each.moment.date()) <= until]
    found = stored(archives["papers"], site)
    assert wanted
    assert told(wanted).items() <= found.items()
    asked = [span for (name, _), span in windows.items() if name == site]
    assert all(any(since <= str(values[3]) <= until for since, until in asked) for values in found.values())


@pytest.mark.parametrize("site", YEARS)
def test_years_are_read_back_to_their_beginning(world: Replica, archives: dict[str, Path], site: str) -> None:
    lists = f"SELECT url FROM captures WHERE role = 'list' AND status = 200 AND site = '{site}'"
    assert len(rows(archives["years"], lists)) > 1, "more than its newest entries"
    assert stored(archives["years"], site) == told(printed(world, site))


@pytest.mark.parametrize("kind", ["papers", "years"])
def test_nothing_fails(archives: dict[str, Path], kind: str) -> None:
    assert rows(archives[kind], "SELECT url, reason FROM failures") == []
    assert set(rows(archives[kind], "SELECT outcome FROM crawls")) == {("complete",)}


def test_a_calendar_is_asked_for_days_with_a_paper_only(archives: dict[str, Path]) -> None:
    asked = rows(archives["years"], "SELECT url, status FROM captures WHERE url LIKE '%ldwb%node_%'")
    assert asked
    assert {status for _, status in asked} == {200}


def test_an_aggregator_gives_its_lists_and_nothing_else(archives: dict[str, Path]) -> None:
    archive = archives["papers"]
    kept = rows(archive, "SELECT role, count(*) FROM captures WHERE url LIKE '%labourstart%' GROUP BY role")
    assert dict(kept) == {"list": 4, "robots": 1}
    assert stored(archive, "labourstart") == {}
    assert rows(archive, "SELECT count(*) FROM captures WHERE url LIKE '%press.example%'") == [(0,)]
