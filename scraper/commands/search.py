"""`scrapy search WORDS`: the articles that say something."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import date

from scrapy.exceptions import UsageError

from archive.database import Database, open_database
from archive.search.find import Hit, Search, find
from archive.search.index import create_index
from archive.search.snippet import Snippet
from scraper.archive_command import DASH, ArchiveCommand, one_line

_HIT = "\x1b[1;31m"
_PLAIN = "\x1b[0m"
_MOST = 1_000_000_000


class Command(ArchiveCommand):
    """Prints the best hits, each with the passage where the words stand."""

    def syntax(self) -> str:
        """For `scrapy search -h`."""
        return "[options] WORDS"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return 'Find articles: words of any length in either script, OR, NOT, "words together"'

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --limit, --offset, --site, --since, --until, --json and --rebuild."""
        super().add_options(parser)
        parser.add_argument("--limit", type=_count, default=20, metavar="N", help="show so many (default: 20)")
        parser.add_argument("--offset", type=_count, default=0, metavar="N", help="skip so many (default: 0)")
        parser.add_argument("--site", help="only articles of this site")
        parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="only articles of this day and later")
        parser.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="only articles of this day and earlier")
        parser.add_argument("--json", action="store_true", help="one JSON object a hit and line")
        parser.add_argument("--rebuild", action="store_true", help="make the index anew first, about 3 ms an article")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when something is found, 1 when nothing is."""
        if not args and not opts.rebuild:
            raise UsageError("name the words to look for")
        db = open_database(self.directory, create=False)
        try:
            if opts.rebuild:
                _rebuild(db)
            if not args:
                return 0
            search = Search(" ".join(args), opts.site, opts.since, opts.until)
            page = find(db, search, limit=opts.limit, offset=opts.offset)
        finally:
            db.close()
        if opts.json:
            for hit in page.hits:
                print(json.dumps(asdict(hit), ensure_ascii=False))
        else:
            self._show(page.hits, page.total, opts.offset)
        return 0 if page.total else 1

    def _show(self, hits: list[Hit], total: int, offset: int) -> None:
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        for hit in hits:
            print(f"{marked(hit.title, coloured=coloured) or DASH}  [{one_line(hit.site)}, {hit.day or DASH}]")
            print(f"  {marked(hit.passage, coloured=coloured)}")
            print(f"  {one_line(hit.url)}\n")
        print(f"{offset + 1}–{offset + len(hits)} of {total:,} articles" if hits else nothing(total))


def _rebuild(db: Database) -> None:
    with db.atomic():
        create_index(db)
    print(f"The search index is made anew: {db.table('articles').count:,} articles.", file=sys.stderr)


def nothing(total: int) -> str:
    """What is said instead of hits."""
    return f"There are {total:,} articles, and --offset or --limit leaves none." if total else "No article is found."


def marked(snippet: Snippet, *, coloured: bool) -> str:
    """A passage as one line, its hits in colour."""
    parts = []
    end = 0
    for first, last in snippet.hits if coloured else ():
        parts += [_spaced(snippet.text[end:first]), _HIT, _spaced(snippet.text[first:last]), _PLAIN]
        end = last
    return "".join([*parts, _spaced(snippet.text[end:])]).strip()


def _spaced(text: str) -> str:
    """`one_line` for a part of a line: the spaces at its ends stay."""
    return one_line(f"|{text}|")[1:-1]


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a number of articles; write it in digits")
    return min(int(text), _MOST)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as YYYY-MM-DD") from None
