"""What kill -9 costs a crawl: end it at random moments, go on, and compare with what the sites really had.

Run: python -m benchmarks.kill [--kills 5] [--stories 300] [--seed 1]
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

from scraper.replica.server import Replica

SITES = ("workercn", "dzwww")
SETTINGS = {
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "CONTACT": "mail@example.org",
    "LOG_LEVEL": "ERROR",
    "LIST_PAGES_MAX": "100000",
}


def crawl(site: str, replica: Replica, archive: Path) -> subprocess.Popen[bytes]:
    """`scrapy crawl SITE` as a process of its own."""
    words = [word for name, value in SETTINGS.items() for word in ("-s", f"{name}={value}")]
    env = os.environ | {"ARCHIVE_DIR": str(archive), "http_proxy": replica.proxy, "https_proxy": replica.proxy}
    env["no_proxy"] = ""
    return subprocess.Popen([sys.executable, "-m", "scrapy", "crawl", site, *words], env=env)


def articles(archive: Path) -> Counter[str]:
    """Articles by URL; empty before there is a database."""
    path = archive / "archive.db"
    if not path.is_file():
        return Counter()
    with closing(sqlite3.connect(path, timeout=30)) as db:
        try:
            return Counter(url for (url,) in db.execute("SELECT url FROM articles"))
        except sqlite3.OperationalError:
            return Counter()


def run(kills: int, stories: int, seed: int) -> tuple[int, int, int, int]:
    """Pages of the truth, those missing, stored twice, and article fetches beyond the first."""
    chance = random.Random(seed)
    archive = Path(mkdtemp(prefix="kill-"))
    with Replica(stories=stories, seed=seed, sites=SITES) as replica:
        wanted = {truth.url for truth in replica.truth}
        pages = {url for truth in replica.truth for url in truth.pages}
        for number in range(kills):
            target = sum(articles(archive).values()) + chance.randint(1, max(2, len(wanted) // (kills + 1)))
            kill_at(target, chance.choice(SITES), replica, archive, chance)
            print(f"kill {number + 1}: {sum(articles(archive).values())} of {len(wanted)} articles stored", flush=True)
        for site in SITES:
            if (status := crawl(site, replica, archive).wait()) not in {0, 3}:
                raise SystemExit(f"the last crawl of {site} ended with {status}")
        asked = Counter(each.url for each in replica.requests if each.url in pages and each.method == "GET")
    stored = articles(archive)
    shutil.rmtree(archive)
    doubled = sum(number - 1 for number in stored.values()) + len(set(stored) - wanted)
    return len(wanted), len(wanted - set(stored)), doubled, sum(number - 1 for number in asked.values())


def kill_at(articles_stored: int, site: str, replica: Replica, archive: Path, chance: random.Random) -> None:
    """Crawl, and kill -9 once so many articles are stored, give or take a moment; a crawl that ends before is fine."""
    process = crawl(site, replica, archive)
    while process.poll() is None and sum(articles(archive).values()) < articles_stored:
        time.sleep(0.02)
    time.sleep(chance.random() * 0.1)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()


def main() -> None:
    """Print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pages, missing, doubled, refetched = run(options.kills, options.stories, options.seed)
    print(f"kill: pages {pages} missing {missing} doubled {doubled} refetched {refetched}")


if __name__ == "__main__":
    main()
