"""Runs the project's commands as a person would, and looks into the archives that they make."""

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from scrapy.settings import Settings

from scraper.archive_command import ArchiveCommand
from scraper.replica.server import Replica

ROOT = Path(__file__).resolve().parents[2]
SITES = ("workercn", "people_union", "dzwww", "ixuchang", "fensifuwu")
HASTE = {
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "CONTACT": "mail@example.org",
    "REVISIT_ALL": "True",
}
OWN = ("ARCHIVE_DIR", "ARCHIVE_CONTACT", "http_proxy", "https_proxy")
Done = subprocess.CompletedProcess[str]


def scrapy(*words: str | Path, archive: Path, limit: int | None = None, **more: Any) -> Done:
    """`scrapy WORDS…`; `limit` is the largest file, in bytes, that the disk takes. Output is text."""
    command = [sys.executable, "-m", "scrapy", *map(str, words)]
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env |= {"ARCHIVE_DIR": str(archive)} | more.pop("env", {})
    if limit:
        more["preexec_fn"] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if "input" in more:
        return decoded(subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=60, check=False, **more))
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False, **more)


def decoded(done: "subprocess.CompletedProcess[bytes]") -> Done:
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def inside(command: ArchiveCommand, *words: str | Path, archive: Path) -> Done:
    """The same for a command of our own within this process, which is quicker."""
    command.settings = Settings({"ARCHIVE_DIR": str(archive)})
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, paths = parser.parse_known_args([str(word) for word in words])
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        command.run(paths, options)
    return Done(words, command.exitcode, out.getvalue(), err.getvalue())


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


def page(number: int) -> str:
    """An article that any reader finds."""
    text = f"第{number}车间的工会小组本周召开职工大会，会上通过了新的集体合同草案，并选出了监督小组的成员。"
    body = "".join(f"<p>{text}{n}</p>" for n in range(4))
    address = f"http://www.dzwww.com/x/{number}.html"
    head = f'<title>职工大会之{number}</title><link rel="canonical" href="{address}">'
    return f"<html><head>{head}</head><body><h1>职工大会之{number}</h1><div>{body}</div></body></html>"
