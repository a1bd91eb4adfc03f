"""`scrapy story ID|URL`: who printed a story when, whole or cut."""

import argparse
import sys

from scrapy.exceptions import UsageError

from archive.database import open_database
from archive.views.lookup import find_article
from archive.views.stories import read_story, read_text
from scraper.archive_command import ArchiveCommand
from scraper.terminal import paint_for
from scraper.texts.story import diff_lines, story_lines


class Command(ArchiveCommand):
    """Prints the timeline and the tree of a story, or the difference between two articles."""

    def syntax(self) -> str:
        """For `scrapy story -h`."""
        return "[options] ID|URL"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Show who printed the story of an article when, whole or cut; --diff compares two copies"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds --diff and --by."""
        super().add_options(parser)
        parser.add_argument("--diff", metavar="ID|URL", help="show how this other article differs from the first")
        parser.add_argument(
            "--by",
            choices=("sentence", "paragraph"),
            default="sentence",
            help="what --diff compares (default: sentence)",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """0 when the article is known, alone or in a story; 1 when it is not."""
        if len(args) != 1:
            raise UsageError("name one article, by its id or its address")
        db = open_database(self.directory, create=False)
        try:
            article_id = find_article(db, args[0])
            paint = paint_for(sys.stdout)
            if opts.diff:
                other_id = find_article(db, opts.diff)
                lines = diff_lines(read_text(db, article_id), read_text(db, other_id), opts.by, paint)
            elif story := read_story(db, article_id):
                lines = story_lines(story, paint)
            else:
                lines = iter([f"article {article_id} has no story: no other article in the archive tells the same"])
            for line in lines:
                print(line)
        finally:
            db.close()
        return 0
