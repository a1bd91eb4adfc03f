"""`scrapy backup DEST`: a copy of the archive, made while it may be in use."""

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from archive.care.backup import Backup, back_up
from archive.care.copies import Copying
from archive.database import FILE_NAME, open_database
from scraper.archive_command import ArchiveCommand, complain
from scraper.progress import ProgressLine

UNITS = ("bytes", "kB", "MB", "GB", "TB")


class Command(ArchiveCommand):
    """The copy is an archive itself: every command works on it with -s ARCHIVE_DIR=DEST."""

    def syntax(self) -> str:
        """For `scrapy backup -h`."""
        return "[options] DEST"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Copy the archive to a folder, also during a crawl; the next time only what is new"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --link."""
        super().add_options(parser)
        parser.add_argument(
            "--link",
            action="store_true",
            help="hard links instead of copies of WARC files, where possible: no space needed, but no help against a "
            "bad disk",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when the copy is whole, 1 when something is missing from it."""
        if len(args) != 1:
            raise UsageError("name one folder for the copy, best on another disk")
        target = Path(args[0])
        progress = ProgressLine()
        db = open_database(self.directory, create=False)
        try:
            backup = back_up(db, self.directory, target, progress.show, link=opts.link)
        finally:
            progress.clear()
            db.close()
        for problem in backup.problems:
            complain(problem)
        print(summary(backup, target))
        return 1 if backup.problems else 0


def summary(backup: Backup, target: Path) -> str:
    """What was copied, in one line."""
    files = ", ".join(
        f"{backup.warc_files[result]} {result}" for result in (Copying.NEW, Copying.CONTINUED, Copying.THERE)
    )
    state = f"{len(backup.problems)} problems" if backup.problems else "verified"
    warc = f"WARC files: {files} ({size(backup.warc_bytes)} copied)"
    return f"backup: {FILE_NAME} ({size(backup.database_bytes)}), {warc}; {state}: {target}"


def size(count: float) -> str:
    """A number of bytes for people."""
    for unit in UNITS:
        if count < 1000 or unit == UNITS[-1]:
            break
        count /= 1000
    return f"{count:.0f} {unit}" if unit == UNITS[0] else f"{count:.1f} {unit}"
