"""Lets Datasette's search box find words of any length, in either script."""

import sqlite3

from datasette import hookimpl

from archive.search.characters import TABLE, stored_forms
from archive.search.query import parse


# Last, after Datasette's own hook, which registers the function that this one replaces. Datasette has no types.
@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Make `escape_fts`, through which all that is typed goes, write the expressions of this archive's index."""
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [TABLE]).fetchone():
        forms = stored_forms(conn)
        conn.create_function("escape_fts", 1, lambda typed: parse(typed, forms).match)
