import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

Tables = Callable[[Path], dict[str, list[tuple[object, ...]]]]


@pytest.fixture
def tables() -> Tables:
    """All rows of all tables of a database, as another connection sees them."""

    def read(path: Path) -> dict[str, list[tuple[object, ...]]]:
        connection = sqlite3.connect(path)
        try:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in names}
        finally:
            connection.close()

    return read
