"""Writes what a crawl fetches, in groups: records on disk first, then one transaction that says so."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from archive.captures import add_capture
from archive.database import FILE_NAME, Database, open_database, refusals_named, writing
from archive.errors import ArchiveError
from archive.warc.exchange import Exchange, Place
from archive.warc.writer import WARC_FOLDER, WarcFolder

T = TypeVar("T")

GROUP_MOST = 50
GROUP_SECONDS = 0.03
"""How long a group waits for company. With 0.25 s the discovery of links slowed a crawl by a third."""


@dataclass(frozen=True, slots=True)
class _Task:
    """`work` gets the database and the place of the `exchange`, if there is one."""

    exchange: Exchange | None
    work: Callable[[Database, Place | None], Any]
    future: "Future[Any]"


class Recorder:
    """One thread with a connection of its own, so that neither a disk nor a lock stops the event loop.

    What is handed in is done in its order. Of a group that the disk refuses nothing is in the database, and its futures
    raise `StorageError`.
    """

    def __init__(self, directory: Path, warc: WarcFolder) -> None:
        self._directory = directory
        self._warc = warc
        self._waiting: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
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
        return self._hand_in(None, lambda db, _: operation(db))

    def keep(self, exchange: Exchange, site: str, tell: Callable[[int], None]) -> "Future[None]":
        """Write a page; `tell` hears the id of its row before anything that is handed in later is done."""

        def add(db: Database, place: Place | None) -> None:
            assert place
            tell(add_capture(db, exchange.capture(place, site)))

        return self._hand_in(exchange, add)

    def close(self) -> None:
        """Finish what was handed in, then close the files."""
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()

    def _hand_in(self, exchange: Exchange | None, work: Callable[[Database, Place | None], Any]) -> "Future[Any]":
        future: Future[Any] = Future()
        self._waiting.put(_Task(exchange, work, future))
        return future

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

    def _next_group(self) -> list[_Task]:
        """Empty when the recorder is to close."""
        task = self._waiting.get()
        group: list[_Task] = []
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

    def _settle(self, db: Database, group: Sequence[_Task]) -> None:
        try:
            places = self._write([task.exchange for task in group])
            with refusals_named(self._directory / FILE_NAME), writing(db):
                results = [task.work(db, place) for task, place in zip(group, places, strict=True)]
        except BaseException as error:  # noqa: BLE001  (whoever waits for the group has to hear of it)
            for task in group:
                task.future.set_exception(error)
            return
        for task, result in zip(group, results, strict=True):
            task.future.set_result(result)

    def _write(self, exchanges: Sequence[Exchange | None]) -> list[Place | None]:
        """The records of a group, on the disk for certain; where they lie."""
        with refusals_named(self._directory / WARC_FOLDER):
            places = [self._warc.add(exchange) if exchange else None for exchange in exchanges]
            self._warc.sync()
        return places
