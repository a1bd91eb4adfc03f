"""One article a line, with everything nested: the form that loses nothing and that `scrapy ingest` reads back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

# Line separators to many programs, though not to JSON; nothing else in a line can be taken for its end.
LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def write_jsonl(file: BinaryIO, records: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """Write records as lines of JSON in UTF-8; yields how many there are so far, after each."""
    for number, record in enumerate(records, 1):
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(LINE_ENDS)
        file.write(line.encode() + b"\n")
        yield number
