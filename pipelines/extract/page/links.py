"""The links of a page, as absolute URLs with their anchor text."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from pipelines.extract.page.lines import SEAM

MOST = 30_000
"""Links that are resolved; the fullest of 212 real pages has 426."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_OTHER = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Anchors(NamedTuple):
    """The links of a page as they came: pairs of target and text, the page's URL, and what its `<base>` says."""

    found: Sequence[tuple[str, str]] = ()
    url: str = ""
    base: str = ""


class Link(NamedTuple):
    """An absolute http(s) URL without fragment, and the text of its anchor."""

    url: str
    text: str


def links(anchors: Anchors) -> tuple[Link, ...]:
    """Every link once, in page order, with its longest anchor text; links that cannot be resolved are left out."""
    root = _join(anchors.url, anchors.base) if anchors.base else anchors.url
    try:
        parts = urlsplit(root)
    except ValueError:
        root, parts = "", urlsplit("")
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    found: dict[str, str] = {}
    for href, words in islice(anchors.found, MOST):
        target = href.strip().partition("#")[0]
        if not target or _OTHER.match(target):
            continue
        if not _WEB.match(target):
            simple = target.startswith("/") and not target.startswith("//") and "/." not in target
            target = origin + target if simple and origin else _join(root, target)
        text = " ".join(words.replace(SEAM, "").split())
        if _WEB.match(target) and len(text) >= len(found.get(target, "")):
            found[target] = text
    return tuple(Link(target, text) for target, text in found.items())


def _join(root: str, target: str) -> str:
    try:
        return urljoin(root, target)
    except ValueError:
        return ""
