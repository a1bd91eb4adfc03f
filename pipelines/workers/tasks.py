"""What a worker is given, and what it does with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.articles import Change
from archive.captures import read_capture
from archive.database import FILE_NAME, Database, refusals_named, writing
from archive.warc.writer import WARC_FOLDER
from pipelines.filing import Filing
from pipelines.reread import LayoutsFor, Reading, Reread, read, store
from pipelines.settling import settle_failed, settle_seen


@dataclass(frozen=True, slots=True)
class Task:
    """Captures of one URL, oldest first; `row` is that of the frontier which this settles."""

    captures: tuple[int, ...]
    row: int | None = None


def perform(filing: Filing, directory: Path, tasks: Sequence[Task], layouts_for: LayoutsFor) -> list[list[Reread]]:
    """Read first, which takes time, then store all in one transaction; what came of each task.

    Raises:
        StorageError: the database cannot be written; nothing of these tasks was stored.
    """
    readings = [_read(filing.db, directory, task, layouts_for) for task in tasks]
    with refusals_named(directory / FILE_NAME), writing(filing.db):
        results = []
        for task, reading in zip(tasks, readings, strict=True):
            outcomes = store(filing, reading)
            if task.row is not None:
                settle(filing.db, task.row, outcomes[-1], datetime.now(UTC))
            results.append(outcomes)
        return results


def _read(db: Database, directory: Path, task: Task, layouts_for: LayoutsFor) -> Reading:
    captures = [(capture_id, read_capture(db, capture_id)[0]) for capture_id in task.captures]
    return read(db, directory / WARC_FOLDER, captures, layouts_for)


def settle(db: Database, row: int, outcome: Reread, now: datetime) -> None:
    """Close a row of the frontier in the transaction that stores what its page gave."""
    if outcome.change is Change.FAILED:
        settle_failed(db, row, now)
    else:
        settle_seen(db, row, outcome.url, now)
