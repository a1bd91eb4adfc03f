"""What each sub-command says of itself: its synopsis, its options, its exit statuses."""

import argparse
import re
from collections.abc import Callable, Iterator

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.utils.misc import walk_modules_iter

from scraper import settings as project

STATUS = re.compile(r"(?:^|[,;] )(?=\d )")
GLOBAL = "Global Options"


def commands() -> dict[str, ScrapyCommand]:
    """This project's commands by name, in the order of the alphabet. Scrapy names a command after its module."""
    found = {}
    settings = Settings({"LOG_LEVEL": project.LOG_LEVEL})
    for module in walk_modules_iter(project.COMMANDS_MODULE):
        made = vars(module).get("Command")
        if made is not None:
            command: ScrapyCommand = made()
            command.settings = settings
            found[module.__name__.rpartition(".")[2]] = command
    return dict(sorted(found.items()))


def command_lines(name: str, command: ScrapyCommand) -> Iterator[str]:
    """A section of the page."""
    yield f"\n### scrapy {name}\n\n{command.short_desc()}.\n"
    own = options(command)
    synopsis = command.syntax() or ("[options]" if own else "")
    yield f"```\nscrapy {name} {synopsis}".rstrip() + "\n```\n"
    rows = [f"| `{_cell(spelling)}` | {_cell(meaning)} |" for spelling, meaning in own]
    if rows:
        yield "\n".join(["| option | |", "|---|---|", *rows, ""])
    yield "\n".join(["| exit status | |", "|---|---|", *(f"| {n} | {text} |" for n, text in exit_statuses(command))])


def options(command: ScrapyCommand) -> list[tuple[str, str]]:
    """The command's own options as they are typed, each with its help."""
    parser = argparse.ArgumentParser(conflict_handler="resolve", add_help=False)
    command.add_options(parser)
    shared = {id(action) for group in parser._action_groups if group.title == GLOBAL for action in group._group_actions}  # noqa: SLF001 (argparse shows its actions in no other way)
    return [(_spelling(each), each.help or "") for each in parser._actions if id(each) not in shared]  # noqa: SLF001 (as above)


def _spelling(action: argparse.Action) -> str:
    takes_value = action.nargs != 0
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    return ", ".join(action.option_strings) + (f" {value}" if takes_value else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def exit_statuses(command: ScrapyCommand) -> list[tuple[int, str]]:
    """What the docstring of the command's method says: `0 healthy, 1 something was found`, in rising order."""
    method: Callable[..., object] = getattr(command, "work", command.run)
    said = (method.__doc__ or "").partition("\n\n")[0].strip().rstrip(".")
    parts = [part for part in STATUS.split(" ".join(said.split())) if part[:1].isdigit()]
    found = {int(status): text.removeprefix("when ") for status, _, text in (part.partition(" ") for part in parts)}
    return sorted({0: "done", 1: "an error", **found}.items())
