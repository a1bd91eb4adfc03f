"""The pictures of an archive as a page: who published how much, whom they credit, how stories spread, what is whole."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from archive.charts.figure import Figure, Links, Viewer
from archive.charts.markup import tag, text
from archive.charts.page import document, figures, heading, stylesheet
from archive.charts.words import Words
from archive.database import Database
from archive.site.access import may_see, require
from archive.site.asking import language_of
from archive.site.described import archives
from archive.views.figures.period import as_date
from archive.views.figures.scope import Scope, site_labels

TABLES = ("articles", "sites", "stories", "relations", "repairs", "captures", "failures")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Language",
}
STORIES_AT_FIRST = 1


# Datasette has no types.
@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The page of the first archive, that of a named one, and their style."""
    return [
        (r"^/-/pictures$", first),
        (r"^/-/pictures\.css$", style),
        (r"^/(?P<database>[^/]+)/-/pictures$", named),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def menu_links(datasette: Any, actor: Any, request: Any) -> Callable[[], Any]:
    """An entry in the menu of every page, for those who may see the page."""

    async def links() -> list[dict[str, str]]:
        names = await _archives(datasette)
        if not names or not await may_see(datasette, actor, names[0], TABLES):
            return []
        words = Words(language_of(request)) if request else Words("en")
        return [{"href": datasette.urls.path("/-/pictures"), "label": words("title")}]

    return links


async def style(datasette: Any) -> Response:  # noqa: ARG001 (Datasette passes it by name)
    """The style of the page."""
    return Response(stylesheet(), content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"})


async def first(datasette: Any, request: Any) -> Response:
    """The pictures of the first archive."""
    names = await _archives(datasette)
    if not names:
        raise NotFound("no archive is served here; open one with: scrapy browse")
    return await _page(datasette, request, names[0])


async def named(datasette: Any, request: Any) -> Response:
    """The pictures of one archive."""
    name = tilde_decode(request.url_vars["database"])
    if name not in await _archives(datasette):
        raise NotFound("no archive of that name; open one with: scrapy browse")
    return await _page(datasette, request, name)


async def _page(datasette: Any, request: Any, name: str) -> Response:
    await require(datasette, request.actor, name, TABLES)
    scope = Scope(*(request.args.get(key) or None for key in Scope.__slots__))
    words = Words(language_of(request))
    if any(day and not as_date(day) for day in (scope.since, scope.until)):
        return Response.text("since and until are days: give them as 2026-01-31", status=400)
    story = request.args.get("story") or ""
    wanted = [int(story)] if story.isascii() and story.isdigit() and len(story) < 19 else STORIES_AT_FIRST
    tables = datasette.urls.database(name)
    viewer = Viewer(words, datetime.now(UTC).date(), Links(tables, f"{tables}/-/pictures"))
    above, drawn = await datasette.databases[name].execute_fn(partial(_drawn, scope, viewer, wanted))
    style = datasette.urls.path("/-/pictures.css")
    html = document(f'<link rel="stylesheet" href="{style}">', above, drawn, words)
    return Response.html(html, headers=HEADERS)


def _drawn(scope: Scope, viewer: Viewer, wanted: list[int] | int, connection: Any) -> tuple[str, list[Figure]]:
    """What stands above the figures, and the figures; runs in a thread of Datasette's."""
    db = Database(connection)
    back = tag("p", tag("a", text(viewer.words("back")), href=f"{viewer.links.tables}/-/start"))
    above = back + heading(db, scope, viewer) + _form(db, scope, viewer.words, viewer.links)
    return above, figures(db, scope, viewer, wanted)


def _form(db: Database, scope: Scope, words: Words, links: Links) -> str:
    options = [("", words("all_sites")), *site_labels(db).items()]
    chosen = "".join(
        tag("option", text(label), value=name, selected="" if name == (scope.site or "") else None)
        for name, label in options
    )
    fields = tag("label", text(words("site")) + tag("select", chosen, name="site"))
    for name, label in (("since", words("from")), ("until", words("to"))):
        day = tag("input", "", type="date", name=name, value=getattr(scope, name) or "").removesuffix("</input>")
        fields += tag("label", text(label) + day)
    return tag("form", fields + tag("button", text(words("show"))), action=links.page)


async def _archives(datasette: Any) -> list[str]:
    """The archives that have all that the pictures are made of: an old file may not have been brought up to date."""
    return [
        name for name in await archives(datasette) if "damaged_articles" in await datasette.databases[name].view_names()
    ]
