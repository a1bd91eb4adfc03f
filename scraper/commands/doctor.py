"""`scrapy doctor`: is the archive whole, and what helps where it is not."""

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain

from archive.care.database import examine_database
from archive.care.finding import Ailment, Finding
from archive.care.warc_files import examine_warc_files
from archive.database import open_database
from archive.warc.writer import WARC_FOLDER
from scraper.archive_command import ArchiveCommand, no_arguments, one_line
from scraper.progress import ProgressLine

PLACES_SHOWN = 3


class Command(ArchiveCommand):
    """Changes nothing."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Check archive.db and the WARC files; say what is wrong and what helps"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --quick and --all."""
        super().add_options(parser)
        parser.add_argument("--quick", action="store_true", help="do not read what the WARC records hold")
        parser.add_argument("--all", action="store_true", help=f"name every place, not just the first {PLACES_SHOWN}")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 healthy, 1 something was found."""
        no_arguments(args, "doctor")
        progress = ProgressLine()
        db = open_database(self.directory, create=False)
        try:
            warc = examine_warc_files(db, self.directory / WARC_FOLDER, progress.show, quick=opts.quick)
            findings = chain(examine_database(db, progress.show), warc)
            found = gathered(findings, None if opts.all else PLACES_SHOWN)
        finally:
            progress.clear()
            db.close()
        for ailment, (count, places) in found.items():
            print("\n".join(described(ailment, count, places)))
        total = sum(count for count, _ in found.values())
        print(f"doctor: {total} finding{'s' if total > 1 else ''}" if found else "doctor: healthy")
        return 1 if found else 0


def gathered(findings: Iterable[Finding], most: int | None) -> dict[Ailment, tuple[int, list[str]]]:
    """For each ailment how often it was found, and the first places, `most` of them or all."""
    found: dict[Ailment, tuple[int, list[str]]] = {}
    for finding in findings:
        count, places = found.get(finding.ailment, (0, []))
        if most is None or count < most:
            places.append(finding.place)
        found[finding.ailment] = (count + 1, places)
    return found


def described(ailment: Ailment, count: int, places: list[str]) -> Iterator[str]:
    """The lines for one ailment."""
    yield f"{ailment.name}: {count}"
    yield from (f"  {one_line(place)}" for place in places)
    if count > len(places):
        yield f"  … and {count - len(places)} more; --all names them"
    yield f"  means: {ailment.meaning}"
    yield f"  cure: {ailment.cure}"
