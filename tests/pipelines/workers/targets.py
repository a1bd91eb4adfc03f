"""Worker programs that misbehave on marked pages. A module of its own, for workers have to import it.

The number of a capture is the mark.
"""

import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from archive.articles import Change
from archive.errors import StorageError
from pipelines.layout import Layout
from pipelines.reread import LayoutsFor, Reread
from pipelines.workers.tasks import Task

EXITS, HANGS, EATS, REFUSES, SLOW = 1001, 1002, 1003, 1004, 1005


def no_layouts(_url: str) -> Sequence[Layout]:
    return ()


def outcome(task: Task) -> list[Reread]:
    return [Reread(str(number), Change.NEW) for number in task.captures]


def misbehave(connection: Connection, directory: Path, _layouts_for: LayoutsFor) -> None:
    """Notes each batch in a file named after the process, then does what its pages are marked for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    sys.stderr = (directory / "stderr").open("a")
    with suppress(EOFError, OSError):
        while True:
            tasks = connection.recv()
            numbers = [task.captures[0] for task in tasks]
            with (directory / f"worker-{os.getpid()}").open("a") as log:
                log.write(f"{len(tasks)}\n")
            if EXITS in numbers:
                os._exit(9)
            if HANGS in numbers:
                time.sleep(60)
            if EATS in numbers:
                bytearray(2 << 30)
            if SLOW in numbers:
                time.sleep(1)
            connection.send(StorageError("full; free some space") if REFUSES in numbers else [*map(outcome, tasks)])
