"""Cuts list pages that have more links than any list, before they are parsed: a hundred thousand take half a minute."""

import re
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from archive.captures import Role

ANCHOR = re.compile(rb"<a\s", re.IGNORECASE)
LONG_LIST = "links cut"  # our mark on such a page


class LongLists:
    """Downloader middleware behind decompression; what the archive keeps was taken before and is whole."""

    def __init__(self, crawler: Crawler) -> None:
        # Navigation and footers have links too; the bound on what is followed is `budget`'s.
        self._most = 2 * crawler.settings.getint("LINKS_PER_PAGE_MAX", 2000)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, up to the last anchor that counts."""
        purpose = request.meta.get("purpose")
        if getattr(purpose, "role", None) is not Role.LIST or (end := end_of(response.body, self._most)) is None:
            return response
        return response.replace(body=response.body[:end], flags=[*response.flags, LONG_LIST])


def end_of(body: bytes, most: int) -> int | None:
    """Where the first anchor too many begins, or `None`."""
    for number, anchor in enumerate(ANCHOR.finditer(body)):
        if number == most:
            return anchor.start()
    return None
