"""Writes what a crawl fetches, in groups: records on disk first, then one transaction that says so."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from archive.captures import Capture, add_capture
from archive.database import FILE_NAME, Database, open_database, refusals_named, writing
from archive.errors import ArchiveError
from archive.warc.exchange import Exchange
from archive.warc.revisits import as_revisit
from archive.warc.writer import WARC_FOLDER, WarcFolder

T = TypeVar("T")

GROUP_MOST = 50
GROUP_SECONDS = 0.03
"""How long a group waits for company. With 0.25 s the discovery of links slowed a crawl by a third."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What is to be kept, for which site; who hears the row of its capture."""

    exchange: Exchange
    site: str
    tell: Callable[[int], None]
    future: "Future[None]"


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be done to the database."""

    operation: Callable[[Database], Any]
    future: "Future[Any]"


class Recorder:
    """One thread with a connection of its own, so that neither a disk nor a lock stops the event loop.

    What is handed in is done in its order. Of a group that the disk refuses nothing is in the database, and its futures
    raise `StorageError`.
    """

    def __init__(self, directory: Path, warc: WarcFolder) -> None:
        self._directory = directory
        self._warc = warc
        self._waiting: queue.SimpleQueue[_Page | _Change | None] = queue.SimpleQueue()
        self._opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def open(self) -> None:
        """Start the thread.

        Raises:
            ArchiveError: the database cannot be opened.
        """
        self._thread.start()
        self._opened.result()

    def submit(self, operation: Callable[[Database], T]) -> "Future[T]":
        """Have `operation` done in the next group's transaction; the future is settled once that is committed."""
        future: Future[T] = Future()
        self._waiting.put(_Change(operation, future))
        return future

    def keep(self, exchange: Exchange, site: str, tell: Callable[[int], None]) -> "Future[None]":
        """Write a page; `tell` hears the id of its row before anything that is handed in later is done."""
        future: Future[None] = Future()
        self._waiting.put(_Page(exchange, site, tell, future))
        return future

    def close(self) -> None:
        """Finish what was handed in, then close the files."""
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()

    def _run(self) -> None:
        try:
            db = open_database(self._directory)
        except ArchiveError as error:
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        try:
            while group := self._next_group():
                self._settle(db, group)
        finally:
            self._warc.close()
            db.close()

    def _next_group(self) -> list[_Page | _Change]:
        """Empty when the recorder is to close."""
        task = self._waiting.get()
        group: list[_Page | _Change] = []
        until = time.monotonic() + GROUP_SECONDS
        while task is not None:
            group.append(task)
            left = until - time.monotonic()
            if len(group) >= GROUP_MOST or left <= 0:
                return group
            try:
                task = self._waiting.get(timeout=left)
            except queue.Empty:
                return group
        if group:
            self._waiting.put(None)
        return group

    def _settle(self, db: Database, group: Sequence[_Page | _Change]) -> None:
        # What was handed in is done, also where nobody waits any more: a future that was cancelled takes no result.
        heard = [task.future for task in group if task.future.set_running_or_notify_cancel()]
        try:
            captures = self._write(db, [task for task in group if isinstance(task, _Page)])
            with refusals_named(self._directory / FILE_NAME), writing(db):
                results = [_do(db, task, captures) for task in group]
        except BaseException as error:  # noqa: BLE001  (whoever waits for the group has to hear of it)
            for future in heard:
                future.set_exception(error)
            return
        for task, result in zip(group, results, strict=True):
            if task.future in heard:
                task.future.set_result(result)

    def _write(self, db: Database, pages: Sequence[_Page]) -> Iterator[Capture]:
        """The records of a group, on the disk for certain; their rows, in the order of the pages."""
        captures = []
        for page in pages:
            with refusals_named(self._directory / FILE_NAME):
                exchange, earlier = as_revisit(db, page.exchange)
            with refusals_named(self._directory / WARC_FOLDER):
                captures.append(replace(exchange.capture(self._warc.add(exchange), page.site), revisit_of=earlier))
        with refusals_named(self._directory / WARC_FOLDER):
            self._warc.sync()
        return iter(captures)


def _do(db: Database, task: _Page | _Change, captures: Iterator[Capture]) -> Any:
    if isinstance(task, _Change):
        return task.operation(db)
    return task.tell(add_capture(db, next(captures)))
