"""The Scrapy item pipelines: a few lines that carry items into the functions of this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from archive.articles import add_site
from archive.database import open_database
from archive.errors import StorageError
from archive.records import Article, Failure, RawPage
from archive.times import timestamp
from pipelines.filing import Filing
from pipelines.halt import halt
from pipelines.layout import Layout
from pipelines.process import process


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a spider yields: a page to process, or the failure to fetch one, with the row of its capture."""

    page: RawPage | Failure
    site: str
    capture_id: int | None = None
    layouts: Sequence[Layout] = ()


@dataclass(frozen=True, slots=True)
class ProcessedPage:
    """What was made of a fetched page."""

    result: Article | Failure
    fetched: FetchedPage


class ProcessPipeline:
    """FetchedPage → ProcessedPage."""

    def process_item(self, item: Any) -> Any:
        """Items of other kinds pass unchanged."""
        if not isinstance(item, FetchedPage):
            return item
        result = item.page if isinstance(item.page, Failure) else process(item.page, item.layouts)
        return ProcessedPage(result, item)


class StorePipeline:
    """ProcessedPage → a row in archive.db; counts `archive/new`, `archive/changed` … in the crawl's stats."""

    def __init__(self, directory: Path, crawler: Any) -> None:
        self._directory = directory
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Made by Scrapy from the setting ARCHIVE_DIR."""
        return cls(Path(crawler.settings["ARCHIVE_DIR"]), crawler)

    def open_spider(self) -> None:
        """Open archive.db and make sure that the site has its row."""
        self._db = open_database(self._directory)
        spider = self._crawler.spider
        add_site(
            self._db, spider.name, "crawl", label=getattr(spider, "label", None), home=getattr(spider, "home", None)
        )
        self._filing = Filing(self._db)

    def close_spider(self) -> None:
        """Close archive.db."""
        self._db.close()

    def process_item(self, item: Any) -> Any:
        """Items of other kinds pass unchanged."""
        if isinstance(item, ProcessedPage):
            page = item.fetched.page
            fetched_at = page.fetched_at if isinstance(page, RawPage) else None
            try:
                change = self._filing.file(
                    item.result,
                    site=item.fetched.site,
                    capture_id=item.fetched.capture_id,
                    seen_at=timestamp(fetched_at or datetime.now(UTC)),
                )
            except StorageError as error:
                halt(self._crawler, error)
            else:
                self._crawler.stats.inc_value(f"archive/{change}")
        return item
