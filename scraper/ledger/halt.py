"""Ends a crawl in good order when the archive can no longer be written."""

import asyncio
import logging
from typing import Any

from archive.errors import StorageError

logger = logging.getLogger(__name__)
STAT = "archive/storage_error"


def halt(crawler: Any, error: StorageError) -> None:
    """Close the spider, once, and keep the error's words in the crawl's stats for the closing summary."""
    if crawler.stats.get_value(STAT):
        return
    crawler.stats.set_value(STAT, str(error))
    logger.error("%s", error)
    closing = asyncio.get_running_loop().create_task(crawler.engine.close_spider_async(reason="storage_error"))
    crawler.stats.set_value("archive/closing", closing)  # a task that nobody holds may be collected
