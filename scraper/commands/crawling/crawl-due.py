"""`scrapy crawl-due`: visit every site whose time has come. (Scrapy names a command after its module.)"""  # noqa: N999

import argparse
import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from archive.database import Database, open_database, path_of, refusals_named
from archive.errors import StorageError
from archive.health.schedule import Visit, last_visits
from scraper.archive_command import ArchiveCommand, complain, no_arguments, table
from scraper.health.intervals import VISITS, Turn, turns
from scraper.health.runs import Ran, Runs
from scraper.ledger.site_lock import SiteLock
from scraper.site_index import all_sites

PLAN = ("site", "last visit", "interval", "wait", "next visit")
DONE = ("site", "outcome", "took", "fetched", "new", "changed", "failed", "next visit")
PARTIAL = 3


class Command(ArchiveCommand):
    """Made for cron and systemd timers: run it as often as you like."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Crawl every site whose time has come, several at once; for cron and systemd timers"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --jobs and --dry-run."""
        super().add_options(parser)
        cores = os.cpu_count() or 1
        parser.add_argument(
            "--jobs", type=_count, default=cores, metavar="N", help="sites at a time (default: one a core)"
        )
        parser.add_argument("--dry-run", action="store_true", help="only show when each site is due")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 all complete, or nothing due; 3 some pages or sites failed; 1 every site failed."""
        no_arguments(args, "crawl-due")
        db = open_database(self.directory)
        try:
            with refusals_named(path_of(db)):
                if opts.dry_run:
                    print(table(PLAN, [_planned(turn) for turn in _turns(db)]))
                    return 0
                return self._crawl(db, opts)
        finally:
            db.close()

    def _crawl(self, db: Database, opts: argparse.Namespace) -> int:
        words = [word for given in opts.set for word in ("-s", given)]
        ran = asyncio.run(Runs(words, opts.jobs, lambda: _due(db), self._hindrance).all())
        if not ran:
            print("no site is due; scrapy crawl-due --dry-run shows when each is")
        for each in ran:
            if each.status is None:
                complain(f"{each.site} is left out: {each.reason}")
        finished = [each for each in ran if each.status is not None]
        if finished:
            visits, after = last_visits(db, VISITS), {turn.site: turn for turn in _turns(db)}
            print(table(DONE, [_done(each, visits.get(each.site, []), after[each.site]) for each in finished]))
        return exit_status([each.status for each in finished])

    def _hindrance(self, site: str) -> str:
        """Another run may have the site."""
        try:
            SiteLock(self.directory, site).take().free()
        except StorageError as error:
            return str(error)
        return ""


def _turns(db: Database) -> list[Turn]:
    return turns(all_sites(), last_visits(db, VISITS))


def _due(db: Database) -> list[str]:
    now = datetime.now(UTC)
    return [turn.site for turn in _turns(db) if turn.is_due(now)]


def exit_status(statuses: Sequence[int | None]) -> int:
    """That of the whole, of those of its runs."""
    if not any(statuses):
        return 0
    return 1 if all(status not in {0, PARTIAL} for status in statuses) else PARTIAL


def _planned(turn: Turn) -> tuple[object, ...]:
    return turn.site, moment(turn.last), length(turn.interval), length(turn.wait), moment(turn.due_at, "now")


def _done(ran: Ran, visits: Sequence[Visit], turn: Turn) -> tuple[object, ...]:
    own = (each for each in reversed(visits) if ran.begun and each.started_at >= ran.begun)
    visit = next(own, None)
    if visit is None:
        outcome = "stopped" if ran.status == 0 else "failed"
        return ran.site, outcome, length(ran.took), None, None, None, None, moment(turn.due_at, "now")
    counts = (visit.fetched, visit.new, visit.changed, visit.failed)
    return ran.site, visit.outcome, length(ran.took), *counts, moment(turn.due_at, "now")


def moment(when: datetime | None, never: str | None = None) -> str | None:
    """To the minute, in UTC like all times of the archive; what is over is now."""
    if when is None or (never and when <= datetime.now(UTC)):
        return never
    return f"{when:%Y-%m-%d %H:%M}"


def length(time: timedelta) -> str:
    """`6 h 30 min`, `12 s`."""
    hours, rest = divmod(round(time.total_seconds()), 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else f"{seconds} s"


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of sites; write it in digits")
    return int(text)
