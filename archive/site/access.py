"""Where the two lines of Datasette differ in who may see what."""

from typing import Any

from datasette.utils.asgi import Forbidden

try:
    from datasette.resources import DatabaseResource, TableResource
except ImportError:  # before 1.0
    DatabaseResource = TableResource = None


async def require(datasette: Any, actor: Any, database: str, tables: tuple[str, ...] = ()) -> None:
    """Raises Forbidden unless this visitor may see the database and these tables, as Datasette's own pages would."""
    if TableResource is None:
        await datasette.ensure_permissions(actor, [("view-database", database), "view-instance"])
        for table in tables:
            wanted = [("view-table", (database, table)), ("view-database", database), "view-instance"]
            await datasette.ensure_permissions(actor, wanted)
        return
    await datasette.ensure_permission(action="view-database", resource=DatabaseResource(database), actor=actor)
    for table in tables:
        await datasette.ensure_permission(action="view-table", resource=TableResource(database, table), actor=actor)


async def may_see(datasette: Any, actor: Any, database: str, tables: tuple[str, ...] = ()) -> bool:
    """Whether this visitor may see the database and these tables."""
    try:
        await require(datasette, actor, database, tables)
    except Forbidden:
        return False
    return True
