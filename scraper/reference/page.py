"""The page as a whole."""

from collections.abc import Iterator

from scraper.reference.commands import command_lines, commands
from scraper.reference.settings import setting_lines

PAGE = "docs/reference.md"
INTRODUCTION = """\
# Reference

Made by `python -m scraper.reference` from the commands and settings themselves; a test compares the two.

## Commands

Every command takes `-s NAME=VALUE` (a [setting](#settings), may be repeated), `--logfile FILE`, `-L LEVEL`, `--nolog`
and `-h`. The archive is the folder `data`, unless `-s ARCHIVE_DIR=PATH` or the environment variable `ARCHIVE_DIR` names
another. What a program reads goes to standard output; errors go to standard error, one line each.

Of all commands, exit status 2 says that the command line was wrong, 130 that it was stopped by Ctrl-C (a crawl ends
with 0 then), and 1 at least that there was an error.
"""
SETTINGS = """\
## Settings

Given with `-s NAME=VALUE`; a default with a `$` is that variable of the environment. All of
[Scrapy's settings](https://docs.scrapy.org/en/latest/topics/settings.html) work besides.
"""


def page() -> str:
    """docs/reference.md as it should be."""
    return "\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield INTRODUCTION
    yield "| command | |\n|---|---|"
    found = commands()
    yield from (f"| [`scrapy {name}`](#scrapy-{name}) | {command.short_desc()} |" for name, command in found.items())
    for name, command in found.items():
        yield from command_lines(name, command)
    yield f"\n{SETTINGS}"
    yield "\n".join(setting_lines())
