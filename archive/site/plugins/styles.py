"""Serves the stylesheets of the pages, and gives Datasette's own tables one."""

from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response

from archive.site.rendering import STYLES, style_path, stylesheet


# Datasette has no types.
@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """One address for each stylesheet."""
    return [(rf"^/-/archive-(?P<name>{'|'.join(STYLES)})\.css$", style)]


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:
    """For Datasette's pages; ours have their own."""
    return [str(datasette.urls.path(style_path("tables")))]


async def style(request: Any) -> Response:
    """A stylesheet; its address changes with it, so browsers keep it."""
    keep = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return Response(stylesheet(request.url_vars["name"]), headers=keep, content_type="text/css; charset=utf-8")
