"""`scrapy crawl SITE`: Scrapy's own command, with errors that name their cure and a status that tells the outcome."""

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from archive.database import open_database
from archive.errors import ArchiveError
from scraper.archive_command import complain, table
from scraper.bookkeeping import OUTCOME, TO_GO, duration
from scraper.ledger.outcome import Stats, counts_of
from scraper.ledger.site_lock import SiteLock
from scraper.site_index import NOT_CRAWLED
from scraper.spiders.site import window_of

SHOWN = "scrapy list shows all sites"


class Command(CrawlCommand):
    """Adds checks before, and an exit status after."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Crawl one site into the archive (see scrapy list); -a since=YYYY-MM-DD -a until=YYYY-MM-DD"

    def syntax(self) -> str:
        """For `scrapy crawl -h`."""
        return "[options] SITE"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """0 complete, 1 failed or stopped by the disk, 3 partial (some pages failed; see scrapy status)."""
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("name one site; scrapy list shows them")
        known = get_spider_loader(self.settings).list()
        if args[0] not in known:
            complain(why_not(args[0], known))
            self.exitcode = 1
            return
        try:
            window_of(opts.spargs.get("since"), opts.spargs.get("until"))
            directory = Path(self.settings["ARCHIVE_DIR"])
            open_database(directory).close()  # refused before the first request, if at all
            SiteLock(directory, args[0]).take().free()  # by the crawl too; here it is said in one line
        except ArchiveError as error:
            complain(str(error))
            self.exitcode = 1
            return
        assert self.crawler_process
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        assert crawler.stats
        outcome = crawler.stats.get_value(OUTCOME, "failed")
        if outcome != "failed" or crawler.stats.get_value("response_received_count"):
            print(summary(args[0], outcome, crawler.stats))
        self.exitcode = {"complete": 0, "partial": 3, "stopped": 0}.get(outcome, 1)


def summary(site: str, outcome: str, stats: Stats) -> str:
    """What a run did, as a table."""
    counts = counts_of(stats)
    seconds = float(stats.get_value("elapsed_time_seconds", 0.0))
    megabytes = int(stats.get_value("downloader/response_bytes", 0)) / 1e6
    headings = ["site", "outcome", *counts, "to go", "MB", "time"]
    row = [site, outcome, *counts.values(), stats.get_value(TO_GO, 0), f"{megabytes:.1f}", duration(seconds)]
    return table(headings, [row])


def why_not(name: str, known: Sequence[str]) -> str:
    """Why there is no such site, and what to do."""
    for site in NOT_CRAWLED:
        if site.name == name:
            return f"{site.home} is not crawled: it {site.reason}"
    similar = get_close_matches(name, known, n=3)
    return f"there is no site {name}; " + (f"did you mean {', '.join(similar)}? " if similar else "") + SHOWN
