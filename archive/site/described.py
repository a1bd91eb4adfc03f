"""What Datasette is told of every database that is an archive, whatever its file is called."""

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from datasette.utils import parse_metadata

from archive.site import METADATA

NAME = "archive"
"""What metadata.yaml calls the database."""

_told: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()
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


async def describe(datasette: Any) -> dict[str, Any]:
    """metadata.yaml, with every database that is an archive described as it says; kept as this server's description."""
    told = copy.deepcopy(_metadata())
    described = told.pop("databases")[NAME]
    told["databases"] = {name: copy.deepcopy(described) for name in await archives(datasette)}
    _told[datasette] = told
    return told


def description(datasette: Any) -> dict[str, Any]:
    """What `describe` made for this server; nothing before that."""
    return _told.get(datasette, {})


def known_archives(datasette: Any) -> frozenset[str]:
    """The databases that `describe` found to be archives."""
    return frozenset(description(datasette).get("databases", ()))


def questions(language: str) -> list[Mapping[str, str]]:
    """The canned queries, as a reader of this language is told of them."""
    end = "" if language == "en" else f"_{language}"
    queries = _metadata()["databases"][NAME]["queries"]
    return [
        {"name": name, "title": query[f"title{end}"], "description": query[f"description{end}"]}
        for name, query in queries.items()
    ]
