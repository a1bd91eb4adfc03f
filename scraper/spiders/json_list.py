"""Lists in JSON: rolling news and endless scrolling."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from scraper.spiders.listing import Link, Listing, ListPage, Window, absolute, day_in_text


@dataclass(frozen=True, slots=True)
class JsonList:
    """`items` is the path of keys to the array; `url` and `day` are the keys of each entry."""

    urls: tuple[str, ...]
    items: tuple[str, ...] = ("items",)
    url: str = "url"
    day: str | None = "date"
    gaps: ClassVar[bool] = False

    def starts(self, _window: Window, _today: date) -> Iterable[str]:
        """The addresses of the lists."""
        return self.urls

    def read(self, page: ListPage) -> Listing:
        """Entries with a usable URL; a list of another shape is empty."""
        try:
            found: Any = json.loads(page.text)
        except (ValueError, RecursionError):
            return Listing()
        for key in self.items:
            found = found.get(key) if isinstance(found, dict) else None
        entries = [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
        links = []
        for entry in entries:
            url = absolute(page.url, str(entry.get(self.url) or ""))
            if url:
                links.append(Link(url, day_in_text(str(entry.get(self.day))) if self.day else None))
        return Listing(tuple(links))
