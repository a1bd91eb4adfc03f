"""The documents say what the code does: commands, options, settings, tables, and links that lead somewhere."""

import argparse
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from scrapy.commands import ScrapyCommand
from scrapy.commands.list import Command as ListCommand

from archive.database import open_database
from scraper.reference.commands import commands
from scraper.reference.page import PAGE, page
from scraper.reference.settings import READ_OF_SCRAPY, TABLES, addon_settings, described, settings_read

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
documents = pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMANDS: dict[str, ScrapyCommand] = {**commands(), "list": ListCommand()}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
KEPT_BY_THE_PROGRAM = ("_", "sqlite_", "reprint_", "articles_fts")


def test_the_reference_is_that_of_the_code() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(), "run: python -m scraper.reference"


def test_every_setting_is_explained() -> None:
    assert not [name for name, setting in described().items() if len(setting.meaning) < 5]


def test_every_setting_that_the_code_reads_is_described() -> None:
    known = described()
    bounds = {each.name: each.default for table in TABLES for each in addon_settings(table)}
    read = list(settings_read(ROOT / "scraper"))
    assert {"ARCHIVE_DIR", "REVISIT_ALL", "LIST_PAGES_MAX", "CRAWL_DELAY_MAX"} <= {name for name, _, _ in read}
    for name, path, fallback in read:
        assert name in {*known, *READ_OF_SCRAPY}, f"{path} reads {name}, which scraper/addon.py does not explain"
        assert fallback is ... or name not in bounds or bounds[name] == f"`{fallback}`", f"{path}: {name}"


@documents
def test_defaults_are_those_of_the_code(path: Path) -> None:
    known = described()
    for name, default in re.findall(
        r"^\| `([A-Z_]+)` \| ([^|]+) \| [^|]+ \|$", path.read_text(encoding="utf-8"), re.MULTILINE
    ):
        assert name not in known or default.replace("`", "") == known[name].default.replace("`", ""), name


@documents
def test_links_lead_somewhere(path: Path) -> None:
    for target in links(path.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        found = path.parent / name if name else path
        assert found.exists(), f"{target}: there is no such file"
        if anchor:
            assert anchor in anchors(found.read_text(encoding="utf-8")), f"{target}: there is no such heading"


def links(text: str) -> Iterator[str]:
    """The targets in this project that a document names."""
    for match in LINK.finditer(CODE.sub("", FENCE.sub("", text))):
        target = match[1] or match[2]
        if not re.match(r"\w+:", target):
            yield target


def anchors(text: str) -> set[str]:
    """The headings of a document as GitHub names them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(FENCE.sub("", text)))
    return {words.strip().replace(" ", "-") for words in plain}


@documents
def test_commands_are_as_shown(path: Path) -> None:
    for line in shown(path.read_text(encoding="utf-8")):
        words = line.partition(" #")[0].replace("$(", " ").split()
        for place, word in enumerate(words):
            name, rest = (words[place + 1 : place + 2] or [""])[0], words[place + 2 :]
            if word.rpartition("/")[2] == "scrapy" and re.fullmatch(r"[a-z-]+", name):
                assert name in COMMANDS, f"{line}: there is no scrapy {name}"
                assert not set(options_of(rest)) - options_known(COMMANDS[name]), line
            elif word == "make" and place == 0:
                assert name in TARGETS, f"{line}: there is no such target in the Makefile"
            elif word == "-m" and "python" in words[place - 1] and not name.endswith(".NAME"):
                assert find_spec(name), f"{line}: there is no module {name}"


def shown(text: str) -> Iterator[str]:
    """What a document tells to type: lines of code blocks, and code between words."""
    for match in FENCE.finditer(text):
        if match[1] in {"", "sh"}:
            yield from (line.removeprefix("$ ") for line in match[2].splitlines() if typed(line))
    yield from (code for code in CODE.findall(FENCE.sub("", text)) if typed(code))


def typed(line: str) -> bool:
    """Not what a command answers."""
    return re.match(r"(\$ )?(\S+=\S+ )*(make |scrapy |python |\.venv/bin/|sqlite)|[\d*,]+ [\d*]+ ", line) is not None


def options_of(words: list[str]) -> Iterator[str]:
    """The options of one command, up to the next one in the same line."""
    for word in words:
        if word in {"|", "&&", ";", "||", ">"} or word.endswith(";"):
            return
        if re.match(r"--?[a-zA-Z]", word):
            yield word.partition("=")[0].rstrip(",;")


def options_known(command: ScrapyCommand) -> set[str]:
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    if command.settings is None:
        command.settings = COMMANDS["crawl"].settings
    command.add_options(parser)
    return {option for action in parser._actions for option in action.option_strings}


def test_every_table_and_column_is_described(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    there = {
        name: {column for (column,) in db.execute("SELECT name FROM pragma_table_xinfo(?)", [name])}
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        if not name.startswith(KEPT_BY_THE_PROGRAM)
    }
    db.close()
    sections = re.split(r"^### `(\w+)`", (ROOT / "docs" / "tables.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    said = {name: set(columns(section)) for name, section in zip(sections[1::2], sections[2::2], strict=True)}
    assert said == there


def columns(section: str) -> Iterator[str]:
    """The names in the first cells of a table's rows."""
    for cell in re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE):
        yield from CODE.findall(cell)
