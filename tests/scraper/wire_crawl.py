"""Fetches URLs with the project's download handler and writes what came to a WARC file.

The arguments are a folder for the file and a JSON list of [URL, proxy or null], fetched one after the other.
"""

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from archive.warc.writer import WarcFolder
from scraper.wire import exchange_of_wire

HANDLER = "scraper.wire.WireDownloadHandler"


class Keeping:
    """Downloader middleware that sees what the handler gives."""

    def process_response(self, request: scrapy.Request, response: Response) -> Response:
        warc.add(exchange_of_wire(request.meta["wire"], response))
        return response

    def process_exception(self, request: scrapy.Request, exception: Exception) -> None:
        sys.stdout.write(f"{request.url} {type(exception).__name__} {'wire' in request.meta}\n")


class Spider(scrapy.Spider):
    name = "raw"

    async def start(self) -> AsyncIterator[Any]:
        for url, proxy in json.loads(sys.argv[2]):
            meta = {"proxy": proxy}
            headers = {"Proxy-Authorization": "Basic c2VjcmV0", "X-Mixed-Case": "Yes"} if proxy else {}
            yield scrapy.Request(url, self.parse, meta=meta, headers=headers, dont_filter=True)

    def parse(self, response: Response) -> None:
        pass


if __name__ == "__main__":
    warc = WarcFolder(Path(sys.argv[1]), "raw", "test/1")
    process = CrawlerProcess(
        {
            "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
            "DOWNLOADER_MIDDLEWARES": {Keeping: 740},
            "DOWNLOAD_FAIL_ON_DATALOSS": False,
            "DOWNLOAD_TIMEOUT": 2,
            "RETRY_ENABLED": False,
            "HTTPERROR_ALLOW_ALL": True,
            "CONCURRENT_REQUESTS": 1,
            "USER_AGENT": "test",
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
        }
    )
    process.crawl(Spider)
    process.start()
    warc.close()
