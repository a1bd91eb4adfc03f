"""What was found, with the passages that show why."""

from collections.abc import Mapping

from archive.database import Database
from archive.errors import InputError, SchemaError
from archive.search.find import Search, find
from archive.search.snippet import Snippet
from archive.site.pages.article import site_label

PER_PAGE = 20
LAST_PAGE = 50


def search_page(db: Database, words: str, number: int) -> Mapping[str, object]:
    """Page `number` (from 1) of the hits; `wordless` where nothing is asked for, `trouble` in one line."""
    number = min(max(number, 1), LAST_PAGE)
    about = {
        "words": words,
        "number": number,
        "total": 0,
        "hits": [],
        "has_more": False,
        "wordless": False,
        "trouble": None,
    }
    if not words.strip():
        return about
    try:
        page = find(db, Search(words), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    except InputError:
        return about | {"wordless": True}
    except SchemaError as error:
        return about | {"trouble": str(error)}
    hits = [
        {
            "id": hit.id,
            "site": site_label(db, hit.site),
            "day": hit.day,
            "title": marked(hit.title),
            "passage": marked(hit.passage),
        }
        for hit in page.hits
    ]
    more = page.total > number * PER_PAGE and number < LAST_PAGE
    return about | {"total": page.total, "hits": hits, "has_more": more}


def marked(snippet: Snippet) -> list[tuple[str, bool]]:
    """A passage cut into pieces: (piece, is it a word that was looked for)."""
    parts, done = [], 0
    for start, end in snippet.hits:
        parts += [(snippet.text[done:start], False), (snippet.text[start:end], True)]
        done = end
    return [part for part in [*parts, (snippet.text[done:], False)] if part[0]]
