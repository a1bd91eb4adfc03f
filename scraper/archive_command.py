"""What this project's commands share: where the archive is, how errors are said, how results are shown."""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from archive.articles import Change
from archive.errors import ArchiveError
from scraper.terminal import pad, width

DASH = "–"
NUMBER = re.compile(rf"-?\d+( %)?|{DASH}")


class ArchiveCommand(ScrapyCommand):
    """A sub-command that works on the archive, without a crawl. Subclasses implement `work`."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    @property
    def directory(self) -> Path:
        """The folder of the archive."""
        assert self.settings is not None
        return Path(self.settings["ARCHIVE_DIR"])

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the work; an error whose text is for a person is printed as one line."""
        try:
            self.exitcode = self.work(args, opts)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever reads, `head` for one, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except ArchiveError as error:
            complain(str(error))
            self.exitcode = 1
        except KeyboardInterrupt:
            complain("stopped; what was archived stays, run the same command again to go on")
            self.exitcode = 130

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """The command itself; returns the exit status."""
        raise NotImplementedError


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"scrapy: {one_line(text)}\n")


def one_line(text: str) -> str:
    """`text` without line breaks and control characters: it may come from the web and goes to a terminal."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def no_arguments(args: Sequence[str], command: str) -> None:
    """Refuse arguments where none are expected.

    Raises:
        UsageError: there are some.
    """
    if args:
        raise UsageError(f"scrapy {command} takes no arguments, but got: {' '.join(args)}")


def counted(counts: Mapping[str, int]) -> str:
    """What storing pages did, in a few words."""
    return ", ".join(f"{counts.get(change, 0)} {change.value}" for change in Change)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A plain table, numbers to the right; `None` is shown as a dash. Wide characters take two columns."""
    cells = [list(headings), *([_cell(value) for value in row] for row in rows)]
    numeric = [all(NUMBER.fullmatch(row[i]) for row in cells[1:]) for i in range(len(headings))]
    widths = [max(width(row[i]) for row in cells) for i in range(len(headings))]
    return "\n".join(
        "  ".join(
            pad(cell, columns, right=right) for cell, columns, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    )


def _cell(value: object) -> str:
    return DASH if value is None else one_line(str(value))
