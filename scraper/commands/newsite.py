"""`scrapy newsite URL`: looks at a site and writes its file."""

import argparse
import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

from scrapy.exceptions import UsageError

from archive.errors import InputError
from archive.intake.files import is_address
from scraper import replica, sites
from scraper.archive_command import ArchiveCommand
from scraper.newsite.findings import Findings
from scraper.newsite.fixture import fixture_files
from scraper.newsite.investigation import Investigation
from scraper.newsite.looking import DELAY, Look
from scraper.newsite.naming import checked_name, name_of
from scraper.newsite.report import report_lines
from scraper.newsite.saved import SavedPages, read_saved
from scraper.newsite.writing import site_file
from scraper.site_index import all_sites, host_of, site_of


class Command(ArchiveCommand):
    """Looks at a few pages of a site that no file knows, and writes the file."""

    requires_crawler_process = True
    default_settings: ClassVar[dict[str, Any]] = {"DOWNLOAD_DELAY": DELAY}

    def syntax(self) -> str:
        """For `scrapy newsite -h`."""
        return "[options] URL… | --url URL FILE…"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Look at a site's home, list or article page and write its file for scraper/sites/"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --name, --url, --into, --force and --dry-run."""
        super().add_options(parser)
        parser.add_argument("--name", help="what to call the site (default: made from its host)")
        parser.add_argument("--url", help="the address of the first of some saved pages; no request is made")
        parser.add_argument("--into", metavar="FOLDER", type=Path, help="write the site file there, without a fixture")
        parser.add_argument(
            "--force", action="store_true", help="write over a file that is there, and over a known site"
        )
        parser.add_argument("--dry-run", action="store_true", help="show the file and write nothing")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when a file was written (or shown), 1 when the site could not be read or no article was found."""
        urls = [opts.url] if opts.url else args
        if not args or not all(map(is_address, urls)):
            raise UsageError("give the address of a page, or --url with its address and the files that you saved")
        folder = opts.into or Path(sites.__path__[0])
        self._refuse_known(urls[0], opts)
        name = checked_name(opts.name) if opts.name else name_of(host_of(urls[0]))
        if not opts.dry_run:
            _refuse_existing(folder / f"{name}.py", force=opts.force)
        found = self._saved(args, opts.url) if opts.url else self._looked(urls)
        found.name = opts.name or found.name
        text = site_file(found, _today())
        path, written = folder / f"{found.name}.py", list[Path]()
        if not opts.dry_run:
            _refuse_existing(path, force=opts.force)
            path.write_text(text, encoding="utf-8")
            written = [path, *([] if opts.into else write_fixture(found, force=opts.force))]
        print("\n".join(report_lines(found, written)))
        if opts.dry_run:
            print(text, end="")
        return 0

    def _refuse_known(self, url: str, opts: argparse.Namespace) -> None:
        known = site_of(url)
        if known and not opts.force:
            where = f"scraper/sites/{known.name}.py"
            raise InputError(
                f"{url} belongs to the site {known.name} ({where}); add a list to that file, or use --force"
            )
        if opts.name and not opts.force and opts.name in {site.name for site in all_sites()}:
            raise InputError(f"there is a site {opts.name} already; choose another --name, or use --force")

    def _saved(self, files: list[str], url: str) -> Findings:
        pages = read_saved(files, url)
        look = Investigation(SavedPages(pages).get, lambda _url: "", _today())
        return asyncio.run(look.run([page.url for page in pages]))

    def _looked(self, urls: list[str]) -> Findings:
        assert self.crawler_process
        crawler = self.crawler_process.create_crawler(Look)
        self.crawler_process.crawl(crawler, urls=urls)
        self.crawler_process.start()
        look = crawler.spider
        assert isinstance(look, Look)
        if look.findings is None:
            raise look.error or InputError("the look was stopped; run the same command again")
        return look.findings


def _refuse_existing(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise InputError(f"{path} is there already; choose another --name, or write over it with --force")


def write_fixture(found: Findings, *, force: bool) -> list[Path]:
    """Write the fixture beside those of the other sites; where the files lie.

    Raises:
        InputError: one is there already.
    """
    paths = {Path(replica.__path__[0]) / name: text for name, text in fixture_files(found, _today()).items()}
    for path in paths:
        _refuse_existing(path, force=force)
    for path, text in paths.items():
        path.write_text(text, encoding="utf-8")
    return list(paths)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
