"""`scrapy ingest PATH…`: pages that somebody has already, into the archive."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from scrapy.exceptions import UsageError

from archive.articles import Change
from archive.captures import Capture, Role
from archive.database import Database, open_database
from archive.errors import InputError
from archive.intake.exported import is_export
from archive.intake.files import is_address, read_url_map
from archive.intake.keep import Keeper
from archive.intake.paths import Found, Unreadable, read_paths
from archive.warc.exchange import Exchange
from archive.warc.writer import WARC_FOLDER
from pipelines.filing import Filing
from pipelines.reread import reread
from pipelines.restoring import restore
from scraper.addon import SOFTWARE
from scraper.archive_command import ArchiveCommand, complain, counted
from scraper.progress import ProgressLine
from scraper.site_index import host_of, layouts_for, site_of

LOCAL = "local"  # the site of pages that have no host: files and standard input


class Command(ArchiveCommand):
    """Keeps the raw pages as WARC records, then processes them like those of a crawl."""

    def syntax(self) -> str:
        """For `scrapy ingest -h`."""
        return "[options] PATH…"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Archive what you have: .html, .txt, WARC, WET, WACZ and exported .jsonl files, folders, '-' for stdin"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --url and --url-from."""
        super().add_options(parser)
        parser.add_argument("--url", help="the address of a single page")
        parser.add_argument(
            "--url-from",
            metavar="FILE.csv",
            help="addresses by file name: two columns, file name and URL (otherwise a page's own canonical link is "
            "taken, or the file's path)",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when every page gave an article, 1 when one did not; a bad page never stops the rest."""
        if not args:
            raise UsageError("name files or folders, or - for standard input")
        if opts.url and (len(args) != 1 or Path(args[0]).is_dir()):
            raise UsageError("--url goes with a single page; for several give --url-from FILE.csv")
        if opts.url and not is_address(opts.url):
            raise InputError(f"--url {opts.url} is not an http(s) address; give it whole, with https://")
        urls = read_url_map(Path(opts.url_from)) if opts.url_from else {}
        db = open_database(self.directory)
        try:
            exports = [path for path in args if is_export(Path(path))]
            counts = self._restore(db, exports)
            counts += self._ingest(db, [path for path in args if path not in exports], urls, opts.url)
        finally:
            db.close()
        print(f"ingest: {counted(counts)}")
        return 1 if counts["failed"] or not counts else 0

    def _restore(self, db: Database, exports: list[str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        progress = ProgressLine()
        for path in exports:
            for change in restore(db, Path(path)):
                if isinstance(change, Unreadable):
                    progress.clear()
                    complain(f"{change.path}: {change.reason}")
                counts[Change.FAILED if isinstance(change, Unreadable) else change] += 1
                progress.show(f"ingest: {counted(counts)}")
        progress.clear()
        return counts

    def _ingest(self, db: Database, args: list[str], urls: Mapping[str, str], url: str | None) -> Counter[str]:
        counts: Counter[str] = Counter()
        progress = ProgressLine()
        warc = self.directory / WARC_FOLDER
        filing = Filing(db)
        with Keeper(db, warc, SOFTWARE) as keeper:
            for path, pages in groupby(read_paths(args, urls, url), key=path_of_found):
                kept = [keeper.keep(page, site_name(page)) for page in unwrapped(pages, counts)]
                if lost := kept.count(None):  # images among them, which are passed over themselves
                    complain(f"{path}: {lost} revisits of pages that are not here; ingest the files with those first")
                for captures in by_url(each for each in kept if each):
                    for outcome in reread(filing, warc, captures, layouts_for):
                        counts[outcome.change] += 1
                        if outcome.problem:
                            progress.clear()
                            complain(f"{path}: {outcome.problem}")
                    progress.show(f"ingest: {counted(counts)}")
        progress.clear()
        return counts


def path_of_found(found: Found) -> str:
    """The path on the command line that a page or a complaint comes from."""
    return found.path if isinstance(found, Unreadable) else found[0]


def unwrapped(found: Iterable[Found], counts: Counter[str]) -> Iterator[Exchange]:
    """The pages; what is none is said and counted."""
    for each in found:
        if isinstance(each, Unreadable):
            counts["failed"] += 1
            complain(f"{each.path}: {each.reason}")
        else:
            yield each[1]


def by_url(kept: Iterable[tuple[int, Capture]]) -> Iterator[list[tuple[int, Capture]]]:
    """Captures that articles are made from, in groups of one URL, in the order of their fetches."""
    readable = [(number, capture) for number, capture in kept if capture.role is not Role.CONTINUATION]
    readable.sort(key=lambda each: (each[1].url, each[1].fetched_at))
    for _, group in groupby(readable, key=lambda each: each[1].url):
        yield list(group)


def site_name(page: Exchange) -> str:
    """The name of the site that a page belongs to: one of ours, or its host."""
    site = site_of(page.url)
    return page.site or (site.name if site else host_of(page.url) or LOCAL)
