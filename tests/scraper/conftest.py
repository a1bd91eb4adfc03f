"""The replica, and archives that the project's commands made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import SITES, Done, crawl, inside, page

from scraper.commands import ingest
from scraper.replica.server import Replica


@pytest.fixture(scope="session")
def press() -> Iterator[Replica]:
    """All five sites, never edited."""
    with Replica(stories=12, seed=7) as running:
        yield running


@pytest.fixture(scope="session")
def crawled(press: Replica, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Done]]:
    """An archive with one crawl of each site, not to be changed, and what the commands said."""
    archive = tmp_path_factory.mktemp("crawled")
    return archive, {site: crawl(site, press, archive) for site in SITES}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A small archive made by an ingest, not to be changed, and what the command said."""
    archive, pages = tmp_path_factory.mktemp("sample"), tmp_path_factory.mktemp("pages")
    for number in range(3):
        (pages / f"{number}.html").write_text(page(number), encoding="utf-8")
    return archive, inside(ingest.Command(), pages, archive=archive)


@pytest.fixture
def archive(sample: tuple[Path, Done], tmp_path: Path) -> Path:
    """A copy of the small archive."""
    return Path(shutil.copytree(sample[0], tmp_path / "archive"))
