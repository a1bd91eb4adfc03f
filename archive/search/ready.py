"""Tokens that the program makes for the index, where plain SQL would take ten times as long."""

from collections.abc import Iterator
from contextlib import contextmanager

from archive.database import Database
from archive.search.bigrams import tokens_of
from archive.search.characters import stored_forms
from archive.search.index import READY


class ReadyTokens:
    """For one open archive; the triggers of its index take them in place of their own."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._forms = stored_forms(db)

    @contextmanager
    def of(self, *texts: str | None) -> Iterator[None]:
        """While articles with these texts are written. Must run inside the caller's transaction."""
        rows = [(text, tokens_of(text, self._forms)) for text in texts if text and "\0" not in text]
        self._db.conn.executemany(f"INSERT INTO {READY} VALUES (?, ?)", rows)  # noqa: S608 (own name)
        yield
        self._db.execute(f"DELETE FROM {READY}")  # noqa: S608 (own name)
