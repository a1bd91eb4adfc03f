"""Runs a crawl and watches what it takes and when it asks."""

import os
import subprocess
import sys
import time
from pathlib import Path

from running import HASTE, OWN, ROOT

from scraper.replica.hostile.faults import Fault
from scraper.replica.reply import Reply
from scraper.replica.server import Replica


def measured(site: str, replica: Replica, archive: Path, settings: dict[str, str]) -> tuple[str, float]:
    """What a crawl said, and the most memory that it took, in MB."""
    words = [word for name, value in (HASTE | settings).items() for word in ("-s", f"{name}={value}")]
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env |= {"ARCHIVE_DIR": str(archive), "http_proxy": replica.proxy, "https_proxy": replica.proxy, "no_proxy": ""}
    log, most = archive / "log", 0.0
    with log.open("w") as out:
        command = [sys.executable, "-m", "scrapy", "crawl", site, *words]
        child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        # What wait4 reports would count the memory of this process too, from before the child's program began.
        while child.poll() is None:
            most = max(most, high_water(child.pid))
            time.sleep(0.05)
    return log.read_text(), most


def high_water(pid: int) -> float:
    """The most memory that a process has held so far, in MB; 0 when it is gone."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def watched(moments: list[float]) -> Fault:
    """No fault: notes when a page is asked for."""

    def change(_: str, reply: Reply) -> Reply:
        moments.append(time.monotonic())
        return reply

    return Fault(change)
