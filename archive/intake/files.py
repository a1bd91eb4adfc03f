"""Single pages in files: HTML, and text that somebody already extracted."""

import csv
import hashlib
import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from archive.errors import InputError
from archive.records import RawPage

TEXT_ENDINGS = {".txt", ".text"}
PAGE_ENDINGS = {".html", ".htm", ".shtml", ".xhtml", ".xml", ".jsp", ".php", ".asp", ".aspx"}
WARC_ENDINGS = (".warc", ".warc.gz", ".wet", ".wet.gz", ".warc.txt", ".wet.txt")
MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|meta|div|p|table|span|script|\?xml)[\s>/]", re.IGNORECASE)
# The page's own statement of its address (RFC 6596; Open Graph protocol), by the tag that makes it. Tags are cut out
# first, each up to the next `<`, so that no page costs more than one pass.
TAG = re.compile(rb"<(?:link|meta)\b[^<>]{1,4000}>", re.IGNORECASE)
STATEMENTS = (
    (re.compile(rb"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE), b"href"),
    (re.compile(rb"\bproperty\s*=\s*[\"']?og:url\b", re.IGNORECASE), b"content"),
)
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f\"<>]+", re.IGNORECASE)


def read_file(path: Path, url: str | None = None) -> RawPage:
    """The file as a page. Its address is `url`, else the one that the page states, else the file's own.

    Raises:
        OSError: it cannot be read.
    """
    body = path.read_bytes()
    fetched_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return page_of(body, url or stated_url(body) or path.resolve().as_uri(), path.suffix.lower(), fetched_at)


def page_of(body: bytes, url: str | None, ending: str, fetched_at: datetime) -> RawPage:
    """Bytes as a page; without any address, the name of their content stands in (RFC 6920)."""
    plain = ending in TEXT_ENDINGS or (ending not in PAGE_ENDINGS and not MARKUP.search(body[:4096]))
    address = url or stated_url(body) or f"urn:sha256:{hashlib.sha256(body).hexdigest()}"
    return RawPage(address, body, {"Content-Type": "text/plain" if plain else "text/html"}, 200, fetched_at)


def stated_url(body: bytes) -> str | None:
    """The address that a page states for itself; a site-wide one (the home page) is not believed."""
    tags = TAG.findall(body)
    for mark, attribute in STATEMENTS:
        value = re.compile(rb"\b" + attribute + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
        for tag in filter(mark.search, tags):
            found = value.search(tag)
            url = html.unescape(b"".join(found.groups(b"")).decode("utf-8", "replace").strip()) if found else ""
            if is_address(url) and not _is_home(url):
                return url
    return None


def is_address(text: str) -> bool:
    """True for a whole http(s) URL: one line, no blanks, nothing that failed to decode."""
    try:
        return bool(ADDRESS.fullmatch(text) and urlsplit(text).hostname and "\ufffd" not in text)
    except ValueError:
        return False


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not (parts.path.strip("/") or parts.query)


def read_url_map(path: Path) -> Mapping[str, str]:
    """A CSV file of two columns, file name and URL, as a mapping; a header row is passed over.

    Raises:
        InputError: it is missing or has another form.
    """
    form = "give a CSV file with the columns file name and URL"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; {form}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: {error}; {form}") from error
    if any(len(row) < 2 for row in rows):
        raise InputError(f"{path}: a row has fewer than two columns; {form}")
    wrong = next((row[1] for row in rows[1:] if not is_address(row[1].strip())), None)
    if wrong is not None:
        raise InputError(f"{path}: {wrong!r} is not an http(s) address; {form}")
    return {row[0].strip(): row[1].strip() for row in rows if is_address(row[1].strip())}
