"""The tables of the reprint index, all named `reprint_…`: in a database of their own or inside an archive."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from typing import NamedTuple

from archive.reprint_postings import LONGEST_LIST, MOST_TEXTS, Found, Postings
from archive.reprint_postings import SCHEMA as POSTINGS_SCHEMA

Connection = sqlite3.Connection
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS reprint_texts (
  id INTEGER PRIMARY KEY, digest BLOB NOT NULL, length INTEGER NOT NULL, symbols BLOB NOT NULL, numbers BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS reprint_documents (id INTEGER PRIMARY KEY, text INTEGER NOT NULL, key TEXT, day TEXT);
CREATE INDEX IF NOT EXISTS reprint_documents_text ON reprint_documents (text);
CREATE TABLE IF NOT EXISTS reprint_links (
  text INTEGER, other INTEGER, kind INTEGER, coverage INTEGER, other_coverage INTEGER, conflicts INTEGER,
  substitutions INTEGER, PRIMARY KEY (text, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reprint_links_other ON reprint_links (other);
{POSTINGS_SCHEMA}"""
_RARE = 8


class StoredText(NamedTuple):
    """A distinct text as the index keeps it: the digest of its match form and its packed sketch of `length` symbols."""

    digest: bytes
    length: int
    symbols: bytes
    numbers: bytes


class Link(NamedTuple):
    """A relation from the newer to the older of two distinct texts; coverages in per cent, `kind` a small number."""

    text: int
    other: int
    kind: int
    coverage: int
    other_coverage: int
    conflicts: int
    substitutions: int


@dataclass(frozen=True, slots=True)
class LookUp:
    """What the posting lists had when a text was looked up; good until they change."""

    places: list[Found]

    def candidates(self, most: int) -> list[tuple[int, int]]:
        """The likeliest texts, at most so many, each with the number of fingerprints it shares.

        A fingerprint that few texts have counts by its rarity, others little: in a series of notices the words of the
        template say nothing, and the few that are a notice's own lead to its reprints.
        """
        shared: defaultdict[int, int] = defaultdict(int)
        weights: defaultdict[int, float] = defaultdict(float)
        for found in self.places:
            for texts in found.texts.values():
                weight = 1 / LONGEST_LIST + (1 / len(texts) if 0 < len(texts) <= _RARE else 0)
                for text in texts:
                    shared[text] += 1
                    weights[text] += weight
        return [(text, shared[text]) for text in sorted(weights, key=lambda text: (-weights[text], text))[:most]]


class ReprintTables:
    """Documents, the distinct texts they carry, the links between texts, and the posting lists.

    Works inside the transaction of the connection, opening one where there is none, and never commits by itself.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._cursor.row_factory = None
        for statement in SCHEMA.split(";"):
            self._cursor.execute(statement)
        self._postings = Postings(self._cursor)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is done inside is done wholly or, where it raises, not at all."""
        if not self._connection.in_transaction:
            self._cursor.execute("BEGIN")
        self._cursor.execute("SAVEPOINT reprint")
        try:
            yield
        except BaseException:
            # A full disk ends the transaction by itself.
            if self._connection.in_transaction:
                self._cursor.execute("ROLLBACK TO reprint")
                self._cursor.execute("RELEASE reprint")
            raise
        self._cursor.execute("RELEASE reprint")

    def add_document(self, text: int, document: int | None, key: str | None, day: str | None) -> int:
        """Note that a document carries a text; its number is chosen where none is given.

        Raises ValueError where the number is taken.
        """
        try:
            self._cursor.execute("INSERT INTO reprint_documents VALUES (?, ?, ?, ?)", (document, text, key, day))
        except sqlite3.IntegrityError:
            raise ValueError(f"document {document} is in the index already: remove({document}) first") from None
        return self._cursor.lastrowid or 0

    def remove_document(self, document: int) -> tuple[int, bool]:
        """Forget a document; its text, and whether no other document carries it. Raises KeyError for an unknown one."""
        found = self._cursor.execute(
            "DELETE FROM reprint_documents WHERE id = ? RETURNING text", (document,)
        ).fetchone()
        if found is None:
            raise KeyError(f"no document {document} in the index: only what was added can be removed")
        return found[0], not self.documents_of(found[0], 1)

    def documents_of(self, text: int, most: int = -1) -> list[int]:
        """The first documents that carry a text, at most so many; all unless told."""
        rows = self._cursor.execute("SELECT id FROM reprint_documents WHERE text = ? ORDER BY id LIMIT ?", (text, most))
        return [document for (document,) in rows]

    def documents_with(self, texts: Collection[int]) -> list[tuple[int, int]]:
        """Every document that carries one of these texts, ascending, and which."""
        rows = self._cursor.execute(
            "SELECT id, text FROM reprint_documents WHERE text IN (SELECT value FROM json_each(?)) ORDER BY id",
            [json.dumps(list(texts))],
        )
        return rows.fetchall()

    def text_of(self, document: int) -> int:
        """The text that a document carries. Raises KeyError for an unknown one."""
        found = self._cursor.execute("SELECT text FROM reprint_documents WHERE id = ?", (document,)).fetchone()
        if found is None:
            raise KeyError(f"no document {document} in the index: add it first")
        return int(found[0])

    def documents(self) -> Iterator[tuple[int, int]]:
        """Every document, ascending, and the text it carries."""
        return self._connection.cursor().execute("SELECT id, text FROM reprint_documents ORDER BY id")

    def known_text(self, digest: bytes) -> int | None:
        """The text with this digest, where there is one."""
        (found,) = self._postings.look_up([_short(digest)])
        (texts,) = found.texts.values()
        for text in texts:
            if self._cursor.execute("SELECT digest FROM reprint_texts WHERE id = ?", (text,)).fetchone()[0] == digest:
                return text
        return None

    def look_up(self, digest: bytes, hashes: Iterable[int]) -> LookUp:
        """The texts that share fingerprints with a new one."""
        return LookUp(self._postings.look_up([*hashes, _short(digest)]))

    def add_text(self, stored: StoredText, found: LookUp) -> int:
        """Keep a new text and file it where it was just looked up; its number.

        Raises OverflowError beyond 16.7 million texts.
        """
        self._cursor.execute("INSERT INTO reprint_texts VALUES (NULL, ?, ?, ?, ?)", stored)
        text = self._cursor.lastrowid or 0
        if text >= MOST_TEXTS:
            raise OverflowError(f"the reprint index holds {MOST_TEXTS} texts at most: start a second one")
        self._postings.file(text, found.places)
        return text

    def remove_text(self, text: int, found: LookUp) -> None:
        """Forget a text, its links, and its entries where it was just looked up."""
        self._postings.withdraw(text, found.places)
        self._cursor.execute("DELETE FROM reprint_links WHERE text = ? OR other = ?", (text, text))
        self._cursor.execute("DELETE FROM reprint_texts WHERE id = ?", (text,))

    def stored(self, text: int) -> StoredText:
        """A text that the index has."""
        row = self._cursor.execute("SELECT digest, length, symbols, numbers FROM reprint_texts WHERE id = ?", (text,))
        return StoredText(*row.fetchone())

    def add_links(self, links: Iterable[Link]) -> None:
        """Keep relations of a new text to older ones."""
        self._cursor.executemany("INSERT INTO reprint_links VALUES (?, ?, ?, ?, ?, ?, ?)", links)

    def links_of(self, texts: Collection[int]) -> list[Link]:
        """The links of some texts, to older and from newer ones, as they were kept; those between them twice."""
        numbers = json.dumps(list(texts))
        rows = self._cursor.execute(
            "SELECT * FROM reprint_links WHERE text IN (SELECT value FROM json_each(:texts)) "
            "UNION ALL SELECT * FROM reprint_links WHERE other IN (SELECT value FROM json_each(:texts))",
            {"texts": numbers},
        )
        return [Link(*row) for row in rows]

    def links(self) -> Iterator[Link]:
        """Every link, in order."""
        rows = self._connection.cursor().execute("SELECT * FROM reprint_links ORDER BY text, other")
        return (Link(*row) for row in rows)


def _short(digest: bytes) -> int:
    """The digest as one more fingerprint, under which an equal text is found."""
    return int.from_bytes(digest[:4])


def open_file(path: str | PathLike[str]) -> Connection:
    """A database of the index's own, made where there is none; transactions begin and end explicitly."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    # 64 MB of cached pages, and as much of a log before it is folded back: buckets are rewritten again and again.
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA wal_autocheckpoint = 16384")
    return connection
