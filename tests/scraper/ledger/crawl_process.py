"""A crawl as a process of its own, to be ended in its middle."""

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from running import HASTE, OWN, ROOT, rows

from scraper.replica.server import Replica

SITE = "dzwww"  # all of whose articles stand in lists


def begin(replica: Replica, archive: Path, **more: str) -> "subprocess.Popen[str]":
    """`scrapy crawl`, in a process group of its own; `more` are settings."""
    settings = HASTE | {"REVISIT_ALL": "False"} | more
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env |= {"ARCHIVE_DIR": str(archive), "no_proxy": "", "http_proxy": replica.proxy, "https_proxy": replica.proxy}
    command = [sys.executable, "-m", "scrapy", "crawl", SITE, *words]
    return subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True)


def begin_and_wait(replica: Replica, archive: Path, pages: int, **more: str) -> "subprocess.Popen[str]":
    """The same; it has kept so many articles' pages more than were kept before."""
    before = kept(archive)
    process = begin(replica, archive, **more)
    while process.poll() is None and kept(archive) < before + pages:
        time.sleep(0.005)
    return process


def kept(archive: Path) -> int:
    """How many pages of articles have their row; none before there is a database."""
    if not (archive / "archive.db").is_file():
        return 0
    try:
        return len(rows(archive, "SELECT 1 FROM captures WHERE role = 'article'"))
    except sqlite3.OperationalError:
        return 0


def assert_truth(replica: Replica, archive: Path) -> None:
    """Nothing is missing, nothing is there twice, nothing is left to do."""
    stored = Counter(url for (url,) in rows(archive, "SELECT url FROM articles"))
    wanted = {each.url for each in replica.truth}
    assert set(stored) == wanted
    assert max(stored.values()) == 1
    assert rows(archive, "SELECT url FROM frontier WHERE state NOT IN ('done', 'failed')") == []
    texts = dict(rows(archive, "SELECT url, text FROM articles"))
    assert [each.url for each in replica.truth if each.paragraphs[-1] not in texts[each.url]] == []
    assert rows(archive, "SELECT count(*) FROM versions") == [(0,)], "what was read again is no change"
    assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
    assert rows(archive, "PRAGMA foreign_key_check") == []
