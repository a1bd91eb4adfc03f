"""What this project's commands share: where the archive is, how errors are said, how results are shown."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from archive.articles import Change
from archive.errors import ArchiveError

DASH = "–"


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
    """A plain table, numbers to the right; `None` is shown as a dash."""
    cells = [list(headings), *([_cell(value) for value in row] for row in rows)]
    numeric = [
        all(row[i].replace("-", "").isdigit() or row[i] == DASH for row in cells[1:]) for i in range(len(headings))
    ]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headings))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    )


def _cell(value: object) -> str:
    return DASH if value is None else one_line(str(value))
