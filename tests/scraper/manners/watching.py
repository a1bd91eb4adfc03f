"""Runs a crawl and watches what it takes and when it asks."""

import os
import subprocess
import sys
import time
from pathlib import Path

from running import HASTE, OWN, ROOT

from scraper.replica.faults import Fault
from scraper.replica.reply import Reply
from scraper.replica.server import Replica


def measured(site: str, replica: Replica, archive: Path, settings: dict[str, str]) -> tuple[str, float]:
    """What a crawl said, and the most memory that it took."""
    words = [word for name, value in (HASTE | settings).items() for word in ("-s", f"{name}={value}")]
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env |= {"ARCHIVE_DIR": str(archive), "http_proxy": replica.proxy, "https_proxy": replica.proxy, "no_proxy": ""}
    log = archive / "log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "scrapy", "crawl", site, *words]
        child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return log.read_text(), usage.ru_maxrss / 1024


def watched(moments: list[float]) -> Fault:
    """No fault: notes when a page is asked for."""

    def change(_: str, reply: Reply) -> Reply:
        moments.append(time.monotonic())
        return reply

    return Fault(change)
