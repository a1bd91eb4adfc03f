"""An archive worth exporting, and short ways to export it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from running import Done, inside, page, rows

from scraper.commands import export, ingest

TABLES = ("articles", "versions", "repairs", "relations", "stories", "captures", "sites")


def make_rich(archive: Path, pages: Path) -> Path:
    """An archive with a version, a repair, reprints and a story, from pages in the other folder."""
    for number in range(3):
        (pages / f"{number}.html").write_text(page(number), encoding="utf-8")
    reprint = page(1).replace("www.dzwww.com/x/1", "www.ixuchang.com/9")
    (pages / "reprint.html").write_text(reprint, encoding="utf-8")
    inside(ingest.Command(), pages, archive=archive)
    changed = page(0).replace("通过了", "一致\u2028通过了").replace("<h1>", "<p>2026-02-03 10:20  来源：工会报</p><h1>")
    (pages / "0.html").write_text(changed, encoding="utf-8")
    inside(ingest.Command(), pages / "0.html", archive=archive)
    change(archive, "INSERT INTO repairs SELECT id, 'losses', 1, 2, 3 FROM articles WHERE url LIKE '%x/2.html'")
    change(
        archive,
        "UPDATE articles SET published_date = '2026-02-03', published_at = '2026-02-03T10:20+08:00' "
        "WHERE url LIKE '%x/0.html'",
    )
    assert all(rows(archive, f"SELECT 1 FROM {table}") for table in TABLES)
    return archive


def change(archive: Path, statement: str) -> None:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        db.execute(statement)
        db.commit()


def exported(archive: Path, form: str, target: Path, *words: str | Path) -> Done:
    return inside(export.Command(), "--format", form, "-o", target, *words, archive=archive)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
