"""The index of a package: sorted lines in blocks that are compressed one by one, and an index of the blocks."""

import gzip
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from itertools import islice

from archive.export.wacz.package import Package

BLOCKS = "index.cdx.gz"
BLOCK_INDEX = "index.idx"
LINES_IN_BLOCK = 1024  # as the other writers of WACZ have it: some 30 kB to fetch for one look-up


class Index:
    """Lines come in any order and leave in that of their keys; they wait in a file of SQLite's own, not in memory."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("CREATE TABLE lines (key BLOB, line BLOB)")
        self._connection.execute("BEGIN")

    def add(self, key: str, line: bytes) -> None:
        """Take the line of one capture; `key` is what it begins with, URL key and moment."""
        self._connection.execute("INSERT INTO lines VALUES (?, ?)", [key.encode(), line])

    def write(self, package: Package) -> None:
        """Add both files to the package (the zipnum form of cdxj-indexer and pywb)."""
        about = {"format": "cdxj-gzip-1.0", "filename": BLOCKS}
        entries = [f"!meta 0 {json.dumps(about)}\n"]
        with package.part(f"indexes/{BLOCKS}", stored=True) as part:
            for first_key, lines in self._blocks():
                block = gzip.compress(b"".join(lines), mtime=0)
                digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
                place = {"offset": part.size, "length": len(block), "digest": digest, "filename": BLOCKS}
                entries.append(f"{first_key} {json.dumps(place)}\n")
                part.write(block)
        with package.part(f"indexes/{BLOCK_INDEX}", stored=False) as part:
            part.write("".join(entries).encode())

    def _blocks(self) -> Iterator[tuple[str, list[bytes]]]:
        rows = self._connection.execute("SELECT key, line FROM lines ORDER BY key, line")
        while block := list(islice(rows, LINES_IN_BLOCK)):
            yield block[0][0].decode(), [line for _, line in block]

    def close(self) -> None:
        """Forget the lines."""
        self._connection.close()
