"""Describes archives to Datasette: labels, facets, columns and canned queries, under any name of the database."""

from typing import Any

from datasette import hookimpl

from archive.site.described import describe, description

KEPT = ("title", "description", "sql")


# Datasette has no types.
@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Any) -> Any:
    """Look which databases are archives; from 1.0 on, Datasette is told here."""

    async def look() -> None:
        told = await describe(datasette)
        if hasattr(datasette, "add_query"):
            await _tell(datasette, told)

    return look


@hookimpl  # type: ignore[untyped-decorator]
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Before 1.0, Datasette asks; what its user wrote wins. It may change what it is given, always in the same way."""
    return description(datasette)


async def _tell(datasette: Any, told: dict[str, Any]) -> None:
    """What the user of Datasette configured stays."""
    known = await datasette.get_instance_metadata()
    for key in told.keys() - known.keys() - {"databases"}:
        await datasette.set_instance_metadata(key, told[key])
    for database, described in told["databases"].items():
        configured = datasette.config.setdefault("databases", {}).setdefault(database, {})
        for name, query in described["queries"].items():
            if name not in configured.get("queries", {}):
                kept = {key: query[key] for key in KEPT}
                await datasette.add_query(database, name, is_trusted=True, **kept)
        for table, about in described["tables"].items():
            columns = about.pop("columns", {})
            for column, meaning in columns.items():
                await datasette.set_column_metadata(database, table, column, "description", meaning)
            for key in about.keys() & {"title", "description"}:
                await datasette.set_resource_metadata(database, table, key, about.pop(key))
            tables = configured.setdefault("tables", {})
            tables[table] = {**about, **tables.get(table, {})}
