"""Where the two lines of Datasette differ in who may see what."""

from typing import Any

from datasette.utils.asgi import Forbidden

try:
    from datasette.resources import TableResource
except ImportError:  # before 1.0
    TableResource = None


async def require_tables(datasette: Any, actor: Any, database: str, tables: tuple[str, ...]) -> None:
    """Raises Forbidden unless this visitor may see each of the tables, as Datasette's own pages would."""
    for table in tables:
        if TableResource is None:
            wanted = [("view-table", (database, table)), ("view-database", database), "view-instance"]
            await datasette.ensure_permissions(actor, wanted)
        elif not await datasette.allowed(
            action="view-table", resource=TableResource(database=database, table=table), actor=actor
        ):
            raise Forbidden("view-table")


async def may_see(datasette: Any, actor: Any, database: str, tables: tuple[str, ...]) -> bool:
    """Whether `require_tables` would let this visitor in."""
    try:
        await require_tables(datasette, actor, database, tables)
    except Forbidden:
        return False
    return True
