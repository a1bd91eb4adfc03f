"""The life of one worker process."""

import resource
import signal
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from archive.database import open_database
from archive.errors import ArchiveError
from pipelines.filing import Filing
from pipelines.reread import LayoutsFor
from pipelines.workers.tasks import perform

MEMORY_BYTES = 3 << 30  # of address space; a page that wants more fails by itself, not the machine


def serve(connection: Connection, directory: Path, layouts_for: LayoutsFor) -> None:
    """Answer each list of tasks with a list of outcomes or with the `ArchiveError` that kept them from being stored.

    Ends when the other side hangs up, so also when that is killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then ends its workers in good order
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            db = open_database(directory)
        except ArchiveError as error:
            connection.recv()
            connection.send(error)
            return
        with closing(db):
            answer(connection, Filing(db), directory, layouts_for)


def answer(connection: Connection, filing: Filing, directory: Path, layouts_for: LayoutsFor) -> None:
    """Work until the other side hangs up, which raises `EOFError` or `OSError`."""
    while True:
        tasks = connection.recv()
        try:
            connection.send(perform(filing, directory, tasks, layouts_for))
        except ArchiveError as error:
            connection.send(error)
