"""`make demo`: crawl the replica of five sites, ingest a few stored pages, show what was archived."""

import csv
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from scraper.replica.model import Truth
from scraper.replica.server import Replica

FOLDER = Path("demo")
# The replica is on this machine and has no patience to be spared.
HURRY = ("-s", "AUTOTHROTTLE_ENABLED=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "-s", "CONTACT=demo@example.org")
LOOK = f"""
Look at it:
  make browse ARCHIVE_DIR={FOLDER}      in a web browser
  .venv/bin/scrapy status -s ARCHIVE_DIR={FOLDER}
  .venv/bin/sqlite-utils rows {FOLDER}/archive.db articles -c title -c source --limit 5 -t
"""


def main() -> int:
    """Run everything in `demo/`; a step that fails outright ends the demo with its status."""
    with Replica() as replica:
        print(f"Five replica sites with {len(replica.truth)} invented articles; crawling them with the real spiders.")
        proxies = {"http_proxy": replica.proxy, "https_proxy": replica.proxy}
        for step in steps(replica):
            status = subprocess.run([sys.executable, "-m", "scrapy", *step], env={**os.environ, **proxies}, check=False)
            if status.returncode not in {0, 3}:  # 3: some pages failed, which the table shows
                return status.returncode
    scrapy_status = [sys.executable, "-m", "scrapy", "status", "-s", f"ARCHIVE_DIR={FOLDER}"]
    print()
    subprocess.run(scrapy_status, check=False)
    print(LOOK)
    return 0


def steps(replica: Replica) -> Iterator[Sequence[str]]:
    """The commands of the demo, as a person would type them."""
    archive = ("-s", f"ARCHIVE_DIR={FOLDER}")
    for site in dict.fromkeys(article.site for article in replica.truth):
        yield ("crawl", site, *archive, *HURRY)
    day = next(article.published_date for article in replica.truth if article.era == "paper")
    yield ("crawl", "workercn", "-a", f"since={day}", "-a", f"until={day}", *archive, *HURRY)
    pages = FOLDER / "pages"
    store_pages(replica, pages)
    yield ("ingest", str(pages), "--url-from", str(pages / "addresses.csv"), *archive)


def store_pages(replica: Replica, folder: Path) -> None:
    """Pages as somebody might have them on disk: a cloaked mirror with injected readings, and extracted text."""
    folder.mkdir(parents=True, exist_ok=True)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": replica.proxy}))
    addresses = []
    for number, article in enumerate(replica.extra):
        name = f"mirror-{number}.html"
        with opener.open(article.url, timeout=10) as answer:
            (folder / name).write_bytes(answer.read())
        addresses.append((name, article.url))
    with (folder / "addresses.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(addresses)
    (folder / "clipping.txt").write_text(clipping(replica.truth[0]), encoding="utf-8")


def clipping(article: Truth) -> str:
    """The text of a page as other tools extract it, with the lines around the article."""
    return "\n\n".join(
        (
            "返回首页 > 工会新闻 > 正文",
            article.title,
            f"{article.published_date} 来源：{article.source}",
            *article.paragraphs,
            "责任编辑：无名",
            "相关新闻",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
