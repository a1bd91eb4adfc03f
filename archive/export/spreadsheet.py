"""The articles as CSV that a spreadsheet opens as it stands."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

# What makes a cell a formula to one spreadsheet or another (OWASP, "CSV Injection"); full-width forms among them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the local code page


def write_csv(file: BinaryIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """Write rows as CSV (RFC 4180) in UTF-8; yields how many there are so far, after each.

    Text that would be a formula begins with an apostrophe; lines within a text stay lines, in quotes.
    """
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(columns)
    try:
        for number, row in enumerate(rows, 1):
            writer.writerow([defused(row[name]) for name in columns])
            yield number
        text.flush()
    finally:
        text.detach()  # the file is its owner's to close


def defused(value: object) -> object:
    """`value`, with an apostrophe before what a spreadsheet would compute."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
