"""Examines archive.db: the file, the references between rows, and what should agree."""

import sqlite3
from collections.abc import Callable, Iterator

from archive.articles import digest_of
from archive.care.finding import (
    DAMAGED_DATABASE,
    EMPTY_STORY,
    LOOSE_REFERENCE,
    NOT_INDEXED,
    OTHER_SCHEMA,
    OTHER_TEXT,
    STORY_SIZE,
    STRANGE_FIRST,
    STRANGE_RELATION,
    STRAY_IN_INDEX,
    WITHOUT_CAPTURE,
    Ailment,
    Finding,
)
from archive.database import Database
from archive.records import Article
from archive.schema import migrations

Report = Callable[[str], None]

AGREEMENTS: dict[Ailment, str] = {
    WITHOUT_CAPTURE: "SELECT 'article ' || id || ' ' || url FROM articles WHERE capture_id IS NULL",
    STORY_SIZE: """
        SELECT 'story ' || s.id || ' counts ' || s.size || ', has ' || count(a.id)
        FROM stories s JOIN articles a ON a.story_id = s.id GROUP BY s.id HAVING s.size <> count(a.id)
    """,
    EMPTY_STORY: """
        SELECT 'story ' || id FROM stories s WHERE NOT EXISTS (SELECT 1 FROM articles WHERE story_id = s.id)
    """,
    STRANGE_FIRST: """
        SELECT 'story ' || s.id FROM stories s LEFT JOIN articles a ON a.id = s.first_article_id
        WHERE a.story_id IS NOT s.id AND EXISTS (SELECT 1 FROM articles WHERE story_id = s.id)
    """,
    STRANGE_RELATION: """
        SELECT 'articles ' || r.article_id || ' and ' || r.other_id FROM relations r
        WHERE r.article_id = r.other_id OR NOT (r.coverage BETWEEN 0 AND 1 AND r.other_coverage BETWEEN 0 AND 1)
            OR (r.article_id < r.other_id
                AND EXISTS (SELECT 1 FROM relations WHERE article_id = r.other_id AND other_id = r.article_id))
    """,
}
REPRINT_INDEX: dict[Ailment, str] = {
    NOT_INDEXED: "SELECT 'article ' || id || ' ' || url FROM articles "
    "WHERE id NOT IN (SELECT id FROM reprint_documents)",
    STRAY_IN_INDEX: "SELECT 'entry ' || id FROM reprint_documents WHERE id NOT IN (SELECT id FROM articles)",
}


def examine_database(db: Database, report: Report) -> Iterator[Finding]:
    """Everything that is wrong in the database, as of one moment."""
    try:
        with db.atomic():
            report("doctor: archive.db")
            yield from _damage(db)
            yield from _loose_references(db)
            yield from _schema(db)
            has_index = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'reprint_documents'").fetchone()
            if not has_index and db.execute("SELECT 1 FROM articles").fetchone():
                yield Finding(NOT_INDEXED, "all of them: there is no index")
            checks = {**AGREEMENTS, **REPRINT_INDEX} if has_index else AGREEMENTS
            for ailment, query in checks.items():
                report(f"doctor: {ailment.name}")
                yield from (Finding(ailment, place) for (place,) in db.execute(query))
            yield from _texts(db, report)
    except sqlite3.DatabaseError as error:
        yield Finding(DAMAGED_DATABASE, str(error))


def _damage(db: Database) -> Iterator[Finding]:
    for (words,) in db.execute("PRAGMA integrity_check"):
        if words != "ok":
            yield Finding(DAMAGED_DATABASE, " ".join(words.split()))


def _loose_references(db: Database) -> Iterator[Finding]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Finding(LOOSE_REFERENCE, f"{table} row {row} to {parent}")


def _schema(db: Database) -> Iterator[Finding]:
    """What a new archive has and this one has not; what somebody added does no harm."""
    new = Database(memory=True)
    migrations.apply(new)
    query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
    present = dict(db.execute(query).fetchall())
    for name, statement in new.execute(query).fetchall():
        if name not in present:
            yield Finding(OTHER_SCHEMA, f"{name} is missing")
        elif present[name].split() != statement.split():
            yield Finding(OTHER_SCHEMA, f"{name} is not as it was made")
    new.close()


def _texts(db: Database, report: Report) -> Iterator[Finding]:
    query = (
        "SELECT 'article ' || id || ' ' || url, text, digest FROM articles "
        "UNION ALL SELECT 'version ' || id || ' of article ' || article_id, text, digest FROM versions"
    )
    for number, (place, text, digest) in enumerate(db.execute(query), 1):
        report(f"doctor: {number} texts")
        if digest_of(Article(place, None, text)) != digest:
            yield Finding(OTHER_TEXT, place)
