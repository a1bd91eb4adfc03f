"""Fixtures for tests of the search: `db` is an empty archive with two sites, `store` adds an article to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.articles import add_site, store_article
from archive.database import Database, open_database
from archive.records import Article

Store = Callable[..., int]


@pytest.fixture(name="db")
def opened_database(tmp_path: Path) -> Iterator[Database]:
    db = open_database(tmp_path)
    add_site(db, "one.example", "ingest")
    add_site(db, "two.example", "ingest")
    yield db
    db.close()


@pytest.fixture(name="store")
def storing(db: Database) -> Store:
    """Stores an article and gives its id; `url` makes it another version of what is there."""

    def store(title: str | None, text: str, *, site: str = "one.example", url: str = "", day: str | None = None) -> int:
        number = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        article = Article(url or f"https://{site}/{number}", title, text, published_date=day)
        with db.atomic():
            return store_article(db, article, site=site, capture_id=None, seen_at="2026-01-01T00:00:00.000000Z").id

    return store
