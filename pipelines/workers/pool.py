"""Hands tasks to worker processes, a few at a time, and outlives what kills one of them."""

import asyncio
import math
import multiprocessing
import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from archive.articles import Change
from archive.errors import ArchiveError
from pipelines.reread import LayoutsFor, Reread
from pipelines.workers.tasks import Task
from pipelines.workers.worker import serve

BATCH_MOST = 8  # tasks in one transaction: more costs latency, less costs commits
DEADLINE_SECONDS = 60.0  # for one page; the slowest hostile page of the tests takes 2.3 s


class LostTaskError(Exception):
    """A task that ended its worker twice, once on its own; the text says how."""


@dataclass(slots=True)
class _Job:
    task: Task
    future: "asyncio.Future[list[Reread]]"
    alone: bool = False


@dataclass(slots=True, eq=False)
class _Worker:
    process: ForkServerProcess
    connection: Connection
    jobs: list[_Job] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = None
    overdue: bool = False


class WorkerPool:
    """Workers for one archive, within one event loop. `count` defaults to the cores of the machine."""

    def __init__(
        self,
        directory: Path,
        layouts_for: LayoutsFor,
        count: int | None = None,
        *,
        deadline: float = DEADLINE_SECONDS,
        target: Callable[[Connection, Path, LayoutsFor], None] = serve,
    ) -> None:
        self._start_worker = partial(_start, target, directory, layouts_for)
        self._count = count or os.cpu_count() or 1
        self._deadline = deadline
        self._waiting: deque[_Job] = deque()
        self._workers: list[_Worker] = []
        self._closing = False

    async def run(self, task: Task) -> list[Reread]:
        """What came of a task.

        Raises:
            StorageError: it could not be stored.
            LostTaskError: the page took too long, or ended the worker.
        """
        job = _Job(task, asyncio.get_running_loop().create_future())
        self._waiting.append(job)
        self._dispatch()
        return await job.future

    async def run_all(self, tasks: Iterable[Task]) -> AsyncIterator[list[Reread]]:
        """What came of many tasks, as they are done; only so many wait at a time that no worker ever does.

        Raises:
            StorageError: something could not be stored; what is under way is finished before.
        """
        most = 2 * BATCH_MOST * self._count
        running: dict[asyncio.Task[list[Reread]], Task] = {}
        for task in chain(tasks, [None]):
            if task is not None:
                running[asyncio.ensure_future(self._run_or_tell(task))] = task
            while len(running) >= most or (task is None and running):
                done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for each in done:
                    del running[each]
                    yield each.result()

    async def _run_or_tell(self, task: Task) -> list[Reread]:
        """A task that is lost is a problem of its page."""
        try:
            return await self.run(task)
        except LostTaskError as error:
            return [Reread(f"capture {task.captures[-1]}", Change.FAILED, str(error))]

    async def close(self) -> None:
        """End all workers; those that are busy finish what they have."""
        self._closing = True
        loop = asyncio.get_running_loop()
        for worker in self._workers:
            loop.remove_reader(worker.connection.fileno())
            worker.connection.close()
            await loop.run_in_executor(None, worker.process.join)
        self._workers.clear()

    def _dispatch(self) -> None:
        """Give waiting jobs to free workers; workers are started when there is work for them."""
        while self._waiting and not self._closing:
            free = next((worker for worker in self._workers if not worker.jobs), None)
            if free is None and len(self._workers) < self._count:
                free = self._hire()
            if free is None:
                return
            self._give(free, self._next_jobs())

    def _next_jobs(self) -> list[_Job]:
        """A fair share of what waits; a job that was in a batch that ended badly goes alone."""
        if self._waiting[0].alone:
            return [self._waiting.popleft()]
        size = min(BATCH_MOST, math.ceil(len(self._waiting) / self._count))
        jobs: list[_Job] = []
        while self._waiting and len(jobs) < size and not self._waiting[0].alone:
            jobs.append(self._waiting.popleft())
        return jobs

    def _give(self, worker: _Worker, jobs: list[_Job]) -> None:
        loop = asyncio.get_running_loop()
        worker.jobs = jobs
        worker.timer = loop.call_later(self._deadline * len(jobs), self._end, worker)
        try:
            worker.connection.send([job.task for job in jobs])
        except OSError:
            self._lost(worker)

    def _hire(self) -> _Worker:
        worker = self._start_worker()
        asyncio.get_running_loop().add_reader(worker.connection.fileno(), self._answered, worker)
        self._workers.append(worker)
        return worker

    def _answered(self, worker: _Worker) -> None:
        try:
            answer: list[list[Reread]] | ArchiveError = worker.connection.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        jobs, worker.jobs = worker.jobs, []
        if worker.timer:
            worker.timer.cancel()
        for place, job in enumerate(jobs):
            if job.future.done():
                continue
            if isinstance(answer, ArchiveError):
                job.future.set_exception(answer)
            else:
                job.future.set_result(answer[place])
        self._dispatch()

    def _end(self, worker: _Worker) -> None:
        worker.overdue = True
        worker.process.kill()

    def _lost(self, worker: _Worker) -> None:
        """Of a batch that ended its worker each job gets a try of its own; one that does it alone is given up."""
        asyncio.get_running_loop().remove_reader(worker.connection.fileno())
        worker.connection.close()
        if worker.timer:
            worker.timer.cancel()
        if worker in self._workers:
            self._workers.remove(worker)
        worker.process.join()
        for job in reversed(worker.jobs):
            if len(worker.jobs) > 1 or not (job.alone or worker.overdue):
                job.alone = True
                self._waiting.appendleft(job)
            elif not job.future.done():
                reason = (
                    f"the page was not read within {self._deadline:.0f} s"
                    if worker.overdue
                    else f"the page ended the program that read it (exit {worker.process.exitcode})"
                )
                job.future.set_exception(LostTaskError(reason))
        worker.jobs = []
        self._dispatch()


def _start(target: Callable[..., Any], directory: Path, layouts_for: LayoutsFor) -> _Worker:
    # A fork would carry the event loop and its sockets along; a server without them imports what reading needs once.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([target.__module__, layouts_for.__module__])
    here, there = context.Pipe()
    process = context.Process(target=target, args=(there, directory, layouts_for), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)
