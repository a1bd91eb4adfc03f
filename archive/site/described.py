"""What Datasette is told of every database that is an archive, whatever its file is called."""

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any

from datasette.utils import parse_metadata

from archive.site import METADATA

NAME = "archive"
"""What metadata.yaml calls the database."""

TABLES = frozenset({"articles", "captures", "relations", "stories", "versions"})


async def archives(datasette: Any) -> list[str]:
    """The names of the attached databases that are archives."""
    return [
        name
        for name, database in datasette.databases.items()
        if name != "_internal" and set(await database.table_names()) >= TABLES
    ]


@cache
def _metadata() -> dict[str, Any]:
    told: dict[str, Any] = parse_metadata(METADATA.read_text(encoding="utf-8"))
    return told


def metadata_for(names: list[str]) -> dict[str, Any]:
    """metadata.yaml, with each of these databases described as the archive."""
    told = copy.deepcopy(_metadata())
    described = told.pop("databases")[NAME]
    return {**told, "databases": {name: copy.deepcopy(described) for name in names}}


def questions(language: str) -> list[Mapping[str, str]]:
    """The canned queries, as a reader of this language is told of them."""
    end = "" if language == "en" else f"_{language}"
    queries = _metadata()["databases"][NAME]["queries"]
    return [
        {"name": name, "title": query[f"title{end}"], "description": query[f"description{end}"]}
        for name, query in queries.items()
    ]
