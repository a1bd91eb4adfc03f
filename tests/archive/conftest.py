"""An empty archive in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.articles import add_site
from archive.database import Database, open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    add_site(opened, "site", "crawl", home="https://news.example.org/")
    yield opened
    opened.close()
