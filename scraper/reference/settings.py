"""The settings of this project, each with its default and the comment that explains it; and where code reads one."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from scrapy.settings import default_settings

from scraper import addon
from scraper import settings as project

TABLES = {
    "MANNERS": ("Towards the sites", "See [manners.md](manners.md)."),
    "LIMITS": ("Bounds", "See [manners.md](manners.md) too."),
    "LEDGER": ("Ledger, workers, visits", "See [crawl.md](crawl.md) and [schedule.md](schedule.md)."),
}
READ_OF_SCRAPY = {
    "DOWNLOAD_DELAY": "Seconds between two requests to a host, at least",
    "DOWNLOAD_HANDLERS": "What you set is added to it",
    "RETRY_TIMES": "Further tries after an error of the network or the server, or after Retry-After",
    "USER_AGENT": "Made of name, version and `CONTACT`, unless you give one",
}
GETTERS = {"get", "getbool", "getint", "getfloat", "getlist", "getdict"}


@dataclass(frozen=True, slots=True)
class Setting:
    """`default` is Markdown."""

    name: str
    default: str
    meaning: str


def setting_lines() -> Iterator[str]:
    """The tables of the page."""
    yield from _table("The project", "", project_settings())
    for name, (heading, words) in TABLES.items():
        yield from _table(heading, words, addon_settings(name))
    made = {
        "USER_AGENT": f"`{addon.DISTRIBUTION}/VERSION (+CONTACT)`",
        "DOWNLOAD_HANDLERS": f"`{addon.HANDLERS['http']}` for http and https, nothing else",
    }
    rows = [
        Setting(name, made.get(name, _shown(getattr(default_settings, name))), meaning)
        for name, meaning in READ_OF_SCRAPY.items()
    ]
    yield from _table("Scrapy's own that this project reads too", "", rows)


def _table(heading: str, words: str, settings: list[Setting]) -> Iterator[str]:
    yield f"### {heading}\n"
    if words:
        yield f"{words}\n"
    yield "| setting | default | |\n|---|---|---|"
    yield from (f"| `{each.name}` | {each.default} | {each.meaning} |" for each in settings)
    yield ""


def described() -> dict[str, Setting]:
    """Every setting that this project sets, by name."""
    tables = [each for name in TABLES for each in addon_settings(name)]
    return {each.name: each for each in [*project_settings(), *tables]}


def project_settings() -> list[Setting]:
    """Those of scraper/settings.py."""
    found, source = [], _Source(project)
    for node in source.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and target.id.isupper() and value is not None:
            found.append(Setting(target.id, _default(value), source.comment(node.lineno, node.end_lineno)))
    return found


def addon_settings(table: str) -> list[Setting]:
    """Those of one table of scraper/addon.py."""
    source = _Source(addon)
    entries = next(
        node.value
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and ast.unparse(node.targets[0]) == table
    )
    return [
        Setting(name, _shown(default), source.comment(key.lineno, value.end_lineno))
        for (name, default), key, value in zip(getattr(addon, table).items(), entries.keys, entries.values, strict=True)
        if key
    ]


def _default(value: ast.expr) -> str:
    """An expression as a default; `os.environ.get(NAME, DEFAULT)` names both."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "os.environ.get":
        variable, default = map(ast.literal_eval, value.args)
        return f"`${variable}`" + (f", or `{default}`" if default else "")
    return _shown(ast.literal_eval(value))


def _shown(value: object) -> str:
    return f"`{value}`" if value != "" else "none"


class _Source:
    """A module's text: its tree, and the comments, which a tree leaves out."""

    def __init__(self, module: ModuleType) -> None:
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        self.tree = ast.parse(text)
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        self._beside: dict[int, str] = {}
        self._above: dict[int, str] = {}
        for token in tokens:
            if token.type == tokenize.COMMENT:
                alone = token.line.lstrip().startswith("#")
                (self._above if alone else self._beside)[token.start[0]] = token.string.lstrip("# ")

    def comment(self, first: int, last: int | None) -> str:
        """What stands beside the first or last line of a setting, or in the lines right above it."""
        found = self._beside.get(first) or self._beside.get(last or first)
        lines: list[str] = []
        while not found and (line := self._above.get(first - len(lines) - 1)):
            lines.insert(0, line)
        words = found or " ".join(lines)
        return words[:1].upper() + words[1:].rstrip(".")


def settings_read(folder: Path) -> Iterator[tuple[str, Path, object]]:
    """Each `settings.get*("NAME", fallback)` and `settings["NAME"]` below `folder`; `...` stands for no fallback."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GETTERS:
                owner, arguments = node.func.value, node.args
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
                owner, arguments = node.value, [node.slice]
            else:
                continue
            if ast.unparse(owner).endswith("settings") and isinstance(arguments[0], ast.Constant):
                fallback = ast.literal_eval(arguments[1]) if arguments[1:] else ...
                yield str(arguments[0].value), path, fallback
