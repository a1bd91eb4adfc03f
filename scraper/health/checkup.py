"""Judges each crawl when it has ended, keeps the verdict in the archive, and tells who wants to hear of a change."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from archive.database import Database, open_database, path_of, refusals_named, writing
from archive.errors import ArchiveError
from archive.health.diagnoses import (
    Diagnosis,
    diagnoses_before,
    latest_diagnoses,
    longest_silence,
    store_diagnosis,
)
from archive.health.findings import Run, articles_asked, finished_run, first_lists, pages_read, troubles
from archive.health.measures import earlier_measures, store_measures
from scraper.health.alerts import Alerts
from scraper.health.judging import Evidence, judge
from scraper.health.measuring import measured
from scraper.ledger.session import ArchiveSession
from scraper.spiders.site import LINKS_SHOWN, LISTS_READ, LISTS_UNCHANGED, SiteSpider

logger = logging.getLogger(__name__)
PAST = 10  # runs
JUDGED = {"complete", "partial", "failed"}  # not those that were stopped: what they did not do says nothing of the site


class Lists(NamedTuple):
    """First pages of lists that were read, or were as before; article links on those that were read."""

    read: int
    unchanged: int
    links: int


class CheckUp:
    """Scrapy extension; works when the archive's session has ended."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._alerts = Alerts(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    async def spider_closed(self, spider: Spider) -> None:
        """Judge the run."""
        session = self._crawler.get_extension(ArchiveSession)
        if session and session.crawl_id and isinstance(spider, SiteSpider):
            await asyncio.to_thread(self._check, session.crawl_id, spider)

    def _check(self, crawl_id: int, spider: SiteSpider) -> None:
        stats = self._crawler.stats
        assert stats
        lists = Lists(*(int(stats.get_value(name, 0)) for name in (LISTS_READ, LISTS_UNCHANGED, LINKS_SHOWN)))
        try:
            db = open_database(Path(self._crawler.settings["ARCHIVE_DIR"]), create=False)
            try:
                before, now = check_up(db, crawl_id, spider, lists)
            finally:
                db.close()
        except ArchiveError as error:
            logger.error("the health of %s is not known: %s", spider.name, error)  # noqa: TRY400 (its text is for a person)
            return
        for each in now:
            logger.warning("%s: %s: %s %s", spider.name, each.name, each.detail or "", each.example_url or "")
        self._alerts.tell(spider.name, before, now)


def check_up(db: Database, crawl_id: int, spider: SiteSpider, lists: Lists) -> tuple[list[Diagnosis], list[Diagnosis]]:
    """Judge a run and keep what is found; the site's problems before and now, the same where it is not judged.

    Raises:
        StorageError: the database cannot be used.
    """
    with refusals_named(path_of(db)):
        run = finished_run(db, crawl_id)
        before = diagnoses_before(db, spider.name, crawl_id)
        if run is None or run.outcome not in JUDGED:
            return before, before
        evidence = _evidence(db, run, spider, lists)
        examples = {each.name: each.example_url for each in before}
        problems = [
            replace(each, example_url=each.example_url or examples.get(each.name))
            for each in judge(evidence, spider.expects, spider.articles)
        ]
        with writing(db):
            store_measures(db, run.id, evidence.measures)
            store_diagnosis(db, run.id, problems)
        return before, latest_diagnoses(db, spider.name).get(spider.name, [])


def _evidence(db: Database, run: Run, spider: SiteSpider, lists: Lists) -> Evidence:
    pages = list(pages_read(db, run))
    return Evidence(
        pages=pages,
        measures=measured(pages, spider.articles, lists.links, lists.read),
        troubles=troubles(db, run),
        lists=first_lists(db, run.id),
        asked=articles_asked(db, run),
        silence=(0.0, 0.0) if run.window else longest_silence(db, run.site, run.started_at),
        well=earlier_measures(db, run.site, run.id, PAST, well=True),
        earlier=earlier_measures(db, run.site, run.id, PAST, well=False),
        failed=run.outcome == "failed",
        unchanged=lists.unchanged,
    )
