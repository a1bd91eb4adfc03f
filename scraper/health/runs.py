"""Runs `scrapy crawl` for several sites, each in a process of its own, some at a time."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scraper.archive_command import one_line
from scraper.ledger.site_lock import BUSY

LONGEST_LINE = 1 << 16


@dataclass(frozen=True, slots=True)
class Ran:
    """How one site's turn ended: with the exit status of `scrapy crawl`, or not at all for a `reason`."""

    site: str
    status: int | None
    took: timedelta = timedelta()
    reason: str = ""


class Runs:
    """`hindrance` is asked before each run: why a site is to be left out after all, empty when it is not.

    A stop (SIGINT, SIGTERM) lets the runs end in good order and begins no others.
    """

    def __init__(self, words: Sequence[str], jobs: int, hindrance: Callable[[str], str]) -> None:
        self._words = words
        self._free = asyncio.Semaphore(jobs)
        self._hindrance = hindrance
        self._running: set[Process] = set()
        self._stopped = False

    async def all(self, sites: Iterable[str]) -> list[Ran]:
        """Run them in their order; what came of each."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        return await asyncio.gather(*(self._one(site) for site in sites))

    async def _one(self, site: str) -> Ran:
        async with self._free:
            reason = "stopped before its turn" if self._stopped else self._hindrance(site)
            if reason:
                return Ran(site, None, reason=reason)
            begun = datetime.now(UTC)
            command = [sys.executable, "-m", "scrapy", "crawl", site, *self._words]
            # In a session of its own, so that Ctrl-C does not reach it twice: Scrapy drops everything at the second.
            process = await asyncio.create_subprocess_exec(
                *command, stdout=PIPE, stderr=STDOUT, limit=LONGEST_LINE, start_new_session=True
            )
            self._running.add(process)
            if self._stopped:
                process.terminate()
            busy = await relay(process, site)
            status = await process.wait()
            self._running.discard(process)
            if busy:
                return Ran(site, None, reason=f"it {BUSY}")
            return Ran(site, status, datetime.now(UTC) - begun)

    def _stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            for process in self._running:
                process.terminate()


async def relay(process: Process, site: str) -> bool:
    """Pass on what a run says, each line with its site; true when it says that another run has the site."""
    busy = False
    assert process.stdout
    while not process.stdout.at_eof():
        try:
            line = one_line((await process.stdout.readline()).decode("utf-8", "replace"))
        except ValueError:  # a line beyond all measure
            continue
        busy = busy or BUSY in line
        if line:
            sys.stderr.write(f"{site}: {line}\n")
            sys.stderr.flush()
    return busy
