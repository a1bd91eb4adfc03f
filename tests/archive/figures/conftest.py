"""The invented archive, made once."""

from collections.abc import Iterator
from pathlib import Path

import invented
import pytest

from archive.database import Database


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it lies; not to be changed."""
    made = tmp_path_factory.mktemp("pictures")
    invented.archive(made).close()
    return made


@pytest.fixture(scope="session")
def full(folder: Path) -> Iterator[Database]:
    """The archive, open."""
    opened = Database(folder / "archive.db")
    yield opened
    opened.close()
