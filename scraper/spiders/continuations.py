"""Finds the later pages of an article that is split over several."""

import re
from urllib.parse import urljoin, urlsplit

MAX_PAGES = 50  # the longest found in practice are photo series of about 30
PART_OF_A_NAME = re.compile(rb"[\w-]")
TOTAL = b"__totalpage"
# The old 中工网 system states the number of pages and builds its links by script.
STATED_TOTAL = re.compile(rb"""name=["']?__totalpage["']?\s+value=["']?(\d{1,3})""", re.IGNORECASE)


def continuation_urls(url: str, body: bytes) -> list[str]:
    """URLs of pages 2, 3 … of the article at `url`, judged by the links in its source.

    Sites name them after the first page: `NAME_2.shtml`, `NAME-2.html`; TRS counts `NAME_1.htm` as the second. Where
    some numbers between are not linked they are filled in.
    """
    name = urlsplit(url).path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not stem:
        return []
    # Begins with a literal, so that the search runs at the speed of memory; what stands before is looked at then.
    later = re.compile(re.escape(stem).encode() + rb"([_-])(\d{1,3})" + re.escape(dot + ending).encode())
    found = {
        (match[1].decode(), int(match[2]))
        for match in later.finditer(body)
        if not (match.start() and PART_OF_A_NAME.match(body, match.start() - 1))
    }
    stated = STATED_TOTAL.search(body) if TOTAL in body.lower() else None
    if stated and int(stated[1]) > 1:
        found.add(("_", int(stated[1])))
        found.add(("_", 2))
    if not found:
        return []
    separator = min(found)[0]
    numbers = [number for used, number in found if used == separator]
    last = min(max(numbers), MAX_PAGES)
    return [urljoin(url, f"{stem}{separator}{number}{dot}{ending}") for number in range(max(1, min(numbers)), last + 1)]
