"""Every site that has a copy is crawled with its own spider; what is archived is what was printed, and no less."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import OWN, ROOT, rows

from scraper.replica.catalogue import KNOWN
from scraper.replica.families.copies import fixtures
from scraper.replica.model import Truth
from scraper.replica.server import Replica
from scraper.site_index import all_sites
from scraper.spiders.site import SiteSpider

HERE = Path(__file__).resolve().parent
FIELDS = ("title", "text", "published_at", "published_date", "source", "author", "editor", "section", "lang", "script")
COPIED = [site for site in all_sites() if "copies" in fixtures()[site.name]]
NAMES = [site.name for site in COPIED]
SPLIT = 2  # processes: one for each core of a small machine


@pytest.fixture(scope="module")
def world() -> Iterator[Replica]:
    with Replica(stories=14, seed=5, sites=NAMES) as running:
        yield running


@pytest.fixture(scope="module")
def archives(world: Replica, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One crawl of each site, in two archives."""
    paths = os.pathsep.join((str(ROOT), str(HERE)))
    env = {name: value for name, value in os.environ.items() if name not in OWN} | {"PYTHONPATH": paths}
    folders = [tmp_path_factory.mktemp("all") for _ in range(SPLIT)]
    running = [
        subprocess.Popen(
            [sys.executable, HERE / "crawling.py", world.proxy, folder, *NAMES[part::SPLIT]], cwd=ROOT, env=env
        )
        for part, folder in enumerate(folders)
    ]
    assert [each.wait(timeout=90) for each in running] == [0] * SPLIT
    return folders


def stored(archives: list[Path], site: type[SiteSpider]) -> dict[str, tuple[Any, ...]]:
    archive = archives[NAMES.index(site.name) % SPLIT]
    found = rows(archive, f"SELECT url, {', '.join(FIELDS)} FROM articles WHERE site = '{site.name}'")
    return {url: values for url, *values in found}


def printed(world: Replica, site: type[SiteSpider]) -> list[Truth]:
    return [each for each in world.truth if each.site == site.name]


def test_every_site_has_a_copy() -> None:
    assert {site.name for site in all_sites()} == set(KNOWN)


@pytest.mark.parametrize("site", COPIED, ids=NAMES)
def test_a_site_gives_what_was_printed(world: Replica, archives: list[Path], site: type[SiteSpider]) -> None:
    found = stored(archives, site)
    truth = {each.url: [getattr(each, field) for field in FIELDS] for each in printed(world, site)}
    assert truth
    assert found == truth


@pytest.mark.parametrize("site", COPIED, ids=NAMES)
def test_nothing_fails_but_what_is_forbidden(world: Replica, archives: list[Path], site: type[SiteSpider]) -> None:
    archive = archives[NAMES.index(site.name) % SPLIT]
    failures = rows(archive, f"SELECT url, reason FROM failures WHERE site = '{site.name}'")
    assert {reason for _, reason in failures} <= {"forbidden by robots.txt"}
    assert {url for url, _ in failures} <= set(world.forbidden)
    assert rows(archive, f"SELECT outcome FROM crawls WHERE site = '{site.name}'") == [("complete",)]


def test_robots_are_obeyed(world: Replica, archives: list[Path]) -> None:
    assert archives
    assert len(world.forbidden) >= len(COPIED)
    assert not {served.url for served in world.requests} & set(world.forbidden)
