"""`scrapy reprocess`: make all articles again from the WARC files, without the network."""

import argparse
import asyncio
from collections import Counter
from collections.abc import Sequence

from archive.captures import captures_to_read
from archive.database import Database, open_database
from archive.errors import InputError
from archive.intake.index import index_warc_files
from archive.warc.writer import WARC_FOLDER
from pipelines.workers.pool import WorkerPool
from pipelines.workers.tasks import Task
from scraper.archive_command import ArchiveCommand, complain, counted, no_arguments
from scraper.progress import ProgressLine
from scraper.site_index import known_layouts


class Command(ArchiveCommand):
    """Also rebuilds archive.db where it was lost."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Read the stored WARC files again: new articles from old pages, no network"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --site."""
        super().add_options(parser)
        parser.add_argument("--site", help="only pages of this site")
        parser.add_argument("--jobs", type=int, help="processes that read pages (default: one for each core)")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when every page gave an article, 1 when one did not or a WARC file is damaged."""
        no_arguments(args, "reprocess")
        if not (self.directory / WARC_FOLDER).is_dir():
            raise InputError(f"no {WARC_FOLDER}/ folder in {self.directory}; name the archive with -s ARCHIVE_DIR=PATH")
        db = open_database(self.directory)
        try:
            return self._reread(db, opts)
        finally:
            db.close()

    def _reread(self, db: Database, opts: argparse.Namespace) -> int:
        problems = 0
        for damage in index_warc_files(db, self.directory / WARC_FOLDER):
            complain(damage)
            problems += 1
        tasks = [Task(tuple(number for number, _ in captures)) for captures in captures_to_read(db, opts.site)]
        counts = asyncio.run(self._work_through(tasks, opts.jobs))
        print(f"reprocess: {counted(counts)}")
        return 1 if problems or counts["failed"] else 0

    async def _work_through(self, tasks: Sequence[Task], jobs: int | None) -> Counter[str]:
        counts: Counter[str] = Counter()
        progress = ProgressLine()
        pool = WorkerPool(self.directory, known_layouts(), jobs)
        try:
            async for outcomes in pool.run_all(tasks):
                for outcome in outcomes:
                    counts[outcome.change] += 1
                    if outcome.problem:
                        progress.clear()
                        complain(f"{outcome.url}: {outcome.problem}")
                progress.show(f"reprocess: {counted(counts)}, {len(tasks) - counts.total()} to go")
        finally:
            await pool.close()
        progress.clear()
        return counts
