"""The pages to read: a start, an article, its edits, a story, a search; each in English or Chinese."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.utils import tilde_decode
from datasette.utils.asgi import Response

from archive.database import Database
from archive.site.access import may_see, require
from archive.site.asking import ASKED, COOKIE, language_of
from archive.site.described import archives, questions
from archive.site.pages.article import article_page
from archive.site.pages.edits import edits_page
from archive.site.pages.record import warc_record
from archive.site.pages.search import search_page
from archive.site.pages.start import start_page
from archive.site.pages.story import story_page
from archive.site.rendering import HEADERS, render, style_path
from archive.site.words import LANGUAGES, TAGS, say

SHOWN = ("articles", "captures", "relations", "repairs", "sites", "stories", "versions")
Told = Mapping[str, object]
View = Callable[..., Awaitable[Response]]


class Kind(NamedTuple):
    """A kind of page that has a number: what it tells, how it looks, and what is said where there is none."""

    tell: Callable[[Database, int], Told | None]
    template: str
    otherwise: str


ARTICLE = Kind(article_page, "article.html", "no_article")
EDITS = Kind(edits_page, "edits.html", "no_article")
STORY = Kind(story_page, "story.html", "no_story")


# Datasette has no types.
@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, View]]:
    """Ours come before Datasette's: the start page takes the place of its index."""
    database = r"^/(?P<database>[^/]+)/-/"
    return [
        (r"^/$", first),
        (database + "start$", _of_archive(start)),
        (database + "search$", _of_archive(search)),
        (database + r"article/(?P<number>\d{1,18})$", _of_archive(_numbered(ARTICLE))),
        (database + r"article/(?P<number>\d{1,18})/edits$", _of_archive(_numbered(EDITS))),
        (database + r"story/(?P<number>\d{1,18})$", _of_archive(_numbered(STORY))),
        (database + r"capture/(?P<number>\d{1,18})/record$", _of_archive(record)),
    ]


async def first(datasette: Any, request: Any) -> Response:
    """The start page of the first archive that may be seen; without any, what Datasette knows of its first database."""
    names = await archives(datasette)
    if not names:
        return Response.redirect(datasette.urls.database(next(iter(datasette.databases))))
    seen = [name for name in names if await may_see(datasette, request.actor, name)]
    return await start(datasette, request, (seen or names)[0])


async def start(datasette: Any, request: Any, name: str) -> Response:
    """What one archive holds."""
    told = await _ask(datasette, request, name, start_page)
    language = language_of(request)
    every = await archives(datasette)
    others = [
        {"name": other, "address": datasette.urls.database(other) + ("/-/start" if other in every else "")}
        for other in datasette.databases
        if other not in {name, "_internal"} and await may_see(datasette, request.actor, other)
    ]
    return _page(datasette, request, name, "start.html", {**told, "questions": questions(language), "others": others})


def _numbered(kind: Kind) -> View:
    """The page of one article or story."""

    async def view(datasette: Any, request: Any, name: str) -> Response:
        number = int(request.url_vars["number"])
        told = await _ask(datasette, request, name, lambda db: kind.tell(db, number))
        if told is None:
            return _missing(datasette, request, name, kind.otherwise, number)
        return _page(datasette, request, name, kind.template, told)

    return view


async def search(datasette: Any, request: Any, name: str) -> Response:
    """What was found."""
    number = request.args.get("page") or ""
    words = (request.args.get("q") or "")[:400]
    ask = partial(search_page, words=words, number=int(number) if number.isdecimal() and len(number) < 4 else 1)
    return _page(datasette, request, name, "search.html", await _ask(datasette, request, name, ask))


async def record(datasette: Any, request: Any, name: str) -> Response:
    """A WARC record, to be kept as a file; never shown, for it is somebody else's page."""
    number = int(request.url_vars["number"])
    body = await _ask(datasette, request, name, partial(warc_record, capture_id=number))
    if body is None:
        return _missing(datasette, request, name, "no_record")
    disposition = {"Content-Disposition": f'attachment; filename="capture-{number}.warc.gz"'}
    return Response(body, headers={**HEADERS, **disposition}, content_type="application/warc")


def _of_archive(page: View) -> View:
    """Finds the archive that the address names; the rest is for the page."""

    async def view(datasette: Any, request: Any) -> Response:
        route = tilde_decode(request.url_vars["database"])
        for name in await archives(datasette):
            if datasette.databases[name].route == route:
                return await page(datasette, request, name)
        return Response.text(f"there is no archive {route} here", status=404)

    return view


async def _ask(datasette: Any, request: Any, name: str, tell: Callable[[Database], Any]) -> Any:
    """What `tell` reads, for a visitor who may see what it reads; in a thread, as Datasette reads."""
    await require(datasette, request.actor, name, SHOWN)
    return await datasette.get_database(name).execute_fn(lambda conn: tell(Database(conn)))


def _missing(datasette: Any, request: Any, name: str, key: str, *values: Any) -> Response:
    explanation = {"explanation": say(language_of(request), key, *values)}
    response = _page(datasette, request, name, "missing.html", explanation)
    response.status = 404
    return response


def _page(datasette: Any, request: Any, name: str, template: str, told: Told) -> Response:
    language = language_of(request)
    other = next(each for each in LANGUAGES if each != language)
    root = str(datasette.urls.database(name))
    frame = {
        "name": say(language, "title"),
        "style_address": datasette.urls.path(style_path("pages")),
        "switch_address": "?" + urlencode([*_kept(request), (ASKED, other)]),
        "other_tag": TAGS[other],
    }
    html = render(template, language, lambda path: root + path, {**frame, **told})
    response = Response.html(html, headers={**HEADERS, "Content-Language": TAGS[language]})
    if request.args.get(ASKED) in LANGUAGES:
        response.set_cookie(COOKIE, language, path="/", httponly=True, samesite="lax", max_age=31536000)
    return response


def _kept(request: Any) -> Sequence[tuple[str, str]]:
    return [(key, value) for key in ("q", "page") if (value := request.args.get(key))]
