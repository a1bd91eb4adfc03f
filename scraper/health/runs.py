"""Runs `scrapy crawl` for several sites, each in a process of its own, some at a time."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scraper.archive_command import one_line
from scraper.ledger.site_lock import BUSY

LONGEST_LINE = 1 << 16
LOOK_SECONDS = 60.0  # while runs go on, whether other sites have become due
AGAIN_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How one site's turn ended: with the exit status of `scrapy crawl`, or not at all for a `reason`."""

    site: str
    status: int | None
    took: timedelta = timedelta()
    reason: str = ""
    begun: datetime | None = None


class Runs:
    """`due` names the sites whose turn it is, `hindrance` why one is to be left out after all: empty when it is not.

    A stop (SIGINT, SIGTERM) lets the runs end in good order and begins no others.
    """

    def __init__(
        self, words: Sequence[str], jobs: int, due: Callable[[], Sequence[str]], hindrance: Callable[[str], str]
    ) -> None:
        self._words = words
        self._jobs = jobs
        self._due = due
        self._hindrance = hindrance
        self._running: set[Process] = set()
        self._not_before: dict[str, float] = {}
        self._stopped = False

    async def all(self) -> list[Ran]:
        """Run what is due until nothing is; while a long run goes on, others may have their turn more than once."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        tasks: dict[asyncio.Task[Ran], str] = {}
        ran: list[Ran] = []
        while True:
            for site in self._next(set(tasks.values()), self._jobs - len(tasks)):
                tasks[loop.create_task(self._one(site))] = site
            if not tasks:
                left = set(self._due()) - {each.site for each in ran} if self._stopped else ()
                return [*ran, *(Ran(site, None, reason="stopped before its turn") for site in sorted(left))]
            done, _ = await asyncio.wait(tasks, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            ran += [each.result() for each in done]
            for each in done:
                self._not_before[tasks.pop(each)] = loop.time() + AGAIN_SECONDS

    def _next(self, running: set[str], most: int) -> list[str]:
        """Sites to begin with now; one that was left out, or failed before it began, is not tried again at once."""
        now = asyncio.get_running_loop().time()
        if self._stopped or most <= 0:
            return []
        waiting = (site for site in self._due() if site not in running and self._not_before.get(site, now) <= now)
        return list(waiting)[:most]

    async def _one(self, site: str) -> Ran:
        if reason := self._hindrance(site):
            return Ran(site, None, reason=reason)
        begun = datetime.now(UTC)
        command = [sys.executable, "-m", "scrapy", "crawl", site, *self._words]
        # In a session of its own, so that Ctrl-C does not reach it twice: Scrapy drops everything at the second.
        process = await asyncio.create_subprocess_exec(
            *command, stdout=DEVNULL, stderr=PIPE, limit=LONGEST_LINE, start_new_session=True
        )
        self._running.add(process)
        if self._stopped:
            process.terminate()
        busy = await relay(process, site)
        status = await process.wait()
        self._running.discard(process)
        if busy:
            return Ran(site, None, reason=f"it {BUSY}")
        return Ran(site, status, datetime.now(UTC) - begun, begun=begun)

    def _stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            for process in self._running:
                process.terminate()


async def relay(process: Process, site: str) -> bool:
    """Pass on what a run says, each line with its site unless it is JSON; true when another run has the site."""
    busy = False
    assert process.stderr
    while not process.stderr.at_eof():
        try:
            line = one_line((await process.stderr.readline()).decode("utf-8", "replace"))
        except ValueError:  # a line beyond all measure
            continue
        busy = busy or BUSY in line
        if line:
            sys.stderr.write(f"{line}\n" if line.startswith("{") else f"{site}: {line}\n")
            sys.stderr.flush()
    return busy
