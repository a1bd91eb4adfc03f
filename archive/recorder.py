"""Writes what a crawl fetches, in groups: records on disk first, then one transaction that says so."""

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from archive.captures import Capture, add_capture
from archive.database import FILE_NAME, Database, open_database, refusals_named, writing
from archive.errors import StorageError
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
    tell: Callable[[int | None], None]
    future: "Future[None]"


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be done to the database."""

    operation: Callable[[Database], Any]
    future: "Future[Any]"


@dataclass(frozen=True, slots=True)
class _Failed:
    """What came of an operation that raised; it left nothing."""

    error: Exception


class Recorder:
    """One thread with a connection of its own, so that neither a disk nor a lock stops the event loop.

    What is handed in is done in its order, also where nobody waits for it any more. Of a group that the disk refuses
    nothing is in the database, and its futures raise `StorageError`; an error of one operation is its own.
    """

    def __init__(self, directory: Path, warc: WarcFolder) -> None:
        self._directory = directory
        self._warc = warc
        self._waiting: queue.SimpleQueue[_Page | _Change | None] = queue.SimpleQueue()
        self._opened: Future[None] = Future()
        self._door = threading.Lock()
        self._closed = False
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
        self._hand_in(_Change(operation, future))
        return future

    def keep(self, exchange: Exchange, site: str, tell: Callable[[int | None], None]) -> "Future[None]":
        """Write a page; `tell` hears the id of its row before anything that is handed in later is done.

        Where the group is refused after that, it hears `None`: there is no such row.
        """
        future: Future[None] = Future()
        self._hand_in(_Page(exchange, site, tell, future))
        return future

    def _hand_in(self, task: "_Page | _Change") -> None:
        task.future.set_running_or_notify_cancel()  # from here on it cannot be cancelled
        with self._door:
            if self._closed:
                task.future.set_exception(StorageError("the archive is closed already; run this again"))
            else:
                self._waiting.put(task)

    def close(self) -> None:
        """Finish what was handed in, then close the files."""
        with self._door:
            self._closed = True
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()

    def _run(self) -> None:
        try:
            db = open_database(self._directory)
        except Exception as error:  # noqa: BLE001  (whoever opens has to hear of it)
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        with closing(db):
            while group := self._next_group():
                self._settle(db, group)
            with suppress(OSError):  # what it did not take was told to those who waited for it
                self._warc.close()

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
        try:
            captures = self._write(db, [task for task in group if isinstance(task, _Page)])
            with refusals_named(self._directory / FILE_NAME), writing(db):
                results = [_do(db, task, captures) for task in group]
        except BaseException as error:  # noqa: BLE001  (whoever waits for the group has to hear of it)
            for task in group:
                if isinstance(task, _Page):
                    task.tell(None)
                task.future.set_exception(error)
            return
        for task, result in zip(group, results, strict=True):
            if isinstance(result, _Failed):
                task.future.set_exception(result.error)
            else:
                task.future.set_result(result)

    def _write(self, db: Database, pages: Sequence[_Page]) -> Iterator[Capture]:
        """The records of a group, on the disk for certain; their rows, in the order of the pages."""
        captures = []
        for page in pages:
            with refusals_named(self._directory / FILE_NAME):
                exchange, earlier = as_revisit(db, page.exchange)
            with refusals_named(self._directory / WARC_FOLDER):
                capture = exchange.capture(self._warc.add(exchange), page.site)
            if exchange.truncated:  # half a page is no copy to ask "has it changed?" about
                capture = replace(capture, etag=None, last_modified=None)
            captures.append(replace(capture, revisit_of=earlier))
        with refusals_named(self._directory / WARC_FOLDER):
            self._warc.sync()
        return iter(captures)


def _do(db: Database, task: _Page | _Change, captures: Iterator[Capture]) -> Any:
    if isinstance(task, _Page):
        return task.tell(add_capture(db, next(captures)))
    try:
        with writing(db):
            return task.operation(db)
    except Exception as error:
        if isinstance(error, (sqlite3.Error, OSError)) and not isinstance(error, sqlite3.IntegrityError):
            raise  # the disk or the file: no operation of the group would fare better
        return _Failed(error)
