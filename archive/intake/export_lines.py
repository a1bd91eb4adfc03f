"""Recognises a line of this project's own JSON lines."""

import json
from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]

# What tells an exported article from any other JSON.
MARKS = {"id", "url", "site", "text", "digest", "first_seen_at", "last_seen_at", "versions", "repairs", "relations"}


def record_of(line: bytes) -> Record | None:
    """The article in a line of an export; `None` for everything else."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and record.keys() >= MARKS else None
