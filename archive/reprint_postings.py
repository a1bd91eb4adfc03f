"""Posting lists of the reprint index: which texts have a fingerprint, five bytes an entry, in place and exact.

One row of a B-tree for each (hash, text) costs about 20 bytes. Here entries live in blobs of some 64, addressed by
linear hashing (Litwin 1980): the number of buckets follows the number of entries, one bucket being split (or merged
back) at a time, so there is neither a pause nor a limit, and the same entries always make the same table.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

SCHEMA = """
CREATE TABLE IF NOT EXISTS reprint_postings (bucket INTEGER PRIMARY KEY, entries BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS reprint_totals (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""
LONGEST_LIST = 64
"""Texts filed under one fingerprint: the first 64, since what stands in more texts than that is boilerplate."""
MOST_TEXTS = 1 << 24
_ENTRY = 5
_TAG_SHIFT = 12
_ID_BITS = 24
_28_BITS = (1 << 28) - 1
_FEWEST = 1 << _TAG_SHIFT
_FILL = 64
_AT_ONCE = 500
_WRITE = "REPLACE INTO reprint_postings VALUES (?, ?)"

Buckets = dict[int, bytes]


class Found(NamedTuple):
    """What stood in one bucket: its entries, and the texts under each hash asked for (by its low 28 bits)."""

    bucket: int
    entries: bytes
    texts: dict[int, list[int]]


class Postings:
    """The posting lists in the tables of `SCHEMA`, through a cursor whose transaction is the caller's.

    Of a hash the low 28 bits count. An entry is the high 16 of them (the other 12, and as many more as there are
    buckets, are the bucket's address) and 24 bits for the text, big-endian; entries ascend by text, then by hash.
    """

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def look_up(self, hashes: Iterable[int]) -> list[Found]:
        """The texts filed under each of the hashes, by bucket."""
        buckets = _buckets(self._total())
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for value in {value & _28_BITS for value in hashes}:
            wanted[_address(value, buckets)].append(value)
        entries = self._read(list(wanted))
        return [
            Found(bucket, (blob := entries.get(bucket, b"")), {value: _texts(blob, value) for value in values})
            for bucket, values in wanted.items()
        ]

    def file(self, text: int, places: list[Found]) -> None:
        """File a text, whose number exceeds those of all texts filed, in places just looked up."""
        changed = {}
        added = 0
        for bucket, entries, texts in places:
            new = [_entry(value, text) for value, filed in texts.items() if len(filed) < LONGEST_LIST]
            if new:
                new.sort()
                added += len(new)
                changed[bucket] = entries + b"".join(new)
        self._write(changed)
        self._resize(added)

    def withdraw(self, text: int, places: list[Found]) -> None:
        """Take a text out again from places just looked up, wherever it is filed."""
        changed = {}
        removed = 0
        for bucket, entries, texts in places:
            gone = {_entry(value, text) for value in texts}
            kept = [entry for entry in _split(entries) if entry not in gone]
            removed += len(entries) // _ENTRY - len(kept)
            changed[bucket] = b"".join(kept)
        self._write(changed)
        self._resize(-removed)

    def _total(self) -> int:
        row = self._cursor.execute("SELECT value FROM reprint_totals WHERE name = 'postings'").fetchone()
        return row[0] if row else 0

    def _read(self, addresses: list[int]) -> Buckets:
        found: Buckets = {}
        for start in range(0, len(addresses), _AT_ONCE):
            some = addresses[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            # Only question marks are put into the statement.
            found.update(self._cursor.execute(f"SELECT * FROM reprint_postings WHERE bucket IN ({marks})", some))  # noqa: S608
        return found

    def _write(self, changed: Mapping[int, bytes]) -> None:
        self._cursor.executemany(_WRITE, [(address, entries) for address, entries in changed.items() if entries])
        empty = [(address,) for address, entries in changed.items() if not entries]
        if empty:
            self._cursor.executemany("DELETE FROM reprint_postings WHERE bucket = ?", empty)

    def _resize(self, more: int) -> None:
        if not more:
            return
        total = self._total()
        before, after = _buckets(total), _buckets(total + more)
        if total + more:
            self._cursor.execute("REPLACE INTO reprint_totals VALUES ('postings', ?)", (total + more,))
        else:
            self._cursor.execute("DELETE FROM reprint_totals")
        for bucket in range(before, after):
            self._part(bucket)
        for bucket in range(before - 1, after - 1, -1):
            self._join(bucket)

    def _part(self, bucket: int) -> None:
        """Move what belongs there into a new bucket, from the one with its address less the highest bit."""
        bit = bucket.bit_length() - 1
        old = bucket - (1 << bit)
        shift = _ID_BITS + bit - _TAG_SHIFT
        moved: tuple[list[bytes], list[bytes]] = ([], [])
        for entry in _split(self._read([old]).get(old, b"")):
            moved[int.from_bytes(entry) >> shift & 1].append(entry)
        self._write({old: b"".join(moved[0]), bucket: b"".join(moved[1])})

    def _join(self, bucket: int) -> None:
        """Undo `_part`."""
        old = bucket - (1 << bucket.bit_length() - 1)
        entries = self._read([old, bucket])
        both = [entry for blob in entries.values() for entry in _split(blob)]
        both.sort(key=lambda entry: (int.from_bytes(entry) & (MOST_TEXTS - 1), entry))
        self._write({old: b"".join(both), bucket: b""})


def _buckets(total: int) -> int:
    return max(_FEWEST, total // _FILL)


def _address(value: int, buckets: int) -> int:
    bits = buckets.bit_length()
    address = value & ((1 << bits) - 1)
    return address if address < buckets else address - (1 << bits - 1)


def _entry(value: int, text: int) -> bytes:
    return (value >> _TAG_SHIFT << _ID_BITS | text).to_bytes(_ENTRY)


def _split(entries: bytes) -> Iterator[bytes]:
    return (entries[start : start + _ENTRY] for start in range(0, len(entries), _ENTRY))


def _texts(entries: bytes, value: int) -> list[int]:
    """The texts in a bucket that are filed under a hash."""
    tag = (value >> _TAG_SHIFT).to_bytes(2)
    texts = []
    place = entries.find(tag)
    while place >= 0:
        if place % _ENTRY == 0:
            texts.append(int.from_bytes(entries[place + len(tag) : place + _ENTRY]))
        place = entries.find(tag, place + 1)
    return texts
