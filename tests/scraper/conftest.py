"""Runs the project's commands as a person would, on archives of their own, against the replica."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scraper.replica.server import Replica

ROOT = Path(__file__).resolve().parents[2]
SITES = ("workercn", "people_union", "dzwww", "ixuchang", "fensifuwu")
HASTE = {"AUTOTHROTTLE_ENABLED": "False", "CONCURRENT_REQUESTS_PER_DOMAIN": "16", "CONTACT": "mail@example.org"}
OWN = ("ARCHIVE_DIR", "ARCHIVE_CONTACT", "http_proxy", "https_proxy")
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def scrapy(*words: str | Path, archive: Path, limit: int | None = None, **more: Any) -> Done:
    """`scrapy WORDS…`; `limit` is the largest file, in bytes, that the disk takes. Output is text."""
    command = [sys.executable, "-m", "scrapy", *map(str, words), "-s", f"ARCHIVE_DIR={archive}"]
    env = {name: value for name, value in os.environ.items() if name not in OWN} | more.pop("env", {})
    if limit:
        more["preexec_fn"] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if "input" in more:
        return decoded(subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=60, check=False, **more))
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False, **more)


def decoded(done: "subprocess.CompletedProcess[bytes]") -> Done:
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def crawl(site: str, replica: Replica, archive: Path, *words: str, limit: int | None = None, **more: str) -> Done:
    """`scrapy crawl SITE` through the replica's proxy; `more` are settings."""
    settings = [word for name, value in (HASTE | more).items() for word in ("-s", f"{name}={value}")]
    env = {"http_proxy": replica.proxy, "https_proxy": replica.proxy, "no_proxy": ""}
    return scrapy("crawl", site, *words, *settings, archive=archive, limit=limit, env=env)


def rows(archive: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        return db.execute(sql).fetchall()


def articles(archive: Path) -> list[tuple[Any, ...]]:
    """What does not depend on ids and moments."""
    return rows(
        archive,
        "SELECT url, site, title, text, published_at, source, author, editor, section, lang, script, digest "
        "FROM articles ORDER BY url",
    )


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
    return archive, scrapy("ingest", pages, archive=archive)


@pytest.fixture
def archive(sample: tuple[Path, Done], tmp_path: Path) -> Path:
    """A copy of the small archive."""
    return Path(shutil.copytree(sample[0], tmp_path / "archive"))


def page(number: int) -> str:
    """An article that any reader finds."""
    text = f"第{number}车间的工会小组本周召开职工大会，会上通过了新的集体合同草案，并选出了监督小组的成员。"
    body = "".join(f"<p>{text}{n}</p>" for n in range(4))
    address = f"http://www.dzwww.com/x/{number}.html"
    head = f'<title>职工大会之{number}</title><link rel="canonical" href="{address}">'
    return f"<html><head>{head}</head><body><h1>职工大会之{number}</h1><div>{body}</div></body></html>"
