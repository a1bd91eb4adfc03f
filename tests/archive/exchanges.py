"""Exchanges for the tests of WARC files, and short ways to write and read them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.captures import Role
from archive.warc.exchange import Exchange, Place
from archive.warc.members import Damage
from archive.warc.reader import read_pages
from archive.warc.writer import WarcFolder

MOMENT = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)


def exchange(number: int = 1, payload: bytes = b"<p>page</p>", **more: Any) -> Exchange:
    """A fetched page with all that a crawl knows about it."""
    fields: dict[str, Any] = {
        "url": f"https://news.example.org/{number}.html?a=1",
        "fetched_at": MOMENT,
        "payload": payload,
        "headers": [("Content-Type", "text/html; charset=gb2312"), ("ETag", f'"{number}"')],
        "request_headers": [("Host", "news.example.org"), ("User-Agent", "test")],
        "site": "site",
        "role": Role.ARTICLE,
    }
    return Exchange(**fields | more)


def write(folder: Path, exchanges: Sequence[Exchange], prefix: str = "test") -> tuple[Path, list[Place]]:
    """One WARC file with these pages, and their places."""
    warc = WarcFolder(folder, prefix, "test/1")
    places = [warc.add(each) for each in exchanges]
    warc.close()
    return folder / places[0].warc_file, places


def pages(path: Path) -> list[Exchange]:
    return [found[1] for found in read_pages(path) if not isinstance(found, Damage)]


def damages(path: Path) -> list[str]:
    return [found.reason for found in read_pages(path) if isinstance(found, Damage)]
