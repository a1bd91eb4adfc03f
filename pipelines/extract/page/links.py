"""The links of a page, as absolute URLs with their anchor text."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

MOST = 30_000
"""Links that are resolved; the fullest of 212 real pages has 426."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_OTHER = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Link(NamedTuple):
    """An absolute http(s) URL without fragment, and the text of its anchor."""

    url: str
    text: str


def links(anchors: Iterable[tuple[str, str]], url: str, base: str) -> tuple[Link, ...]:
    """Every link once, in page order, with its longest anchor text; links that cannot be resolved are left out."""
    root = _join(url, base) if base else url
    try:
        parts = urlsplit(root)
    except ValueError:
        root, parts = "", urlsplit("")
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    found: dict[str, str] = {}
    for href, text in islice(anchors, MOST):
        target = href.strip().partition("#")[0]
        if not target or _OTHER.match(target):
            continue
        if not _WEB.match(target):
            simple = target.startswith("/") and not target.startswith("//") and "/." not in target
            target = origin + target if simple and origin else _join(root, target)
        if _WEB.match(target) and len(text) >= len(found.get(target, "")):
            found[target] = text
    return tuple(Link(target, text) for target, text in found.items())


def _join(root: str, target: str) -> str:
    try:
        return urljoin(root, target)
    except ValueError:
        return ""
