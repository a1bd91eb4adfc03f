"""`scrapy diff ID|URL`: what was edited in an article since it was archived, and whether it vanished."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scrapy.exceptions import UsageError

from archive.database import Database, open_database
from archive.errors import InputError
from archive.views.editions import Edition, editions, vanishing
from archive.views.lookup import find_article
from archive.views.stories import read_text
from scraper.archive_command import ArchiveCommand, one_line
from scraper.terminal import Paint, paint_for
from scraper.texts.editions import edit_lines, edition_table, place, vanishing_line


class Command(ArchiveCommand):
    """Prints every edit of an article, or the difference between two of its editions."""

    def syntax(self) -> str:
        """For `scrapy diff -h`."""
        return "[options] ID|URL"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Show what was edited in an article, when each text was seen, and whether it vanished"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --from, --to and --list."""
        super().add_options(parser)
        parser.add_argument(
            "--from", dest="old", type=int, metavar="N", help="compare from edition N (1 is the oldest)"
        )
        parser.add_argument("--to", dest="new", type=int, metavar="M", help="compare to edition M")
        parser.add_argument("--list", action="store_true", help="list the editions, without their texts")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when the article is known, 1 when it is not."""
        if len(args) != 1:
            raise UsageError("name one article, by its id or its address")
        db = open_database(self.directory, create=False)
        try:
            article_id = find_article(db, args[0])
            for line in article_lines(db, article_id, opts, paint_for(sys.stdout)):
                print(line)
        finally:
            db.close()
        return 0


def article_lines(db: Database, article_id: int, opts: argparse.Namespace, paint: Paint) -> Iterator[str]:
    """The article, how it vanished where it did, and what was asked for.

    Raises:
        InputError: it has no edition of a number that was asked for.
    """
    found = editions(db, article_id)
    pairs = wanted(found, opts.old, opts.new)
    article, vanished = read_text(db, article_id), vanishing(db, article_id)
    if vanished:
        yield vanishing_line(db, vanished, paint)
    if opts.list:
        yield from edition_table(db, found)
    elif len(found) == 1:
        only = found[0]
        seen = f"seen {only.first_seen_at} to {only.last_seen_at}, {place(db, only.capture_id)}"
        yield one_line(f"article {article_id} has one edition, {seen}: {article.url}")
    else:
        title = f"article {article_id} ({article.site}), {len(found)} editions: {article.url}"
        yield paint("bold", one_line(title))
        for old, new in pairs:
            yield ""
            yield from edit_lines(db, old, new, paint)


def wanted(found: Sequence[Edition], old: int | None, new: int | None) -> list[tuple[Edition, Edition]]:
    """The pairs to compare: each with the next where no number is given; else one, to the last or from the one before.

    Raises:
        InputError: there is no edition of that number.
    """
    for number in (old, new):
        if number is not None and not 1 <= number <= len(found):
            raise InputError(f"there is no edition {number}; name one from 1 to {len(found)}, see: scrapy diff --list")
    if old is None and new is None:
        return list(pairwise(found))
    last = len(found) if new is None else new
    first = max(1, last - 1) if old is None else old
    return [(found[first - 1], found[last - 1])]
