"""Every site is crawled with its own spider from its copy: what is archived is what was printed, and no less."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from running import OWN, ROOT, rows

from archive.records import RawPage
from pipelines.decode import decode
from scraper.replica.catalogue import KNOWN
from scraper.replica.model import Truth
from scraper.replica.server import Replica
from scraper.site_index import all_sites
from scraper.spiders.listing import ListPage, Window
from scraper.spiders.site import SiteSpider

HERE = Path(__file__).resolve().parent
FIELDS = ("title", "text", "published_at", "published_date", "source", "author", "editor", "section", "lang", "script")
SITES = [site for site in all_sites() if site.name in KNOWN]
NAMES = [site.name for site in SITES]
WHENEVER = (Window(), date(2026, 10, 9))
SPLIT = 2  # processes: one for each core of a small machine


class Archived(NamedTuple):
    """What one crawl of one site left."""

    articles: dict[str, dict[str, Any]]
    failures: list[tuple[str, str]]
    outcome: str


@pytest.fixture(scope="module")
def world() -> Iterator[Replica]:
    with Replica(stories=16, seed=5, sites=NAMES) as running:
        yield running


def by_day(site: type[SiteSpider]) -> bool:
    """True for papers, which are addressed by their day and have no other lists."""
    return all(source.gaps for source in site.sources)


def printed(world: Replica, site: type[SiteSpider]) -> list[Truth]:
    """What the lists lead to; of a paper the newest issue that has an article."""
    own = [each for each in world.truth if each.site == site.name]
    if by_day(site):
        newest = max(each.published_date or "" for each in own)
        return [each for each in own if each.published_date == newest]
    return [each for each in own if each.era != "paper"]


def arguments(world: Replica, site: type[SiteSpider]) -> str:
    """The site, and the days to ask for where it is a paper."""
    if by_day(site):
        return f"{site.name}={printed(world, site)[0].published_date}"
    return site.name


@pytest.fixture(scope="module")
def archived(world: Replica, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Archived]:
    """One crawl of each site, in two archives."""
    paths = os.pathsep.join((str(ROOT), str(HERE)))
    env = {name: value for name, value in os.environ.items() if name not in OWN} | {"PYTHONPATH": paths}
    folders = [tmp_path_factory.mktemp("all") for _ in range(SPLIT)]
    words = [arguments(world, site) for site in SITES]
    running = [
        subprocess.Popen(
            [sys.executable, HERE / "crawling.py", world.proxy, folder, *words[part::SPLIT]], cwd=ROOT, env=env
        )
        for part, folder in enumerate(folders)
    ]
    try:
        assert [each.wait(timeout=400) for each in running] == [0] * SPLIT
    finally:
        for each in running:
            each.kill()
    return {name: look(folders[place % SPLIT], name) for place, name in enumerate(NAMES)}


def look(archive: Path, name: str) -> Archived:
    wanted = f"WHERE site = '{name}'"
    read_by = "json_extract((SELECT evidence FROM captures WHERE captures.id = capture_id), '$.extract.text')"
    found = rows(archive, f"SELECT url, {read_by}, {', '.join(FIELDS)} FROM articles {wanted}")
    articles = {url: dict(zip(FIELDS, values, strict=True)) | {"rule": rule} for url, rule, *values in found}
    failures = rows(archive, f"SELECT url, reason FROM failures {wanted}")
    ((outcome,),) = rows(archive, f"SELECT outcome FROM crawls {wanted}")
    return Archived(articles, [(url, reason) for url, reason in failures], outcome)


def test_every_site_has_a_copy() -> None:
    assert set(NAMES) == set(KNOWN) == {site.name for site in all_sites()}


def test_every_template_is_printed_and_lists_have_several_pages(world: Replica) -> None:
    seen = {(each.site, each.era) for each in (*world.truth, *world.extra)}
    assert seen == {(site.name, era.name) for site in KNOWN.values() for era in site.eras}
    starts = {url for site in SITES for source in site.sources for url in source.starts(*WHENEVER)}
    assert len({each.site for each in world.truth if not starts & {*each.lists}}) > len(SITES) / 2


@pytest.mark.parametrize("site", SITES, ids=NAMES)
def test_a_site_gives_what_was_printed(world: Replica, archived: dict[str, Archived], site: type[SiteSpider]) -> None:
    truth = {each.url: each for each in printed(world, site)}
    found = archived[site.name].articles
    assert truth or not site.articles  # a site may be read for its lists alone
    damaged = {url for url in truth if truth[url].damage}  # whether they can be mended is another test's matter
    assert truth.keys() - damaged <= found.keys() <= truth.keys()
    for url in found.keys() - damaged:
        assert {name: found[url][name] for name in FIELDS} == {name: getattr(truth[url], name) for name in FIELDS}


@pytest.mark.parametrize("site", SITES, ids=NAMES)
def test_nothing_fails_but_what_is_forbidden(
    world: Replica, archived: dict[str, Archived], site: type[SiteSpider]
) -> None:
    damaged = {each.url for each in world.truth if each.damage and each.site == site.name}
    failures = [failure for failure in archived[site.name].failures if failure[0] not in damaged]
    assert {url for url, _ in failures} <= set(world.forbidden)
    assert {reason.lower() for _, reason in failures} <= {"forbidden by robots.txt"}
    assert archived[site.name].outcome in {"complete", "partial" if damaged else "complete"}


@pytest.mark.parametrize("site", SITES, ids=NAMES)
def test_a_healthy_run_meets_what_the_site_expects(
    world: Replica, archived: dict[str, Archived], site: type[SiteSpider]
) -> None:
    spider, articles = site(), list(archived[site.name].articles.values())
    shown = set()
    for source in site.sources:
        for url in source.starts(*WHENEVER):
            if page := world.world.pages.get(url):
                text = decode(RawPage(url, page.body, {"Content-Type": page.content_type})).text
                shown |= {link.url for link in source.read(ListPage(url, text)).links if spider.is_article(link.url)}
    assert len(shown) >= site.expects.links or by_day(site)
    for name, share in site.expects.fields.items():
        assert sum(each[name] is not None for each in articles) >= share * len(articles), name
    own = sum(each["rule"].startswith("layout ") for each in articles)
    assert own >= site.expects.own_layout * len(articles)


def test_robots_are_obeyed(world: Replica, archived: dict[str, Archived]) -> None:
    assert archived
    assert len(world.forbidden) >= len(SITES) / 2
    assert not {served.url for served in world.requests} & set(world.forbidden)
