"""The full-text index of the articles, kept by triggers: whatever writes to `articles`, it follows.

A migration that makes the table `articles` anew drops the triggers, and has to end with `create_index`.
"""

from sqlite_utils import Database

from archive.search.bigrams import bigrams_of
from archive.search.characters import create_characters

# Contentless, for the texts are in `articles` already. Datasette and sqlite-utils find the index of a table by looking
# for content="TABLE" anywhere in the statement, a comment included.
_INDEX = (
    "CREATE VIRTUAL TABLE articles_fts USING fts5 "
    "(title, text, content='', tokenize='unicode61 remove_diacritics 2' /* content=\"articles\" */)"
)
_RANK = "INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(10.0, 1.0)')"
_FORGET = (
    "INSERT INTO articles_fts (articles_fts, rowid, title, text) "  # noqa: S608 (own words)
    f"VALUES ('delete', old.id, {bigrams_of('old.title')}, {bigrams_of('old.text')});"
)
READY = "articles_fts_ready"
"""What a writer that knows the tokens of a text leaves there for the triggers, within its transaction."""


def _tokens(text: str) -> str:
    """An SQL expression: the tokens that are ready, else those that plain SQL makes."""
    return f"coalesce((SELECT tokens FROM {READY} WHERE source = {text}), {bigrams_of(text)})"  # noqa: S608 (own words)


_ADD = (
    "INSERT INTO articles_fts (rowid, title, text) "  # noqa: S608 (own words)
    f"VALUES (new.id, {_tokens('new.title')}, {_tokens('new.text')});"
)
_TRIGGERS = {
    "articles_fts_insert": f"AFTER INSERT ON articles BEGIN {_ADD} END",
    "articles_fts_delete": f"AFTER DELETE ON articles BEGIN {_FORGET} END",
    "articles_fts_update": "AFTER UPDATE OF id, title, text ON articles "
    "WHEN old.id IS NOT new.id OR old.title IS NOT new.title OR old.text IS NOT new.text "
    f"BEGIN {_FORGET} {_ADD} END",
}


def create_index(db: Database) -> None:
    """Make the index anew, from all articles, about 3 ms each. Must run inside the caller's transaction."""
    _drop_triggers(db)
    db.execute("DROP TABLE IF EXISTS articles_fts")
    create_characters(db)
    db.execute(_INDEX)
    db.execute(_RANK)
    db.execute(
        "INSERT INTO articles_fts (rowid, title, text) "  # noqa: S608 (own words)
        f"SELECT id, {bigrams_of('title')}, {bigrams_of('text')} FROM articles"
    )
    create_triggers(db)
    # What orders and narrows the hits, without reading the pages that the texts are on.
    db.execute("CREATE INDEX IF NOT EXISTS idx_articles_search ON articles(id, published_date, site)")


def create_triggers(db: Database) -> None:
    """Make the triggers anew, and the table in which they find tokens; the index itself stays."""
    _drop_triggers(db)
    db.execute(f"CREATE TABLE IF NOT EXISTS {READY} (source TEXT NOT NULL, tokens TEXT NOT NULL)")
    for name, what in _TRIGGERS.items():
        db.execute(f"CREATE TRIGGER {name} {what}")


def _drop_triggers(db: Database) -> None:
    for name in _TRIGGERS:
        db.execute(f"DROP TRIGGER IF EXISTS {name}")


def is_kept(db: Database) -> bool:
    """Whether the triggers are all there: a tool that makes the table `articles` anew drops them unsaid."""
    kept = db.execute(
        "SELECT count(*) FROM sqlite_master "
        "WHERE type = 'trigger' AND tbl_name = 'articles' AND name LIKE 'articles_fts_%'"
    )
    return bool(kept.fetchone()[0] == len(_TRIGGERS))
