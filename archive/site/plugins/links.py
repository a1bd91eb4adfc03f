"""Leads from the tables of Datasette to the pages to read."""

from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from archive.site.described import known_archives

ARTICLES = frozenset({"article_id", "better_id", "other_id", "origin_id", "first_article_id"})


# Datasette has no types.
@hookimpl  # type: ignore[untyped-decorator]
def render_cell(  # noqa: PLR0913, PLR0917 (the names are those of the hook)
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """A headline leads to its article; in views and queries so does the number of an article or a story."""
    if database not in known_archives(datasette):
        return None
    names = row.keys()
    if column == "title" and isinstance(value, str):
        own = (
            row["id"] if table == "articles" and "id" in names else row["article_id"] if "article_id" in names else None
        )
        return _link(datasette, database, "article", own, value)
    if column in ARTICLES:
        return _link(datasette, database, "article", value, value)
    return _link(datasette, database, "story", value, value) if column == "story_id" else None


def _link(datasette: Any, database: str, page: str, number: object, text: object) -> Markup | None:
    if not isinstance(number, int):
        return None
    address = f"{datasette.urls.database(database)}/-/{page}/{number}"
    return Markup('<a href="{}">{}</a>').format(address, text)
