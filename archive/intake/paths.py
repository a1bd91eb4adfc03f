"""Turns the paths on a command line into pages, one at a time; what cannot be read is said and passed over."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from archive.captures import Role
from archive.intake.export_lines import record_of
from archive.intake.files import PAGE_ENDINGS, TEXT_ENDINGS, WARC_ENDINGS, page_of, read_file
from archive.intake.packages import DAMAGES, WACZ_ENDING, unpacked, warc_names
from archive.warc.exchange import Exchange
from archive.warc.members import GZIP_MEMBER, PLAIN_RECORD, Damage
from archive.warc.reader import read_pages

STDIN = "-"
# What a general web crawl keeps beside its pages; passed over in a WARC file without a word.
NOT_PAGES = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/")
PAGES_AMONG_THEM = ("application/xhtml", "application/xml")
SPECIAL_SCHEMES = ("dns:", "filedesc:", "warcinfo:")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something on the command line that gave no page, and the cure."""

    path: str
    reason: str


Found = tuple[str, Exchange] | Unreadable


def read_paths(paths: Sequence[str], urls: Mapping[str, str], url: str | None = None) -> Iterator[Found]:
    """Every page under `paths` with the path it came from: files, folders (with all below them), WARC, `-`.

    `urls` gives addresses by file name or path; `url` is the address of a single page.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield from _read_stream(sys.stdin.buffer, "standard input", url)
        elif path.is_dir():
            yield from _read_folder(path, urls)
        elif path.is_file():
            yield from _read_file(path, urls, url)
        elif path.exists():  # a pipe, such as the shell's <(…), can be read only once
            with path.open("rb") as stream:
                yield from _read_stream(stream, name, url)
        else:
            yield Unreadable(name, "no such file or folder; check the path")


def _read_folder(folder: Path, urls: Mapping[str, str]) -> Iterator[Found]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and is_page_file(path)]
    if not files:
        yield Unreadable(str(folder), "no .html, .txt or .warc files in it; name the files themselves")
    for path in files:
        yield from _read_file(path, urls, None)


def is_page_file(path: Path) -> bool:
    """True for the endings that are taken from a folder; a file that is named itself may have any."""
    endings = (*WARC_ENDINGS, WACZ_ENDING)
    return path.suffix.lower() in TEXT_ENDINGS | PAGE_ENDINGS or path.name.lower().endswith(endings)


def _read_file(path: Path, urls: Mapping[str, str], url: str | None) -> Iterator[Found]:
    try:
        if _is_warc(path):
            yield from _read_warc(path, str(path))
            return
        if path.name.lower().endswith(WACZ_ENDING):
            yield from _read_package(path)
            return
        page = read_file(path, url or urls.get(str(path)) or urls.get(path.name))
    except OSError as error:
        yield Unreadable(str(path), f"{error.strerror or error}; check that it is there and readable")
        return
    assert page.fetched_at
    yield (
        str(path),
        Exchange(page.url, page.fetched_at, page.body, list(page.headers.items()), record_type="resource"),
    )


def _is_warc(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(len(PLAIN_RECORD))
    return head.startswith(PLAIN_RECORD) or path.name.lower().endswith(WARC_ENDINGS)


def _read_warc(path: Path, shown: str) -> Iterator[Found]:
    pages = 0
    for found in read_pages(path):
        if isinstance(found, Damage):
            yield Unreadable(
                f"{shown} at byte {found.offset}", f"{found.reason}; the other records were read, fetch this one anew"
            )
        elif is_page(found[1]):
            pages += 1
            yield shown, found[1]
    if not pages:
        yield Unreadable(shown, "no pages in it; is it a WARC or WET file of web pages?")


def _read_package(path: Path) -> Iterator[Found]:
    try:
        names = warc_names(path)
        if not names:
            yield Unreadable(str(path), "no WARC files in it; is it a WACZ file?")
        for name in names:
            with unpacked(path, name) as copy:
                yield from _read_warc(copy, f"{path} ({name})")
    except DAMAGES as error:
        yield Unreadable(str(path), f"not a whole WACZ file ({error}); fetch it anew")


def is_page(exchange: Exchange) -> bool:
    """True for records that may hold an article: no robots.txt, list page, image or script."""
    media_type = (exchange.header("content-type") or "").partition(";")[0].strip().lower()
    return (
        exchange.role in {None, Role.ARTICLE, Role.CONTINUATION, Role.OTHER}
        and not exchange.url.startswith(SPECIAL_SCHEMES)
        and not exchange.url.endswith("/robots.txt")
        and (not media_type.startswith(NOT_PAGES) or media_type.startswith(PAGES_AMONG_THEM))
    )


def _read_stream(stream: BinaryIO, shown: str, url: str | None) -> Iterator[Found]:
    body = stream.read()
    if not body.strip():
        yield Unreadable(shown, "it is empty; pipe a page or a WARC file into it")
    elif body.startswith((GZIP_MEMBER, PLAIN_RECORD)):
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "stream.warc.gz"
            copy.write_bytes(body)
            yield from _read_warc(copy, shown)
    elif record_of(body.partition(b"\n")[0]) is not None:
        yield Unreadable(shown, "an export is read twice; write it to a file and name that")
    else:
        page = page_of(body, url, "", datetime.now(UTC))
        assert page.fetched_at
        headers = list(page.headers.items())
        yield shown, Exchange(page.url, page.fetched_at, body, headers, record_type="resource")
