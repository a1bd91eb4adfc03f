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
_ADD = (
    "INSERT INTO articles_fts (rowid, title, text) "  # noqa: S608 (own words)
    f"VALUES (new.id, {bigrams_of('new.title')}, {bigrams_of('new.text')});"
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
    for name in _TRIGGERS:
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
    db.execute("DROP TABLE IF EXISTS articles_fts")
    create_characters(db)
    db.execute(_INDEX)
    db.execute(_RANK)
    db.execute(
        "INSERT INTO articles_fts (rowid, title, text) "  # noqa: S608 (own words)
        f"SELECT id, {bigrams_of('title')}, {bigrams_of('text')} FROM articles"
    )
    for name, what in _TRIGGERS.items():
        db.execute(f"CREATE TRIGGER {name} {what}")
    # What orders and narrows the hits, without reading the pages that the texts are on.
    db.execute("CREATE INDEX IF NOT EXISTS idx_articles_search ON articles(id, published_date, site)")


def is_kept(db: Database) -> bool:
    """Whether the triggers are all there: a tool that makes the table `articles` anew drops them unsaid."""
    kept = db.execute(
        "SELECT count(*) FROM sqlite_master "
        "WHERE type = 'trigger' AND tbl_name = 'articles' AND name LIKE 'articles_fts_%'"
    )
    return bool(kept.fetchone()[0] == len(_TRIGGERS))
