"""A crawl's open archive: the recorder, the workers, the ledger; every other part of the crawl asks here."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self, TypeVar

from scrapy import Spider
from scrapy.crawler import Crawler

from archive import frontier
from archive.articles import Change, add_site, seen_again, store_failure
from archive.captures import ends_of
from archive.crawls import begin_crawl, end_crawl, interrupted_crawl
from archive.database import Database, open_database, refusals_named
from archive.errors import ArchiveError, StorageError
from archive.frontier import Found, Left
from archive.recorder import Recorder
from archive.records import Failure
from archive.times import now, timestamp
from archive.warc.exchange import Exchange
from archive.warc.tail import repair_tails
from archive.warc.writer import WARC_FOLDER, WarcFolder
from pipelines.settling import settle_failed, settle_seen
from pipelines.vanished import GONE
from pipelines.workers.pool import LostTaskError, WorkerPool
from pipelines.workers.tasks import Task
from scraper.addon import SOFTWARE
from scraper.ledger.captured import Captured, Fetched
from scraper.ledger.halt import halt
from scraper.ledger.site_lock import SiteLock
from scraper.site_index import known_layouts
from scraper.spiders.listing import Window
from scraper.texts.json_lines import speak_json

T = TypeVar("T")
logger = logging.getLogger(__name__)
STALE = timedelta(days=7)  # a backfill that was interrupted longer ago begins anew: its lists have moved on


class ArchiveSession:
    """Scrapy extension; the scheduler opens and closes it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._directory = Path(crawler.settings["ARCHIVE_DIR"])
        self._late: set[asyncio.Task[Any]] = set()
        self.site = ""
        self.crawl_id = 0
        self.waiting = 0  # URLs that are known and were not handed out

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def open(self, spider: Spider) -> None:
        """Take the site's lock and begin; what a killed run left fetched is read meanwhile.

        Raises:
            ArchiveError: the archive cannot be used, or the site is being crawled already.
        """
        if self._crawler.settings.getbool("LOG_JSON"):
            speak_json()  # not before: Scrapy installs the log's handler once more when it has read the add-ons
        self.site = spider.name
        # A list that was read for some days only is not known: "not modified" would hide its other days.
        self._reads_all = days_asked(spider) == (None, None)
        self._lock = SiteLock(self._directory, spider.name).take()
        folder = self._directory / WARC_FOLDER
        with refusals_named(folder):
            mend_folder(self._directory, folder)
        settings = self._crawler.settings
        told = {
            "operator": settings.get("CONTACT"),
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        }
        about = {name: value for name, value in told.items() if value}
        warc = WarcFolder(folder, spider.name, SOFTWARE, about=about)
        self._recorder = Recorder(self._directory, warc)
        self._recorder.open()
        self._pool = WorkerPool(self._directory, known_layouts(), settings.getint("ARCHIVE_WORKERS") or None)
        try:
            left = await asyncio.wrap_future(self._recorder.submit(partial(self._begin, spider=spider)))
        except StorageError:
            self.crawl_id = 0
            self._recorder.close()
            self._lock.free()
            raise
        for page in left:
            self.later(self._read_left(page))

    def _begin(self, db: Database, *, spider: Spider) -> list[Left]:
        label, home = getattr(spider, "label", None), getattr(spider, "home", None)
        add_site(db, spider.name, "crawl", label=label, home=home)
        self.crawl_id = begin_crawl(db, spider.name, *days_asked(spider))
        left = frontier.recover(db, spider.name, self.crawl_id, now())
        if before := interrupted_crawl(db, self.crawl_id, timestamp(datetime.now(UTC) - STALE)):
            frontier.go_on(db, spider.name, before, self.crawl_id)
        self._renew(db)
        self.waiting = frontier.waiting(db, spider.name)
        return left

    def _renew(self, db: Database) -> None:
        settings = self._crawler.settings
        if settings.getbool("REVISIT_ALL"):
            frontier.renew(db, self.site, self.crawl_id, frontier.EVER, -1)
        else:
            frontier.renew(db, self.site, self.crawl_id, now(), settings.getint("REVISITS_MOST"))

    async def close(self, outcome: str, counts: dict[str, int]) -> None:
        """Finish what is under way, then write how the run ended."""
        if self.crawl_id:
            await asyncio.gather(*self._late, return_exceptions=True)
            await self._pool.close()
            try:
                await self.submit(partial(self._end, outcome=outcome, counts=counts))
            except ArchiveError as error:
                logger.error("%s", error)  # noqa: TRY400 (its text is for a person)
            await asyncio.get_running_loop().run_in_executor(None, self._recorder.close)
            self._lock.free()

    def _end(self, db: Database, *, outcome: str, counts: dict[str, int]) -> None:
        frontier.release(db, self.site)
        self.waiting = frontier.waiting(db, self.site)
        end_crawl(db, self.crawl_id, outcome, counts)

    async def submit(self, operation: Callable[[Database], T]) -> T:
        """Have something written; a disk that refuses ends the crawl."""
        try:
            return await asyncio.wrap_future(self._recorder.submit(operation))
        except StorageError as error:
            halt(self._crawler, error)
            raise

    async def discover(self, links: Sequence[Found], row: int | None, captured: Captured | None) -> int:
        """Take in the links of a page, and the page itself, if it is a list, as done; how many are to be fetched."""
        new = await self.submit(partial(self._discover, links=links, row=row, captured=captured))
        self.waiting += new
        return new

    def _discover(self, db: Database, *, links: Sequence[Found], row: int | None, captured: Captured | None) -> int:
        if captured:
            captured.kept()
        new = frontier.discover(db, self.site, self.crawl_id, now(), links)
        if row is not None:
            frontier.done(db, row, now() if self._reads_all else None)
        return new

    def keep(self, exchange: Exchange) -> Captured:
        """Have a page written; nobody needs to wait, for all that is submitted later comes after it."""
        captured = Captured(exchange.fetched_at, exchange.status)
        self._recorder.keep(exchange, self.site, captured.note)
        return captured

    async def take(self, item: Fetched) -> Change | None:
        """Bring a fetched page, or the failure to fetch it, to its end in the archive; what that did, if anything."""
        row = item.lease.id if item.lease else None
        captured = item.captured
        if item.failure or captured is None:
            failure = item.failure or Failure(item.url, "fetch", "the page was not kept; is the capture switched off?")
            kept = captured.kept if captured else None
            await self.submit(partial(self._fail, failure=failure, row=row, kept=kept, not_before=item.not_before))
            return Change.FAILED
        if captured.status in GONE:
            await self.submit(partial(may_be_missing, row=row))
            return None
        if captured.status == HTTPStatus.NOT_MODIFIED:
            await self.submit(partial(still_there, url=item.url, row=row, seen=captured.fetched_at))
            return Change.UNCHANGED
        capture_id = await self.submit(partial(mark_fetched, row=row, captured=captured))
        return await self.read(row, capture_id, item.url)

    async def _read_left(self, page: Left) -> None:
        change = await self.read(page.row, page.capture_id, page.url)
        assert self._crawler.stats
        self._crawler.stats.inc_value(f"archive/{change}")

    async def read(self, row: int | None, capture_id: int, url: str) -> Change:
        """Have a worker make an article of a page that is kept."""
        try:
            outcomes = await self._pool.run(Task((capture_id,), row))
        except LostTaskError as error:
            failure = Failure(url, "process", str(error))
            await self.submit(partial(self._fail, failure=failure, row=row, kept=lambda: capture_id))
            return Change.FAILED
        except StorageError as error:
            halt(self._crawler, error)
            raise
        return outcomes[-1].change

    def _fail(
        self,
        db: Database,
        *,
        failure: Failure,
        row: int | None,
        kept: Callable[[], int] | None = None,
        not_before: datetime | None = None,
    ) -> None:
        moment = datetime.now(UTC)
        capture_id = kept() if kept else None
        store_failure(db, failure, site=self.site, capture_id=capture_id, seen_at=timestamp(moment))
        if row is not None:
            settle_failed(db, row, moment, not_before)

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something that nobody waits for, before the crawl ends."""
        task = asyncio.ensure_future(work)
        self._late.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._late.discard(task)
        error = None if task.cancelled() else task.exception()
        if error and not isinstance(error, StorageError):  # such a one was said, and the crawl is ending
            logger.error("internal error, please report it", exc_info=error)


def days_asked(spider: Spider) -> tuple[str | None, str | None]:
    """The first and last day that a crawl was asked for."""
    window = getattr(spider, "window", None) or Window()
    since, until = (day.isoformat() if day else None for day in (window.since, window.until))
    return since, until


def mend_folder(directory: Path, folder: Path) -> None:
    """Cut off what a run that was killed left half written."""
    with closing(open_database(directory)) as db:
        ends = ends_of(db, [path.name for path in folder.glob("*.warc.gz")])
    for cut in repair_tails(folder, ends):
        logger.warning("%s: cut off %d bytes of a record that was not finished", cut.warc_file, cut.length)


def mark_fetched(db: Database, *, row: int | None, captured: Captured) -> int:
    """The page and its continuations are kept; the row of its capture."""
    if row is not None:
        frontier.fetched(db, row, captured.kept())
    return captured.kept()


def may_be_missing(db: Database, *, row: int | None) -> None:
    """Nothing was expected at this address."""
    if row is not None:
        frontier.done(db, row, now())


def still_there(db: Database, *, url: str, row: int | None, seen: datetime) -> None:
    """A page that has not changed since it was read is a sighting of its article."""
    seen_again(db, url, timestamp(seen))
    if row is not None:
        settle_seen(db, row, url, seen)
