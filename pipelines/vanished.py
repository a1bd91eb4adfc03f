"""Tells by an answer, and by where it leads, that an article is no longer at its address."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from archive.records import Absence

GONE = frozenset({404, 410})
"""RFC 9110, sections 15.5.5 and 15.5.11. Other refusals (403, 451, 5xx) do not say whether the article is there."""
HEAD = 8192
"""Characters of a page in which a refresh is looked for; browsers act on it wherever it stands, sites put it first."""

_INDEX = re.compile(r"(?:index|default|main|home|list)(?:_?1)?(?:\.\w{2,5})?", re.IGNORECASE)
_ERROR = re.compile(r"(?:page[-_]?)?(?:404|410|not[-_]?found|no[-_]?page|err(?:or)?)\d*(?:\.\w{2,5})?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_TARGET = r"""["']?\s{0,9}([^"'<>\s]{1,500})"""
_REFRESH = re.compile(
    r"""<meta[^<>]{0,100}http-equiv\s*=\s*["']?refresh[^<>]{0,100};\s{0,9}url\s{0,9}=\s{0,9}""" + _TARGET, re.IGNORECASE
)
_SCRIPTED = re.compile(
    r"location(?:\.href)?\s{0,9}(?:=|\.(?:replace|assign)\()\s{0,9}(?=[\"'])" + _TARGET, re.IGNORECASE
)


def absence(asked: str, status: int, target: str | None = None) -> Absence | None:
    """What an HTTP answer says of the article at `asked`; `target` is where it redirects to, absolute or not."""
    if status in GONE:
        return "gone"
    if 300 <= status < 400 and target and leads_away(asked, target):
        return "redirected"
    return None


def leads_away(asked: str, target: str) -> bool:
    """True when a redirect leads from an article to a home page, a section or an error page.

    Another scheme, host or path of an article is no such thing: it keeps the article's number, has one of its own, or a
    headline as its name. Numbers of sections, and days, have fewer than six digits in a row.
    """
    try:
        old, new = urlsplit(asked), urlsplit(urljoin(asked, target))
    except ValueError:
        return False
    before, after = _segments(old), _segments(new)
    if not before or before == after:
        return False
    if _ERROR.fullmatch(new.path.rstrip("/").rpartition("/")[2]):
        return True
    kept = _numbers(after, new)
    if not after:
        return not kept
    lost = set(_numbers(before, old)) - set(kept)
    if before[: len(after)] == after:
        return bool(lost) or not _NUMBER.search(asked)
    index = new.path.endswith("/") or _is_index(new.path)
    headline = len(re.findall("[-_]", after[-1])) > 1
    return bool(index and lost and not headline and all(len(number) < 6 for number in kept))


def onward(source: str, url: str) -> str | None:
    """Where a page sends its reader by a refresh or a script; absolute. To be asked of pages without an article."""
    found = _REFRESH.search(source, 0, HEAD) or _SCRIPTED.search(source, 0, HEAD)
    try:
        return urljoin(url, found[1]) if found else None
    except ValueError:
        return None


def _segments(url: SplitResult) -> list[str]:
    """The parts of a path, without the name of an index page."""
    parts = [part for part in url.path.split("/") if part]
    return parts[:-1] if _is_index(url.path) else parts


def _is_index(path: str) -> bool:
    return bool(_INDEX.fullmatch(path.rpartition("/")[2]))


def _numbers(segments: list[str], url: SplitResult) -> list[str]:
    return _NUMBER.findall("/".join([*segments, url.query]))
