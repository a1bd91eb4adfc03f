"""Finds articles, best first."""

from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import InputError, SchemaError
from archive.search.characters import stored_forms
from archive.search.index import is_kept
from archive.search.query import NOTHING, Query, parse
from archive.search.snippet import Highlighter, Snippet

_MATCHES = """
    SELECT articles_fts.rowid AS id, iif(:scored, articles_fts.rank, 0) AS score, a.published_date AS day
    FROM articles_fts CROSS JOIN articles a INDEXED BY idx_articles_search ON a.id = articles_fts.rowid
    WHERE articles_fts MATCH :match
    AND (:site IS NULL OR a.site = :site)
    AND (:since IS NULL OR a.published_date >= :since)
    AND (:until IS NULL OR a.published_date <= :until)
"""
# Scores say little by less than a tenth: within it the newer article is first.
_PAGE = f"""
    WITH titled AS MATERIALIZED (SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'title : (' || :match || ')'),
    ranked AS MATERIALIZED (
        SELECT id FROM ({_MATCHES}) WHERE NOT :narrow OR id IN titled
        ORDER BY id IN titled DESC, round(score, 1), day DESC, id DESC LIMIT :limit OFFSET :offset
    )
    SELECT a.id, a.url, a.site, a.title, a.text, a.published_date FROM ranked CROSS JOIN articles a USING (id)
"""  # noqa: S608 (own words)


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for, and where: `site` is a name, `since` and `until` local days (`2026-01-31`), both included."""

    words: str
    site: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found; `title` whole, `passage` of its text."""

    id: int
    url: str
    site: str
    day: str | None
    title: Snippet
    passage: Snippet


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the hits, and how many there are in all."""

    total: int
    hits: list[Hit]


def find(db: Database, search: Search, *, limit: int = 20, offset: int = 0) -> Page:
    """Hits `offset` to `offset + limit`: those with the words in the title first, then by bm25, then the newest.

    Raises:
        InputError: `search.words` name nothing to look for, or there is no such site.
        SchemaError: the index is no longer kept.
    """
    if not is_kept(db):
        raise SchemaError("the search index is not up to date; run: scrapy search --rebuild")
    if search.site and not db.execute("SELECT 1 FROM sites WHERE name = ?", [search.site]).fetchone():
        raise InputError(f"there is no site {search.site}; scrapy status shows them")
    forms = stored_forms(db)
    query = parse(search.words, forms)
    if query.match == NOTHING:
        raise InputError("there is no word to look for; name at least one that is not after NOT")
    total = _total(db, query, search)
    rows = db.execute(_PAGE, _parameters(query, search) | _paging(db, query, search, limit, offset)) if total else ()
    highlighter = Highlighter(query.words, forms)
    return Page(total, [_hit(row, highlighter) for row in rows])


def _total(db: Database, query: Query, search: Search) -> int:
    if not _is_limited(search):
        return _count(db, query.match)
    statement = f"SELECT count(*) FROM ({_MATCHES})"  # noqa: S608 (own words)
    total: int = db.execute(statement, {**_parameters(query, search), "scored": False}).fetchone()[0]
    return total


def _paging(db: Database, query: Query, search: Search, limit: int, offset: int) -> dict[str, object]:
    """`narrow`: the titles alone fill the page, and nothing else needs a score."""
    narrow = not _is_limited(search) and offset + limit <= _count(db, f"title : ({query.match})")
    return {"limit": limit, "offset": offset, "scored": _is_telling(db, query), "narrow": narrow}


def _is_limited(search: Search) -> bool:
    return bool(search.site or search.since or search.until)


def _is_telling(db: Database, query: Query) -> bool:
    """Whether bm25 sets articles apart: of a word in more than half of them it makes 0, at a microsecond each."""
    articles = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    return any(2 * _count(db, each) <= articles for each in query.phrases)


def _count(db: Database, match: str) -> int:
    count: int = db.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [match]).fetchone()[0]
    return count


def _parameters(query: Query, search: Search) -> dict[str, object]:
    return {"match": query.match, "site": search.site, "since": search.since, "until": search.until}


def _hit(row: tuple[int, str, str, str | None, str, str | None], highlighter: Highlighter) -> Hit:
    number, url, site, title, text, day = row
    return Hit(number, url, site, day, highlighter.mark(title or ""), highlighter.snippet(text))
