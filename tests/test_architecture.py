"""The house rules that a reader may rely on: arrows between rooms, sizes, names, no cycles, no late imports."""

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("archive", "pipelines", "scraper")
FORBIDDEN = {
    "archive": {"scrapy", "twisted", "pipelines", "scraper"},
    "pipelines": {"scrapy", "twisted", "scraper"},
    "scraper": set(),
}
ONLY_IN = {"sqlite3": "archive", "sqlite_utils": "archive", "warcio": "archive", "scrapy": "scraper"}
VAGUE = {"utils", "helpers", "core", "base", "common", "misc", "tools"}
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
CODE = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield node.module or ""
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows_point_one_way(path: Path) -> None:
    room = name_of(path).split(".")[0]
    used = {name.split(".")[0] for node in ast.walk(tree_of(path)) for name in imported(node)}
    assert not used & FORBIDDEN[room]
    assert not {name for name in used if ONLY_IN.get(name, room) != room}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    late = [
        function.name
        for function in functions(tree_of(path))
        for node in ast.walk(function)
        if any(name.split(".")[0] in ROOMS for name in imported(node))
    ]
    assert not late, "a late import of our own hides a cycle"


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_modules_and_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    long = [f.name for f in functions(tree_of(path)) if (f.end_lineno or 0) - f.lineno + 1 > 50]
    assert not long, "over 50 lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_say_what_is_inside(path: Path) -> None:
    assert not VAGUE & set(name_of(path).split("."))
    assert path.name == "__init__.py" or ast.get_docstring(tree_of(path))


def test_no_import_cycles() -> None:
    names = {name_of(path) for path in MODULES}
    graph = {
        name_of(path): {
            name for node in ast.walk(tree_of(path)) for name in imported(node) if name in names - {name_of(path)}
        }
        for path in MODULES
    }
    TopologicalSorter(graph).prepare()


def test_folders_are_not_crowded() -> None:
    sizes = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert not {str(folder): n for folder, n in sizes.items() if n > 14 and folder.name != "sites"}
