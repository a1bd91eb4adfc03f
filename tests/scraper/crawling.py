"""A program: crawls sites one after the other in one process, through a proxy, into one archive.

python crawling.py PROXY FOLDER NAME…

A name may be followed by a day or by days: ldwb=2024-02-29, ldwb=2024-01-01..2024-02-29, ldwb=2013-01-01..
"""

import os
import sys

from running import HASTE
from scrapy.crawler import CrawlerRunner
from scrapy.utils.log import configure_logging
from scrapy.utils.project import get_project_settings
from scrapy.utils.reactor import install_reactor
from twisted.internet.defer import Deferred
from twisted.internet.task import react


async def crawl_all(runner: CrawlerRunner, names: tuple[str, ...]) -> None:
    for name in names:
        site, _, days = name.partition("=")
        since, dots, until = days.partition("..")
        window = {"since": since, "until": until if dots else since}
        await runner.crawl(site, **{end: day for end, day in window.items() if day})


def main(proxy: str, folder: str, *names: str) -> None:
    os.environ |= {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}
    settings = get_project_settings()
    settings.setdict(HASTE | {"ARCHIVE_DIR": folder, "ARCHIVE_WORKERS": "1", "LOG_LEVEL": "WARNING"})
    configure_logging(settings)
    install_reactor(settings["TWISTED_REACTOR"])
    runner = CrawlerRunner(settings)
    react(lambda _reactor: Deferred.fromCoroutine(crawl_all(runner, names)))


if __name__ == "__main__":
    main(*sys.argv[1:])
