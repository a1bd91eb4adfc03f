"""`scrapy status`: how each site stands, what is wrong with it, and with --coverage which days it has."""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import asdict

from archive.crawls import SiteStatus, site_statuses
from archive.database import Database, open_database, path_of, refusals_named
from archive.errors import InputError
from archive.health.diagnoses import Diagnosis, latest_diagnoses
from archive.health.measures import WELL
from scraper.archive_command import ArchiveCommand, no_arguments, one_line, table
from scraper.health.alerts import about
from scraper.health.coverage import coverage_of
from scraper.health.coverage_text import coverage_lines

HEADINGS = (
    *("site", "articles", "repaired", "reprints", "failures", "last run", "outcome", "new", "changed", "failed"),
    *("waiting", "health"),
)
EMPTY = "The archive is empty: run scrapy crawl SITE or scrapy ingest PATH."
ILL = 3


class Command(ArchiveCommand):
    """Prints one line a site, and one for each problem below."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Show per site: articles, the last run, what waits, what is wrong; --coverage shows which months it has"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --site, --json, --coverage and --since."""
        super().add_options(parser)
        parser.add_argument("--site", help="only this site")
        parser.add_argument("--json", action="store_true", help="one JSON object a site and line")
        parser.add_argument("--coverage", action="store_true", help="show articles by month, and what is missing")
        parser.add_argument("--since", type=_month, metavar="YYYY-MM", help="with --coverage: from this month on")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when all is well, 3 when a site is ill."""
        no_arguments(args, "status")
        db = open_database(self.directory, create=False)
        try:
            with refusals_named(path_of(db)):
                statuses = [each for each in site_statuses(db) if opts.site in {None, each.site}]
                if opts.site and not statuses:
                    raise InputError(f"the archive has no site {opts.site}; scrapy status shows all")
                if opts.coverage:
                    self._cover(db, statuses, opts)
                    return 0
                found = latest_diagnoses(db, opts.site)
        finally:
            db.close()
        if opts.json:
            for status in statuses:
                print(json.dumps(_object(status, found.get(status.site)), ensure_ascii=False))
        else:
            print(table(HEADINGS, [_row(each, found.get(each.site)) for each in statuses]) if statuses else EMPTY)
            for line in _problems(found):
                print(line)
        return ILL if any(found.values()) else 0

    def _cover(self, db: Database, statuses: Sequence[SiteStatus], opts: argparse.Namespace) -> None:
        for number, status in enumerate(statuses):
            coverage = coverage_of(db, status.site, opts.since)
            if opts.json:
                print(json.dumps(coverage.as_json(), ensure_ascii=False))
            else:
                print("\n" * bool(number) + "\n".join(coverage_lines(coverage)))
        if not statuses and not opts.json:
            print(EMPTY)


def _row(status: SiteStatus, problems: Sequence[Diagnosis] | None) -> tuple[object, ...]:
    return (
        status.site,
        status.articles,
        status.repaired,
        status.duplicates,
        status.failures,
        status.last_run and status.last_run[:16].replace("T", " "),
        status.outcome,
        status.new,
        status.changed,
        status.failed,
        status.waiting,
        _health(problems),
    )


def _health(problems: Sequence[Diagnosis] | None) -> str | None:
    """In a word; `None` for a site that was never judged: one that is not crawled, or whose runs did not end."""
    return problems[0].name if problems else None if problems is None else WELL


def _problems(found: dict[str, list[Diagnosis]]) -> list[str]:
    return [
        one_line(f"{each.site}: {each.name} since {each.since[:10]}: {each.detail or ''}  {each.example_url or ''}")
        for problems in found.values()
        for each in problems
    ]


def _object(status: SiteStatus, problems: Sequence[Diagnosis] | None) -> dict[str, object]:
    return asdict(status) | {"health": _health(problems), "problems": [about(each) for each in problems or ()]}


def _month(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f"{text} is not a month; write it as YYYY-MM")
    return text
