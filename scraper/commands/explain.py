"""`scrapy explain URL|ID|FILE`: how a page was read, step by step."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from scrapy.exceptions import UsageError

from archive.captures import continuations_of
from archive.database import Database, open_database
from archive.errors import DamagedRecordError, InputError
from archive.intake.files import WARC_ENDINGS, read_file
from archive.records import Failure, RawPage
from archive.views.dossiers import Dossier, read_dossier
from archive.views.lookup import is_id
from archive.warc.reader import read_page
from archive.warc.writer import WARC_FOLDER
from pipelines.process import process
from scraper.archive_command import ArchiveCommand, complain, one_line
from scraper.site_index import layouts_for
from scraper.terminal import paint_for
from scraper.texts.dossier import archive_lines, capture_lines, heading
from scraper.texts.explanation import View, continuation_lines, labelled, reading_lines

SHOWN = 5


class Command(ArchiveCommand):
    """Works on an archived article or page, or on a file that is not archived."""

    def syntax(self) -> str:
        """For `scrapy explain -h`."""
        return "[options] URL|ID|FILE"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Show how a page was read: charset, repairs, layout, fields, and where a better copy is"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --places and --all."""
        super().add_options(parser)
        parser.add_argument(
            "--places", type=int, default=SHOWN, metavar="N", help=f"show N places of each repair (default: {SHOWN})"
        )
        parser.add_argument("--all", action="store_true", help="show all places of each repair")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when there is an article, 1 when there is none."""
        if len(args) != 1:
            raise UsageError("name one page: the id or address of an article, or a file")
        view = View(paint_for(sys.stdout), None if opts.all else max(0, opts.places))
        name = args[0]
        if not is_id(name) and Path(name).is_file():
            return show(file_lines(Path(name), view))
        db = open_database(self.directory, create=False)
        try:
            return show(archived_lines(db, self.directory / WARC_FOLDER, name, view))
        finally:
            db.close()


class NoArticleError(InputError):
    """The page gave no article, or its bytes could not be read; all that is known was shown."""


def show(lines: Iterator[str]) -> int:
    """Print the lines; 1 where they end with a problem."""
    try:
        for line in lines:
            print(line)
    except NoArticleError as error:
        complain(str(error))
        return 1
    return 0


def file_lines(path: Path, view: View) -> Iterator[str]:
    """Reads a file as `process` would, and stores nothing.

    Raises:
        InputError: it cannot be read, or is not one page.
        NoArticleError: it gave no article; raised after the last line.
    """
    if path.name.lower().endswith(WARC_ENDINGS):
        raise InputError(f"{path} holds many pages; archive it with: scrapy ingest {path}, then explain one by its URL")
    try:
        page = read_file(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check that it is readable") from error
    result = process(page, layouts_for(page.url))
    yield view.paint("bold", one_line(f"{path} (nothing is stored)"))
    yield labelled("address", page.url)
    yield labelled("bytes", len(page.body))
    fields = {} if isinstance(result, Failure) else asdict(result)
    if result.evidence:
        yield from reading_lines(result.evidence, fields, page, view)
    if isinstance(result, Failure):
        raise NoArticleError(f"{path}: {result.reason}")


def archived_lines(db: Database, warc: Path, name: str, view: View) -> Iterator[str]:
    """What the archive has on an article or page.

    Raises:
        InputError: it knows nothing of that name.
        NoArticleError: there is no article, or its page cannot be read again; raised after the last line.
    """
    dossier = read_dossier(db, name)
    yield view.paint("bold", heading(dossier))
    yield view.paint("bold", "capture")
    yield from capture_lines(dossier.capture)
    page, later, problem = pages_of(db, warc, dossier)
    if dossier.evidence:
        fields = dossier.article.fields if dossier.article else {}
        yield from reading_lines(dossier.evidence, fields, page, view)
        yield from continuation_lines(dossier.evidence.get("continuations") or [], later, view)
    yield view.paint("bold", "archive")
    yield from archive_lines(dossier, view.paint)
    if problem or dossier.article is None:
        raise NoArticleError(problem or f"{dossier.url} gave no article; look at the page, or fetch it again")


def pages_of(db: Database, warc: Path, dossier: Dossier) -> tuple[RawPage | None, list[RawPage], str | None]:
    """The page with its further pages, read from the WARC files again; or what is wrong with them."""
    capture = dossier.capture
    if capture is None:
        return None, [], None
    try:
        page = read_page(warc, capture.warc_file, capture.warc_offset).page()
        others = continuations_of(db, capture)
        return page, [read_page(warc, each.warc_file, each.warc_offset).page() for each in others], None
    except DamagedRecordError as error:
        return None, [], str(error)
