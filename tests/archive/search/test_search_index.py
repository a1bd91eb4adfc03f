"""Whatever writes to `articles`, the index follows."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from searched_archive import opened_database, storing  # noqa: F401 (fixtures)

from archive.database import Database, open_database, path_of
from archive.errors import SchemaError
from archive.search.find import Search, find
from archive.search.index import create_index

Store = Callable[..., int]


def found(db: Database, words: str) -> set[int]:
    return {hit.id for hit in find(db, Search(words)).hits}


def is_sound(db: Database) -> bool:
    """Whether the index is that of the present texts, token for token."""

    def tokens() -> list[tuple[object, ...]]:
        db.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(main, articles_fts, instance)")
        rows = db.execute("SELECT * FROM temp.tokens ORDER BY term, doc, col, offset").fetchall()
        db.execute("DROP TABLE temp.tokens")
        return rows

    kept = tokens()
    with db.atomic():
        create_index(db)
    return kept == tokens() and bool(kept)


def test_a_changed_text_is_found_by_its_new_words_only(db: Database, store: Store) -> None:
    number = store("罷工", "工會支持職工", url="https://one.example/a")
    assert found(db, "罢工 职工") == {number}
    assert store("复工", "工会感谢职工", url="https://one.example/a") == number
    assert (found(db, "复工"), found(db, "罢工")) == ({number}, set())
    assert is_sound(db)


def test_an_article_that_is_as_it_was_is_not_indexed_again(db: Database, store: Store) -> None:
    store("标题", "正文", url="https://one.example/a")
    before = db.execute("SELECT id, block FROM articles_fts_data").fetchall()
    store("标题", "正文", url="https://one.example/a")
    assert db.execute("SELECT id, block FROM articles_fts_data").fetchall() == before


def test_the_index_is_part_of_the_transaction(db: Database, store: Store) -> None:
    db.execute("BEGIN")
    store(None, "罢工")
    db.execute("ROLLBACK")
    assert found(db, "罢工") == set()


def test_plain_sql_keeps_it(db: Database, store: Store) -> None:
    first, second = store("集體協商", "工會"), store(None, "工会" * 400)
    with sqlite3.connect(path_of(db)) as plain:
        plain.execute("UPDATE articles SET text = replace(text, '工會', '勞動') WHERE id = ?", [first])
        plain.execute("UPDATE articles SET id = 77 WHERE id = ?", [second])
        plain.execute(
            "INSERT INTO articles (id, url, site, title, text, digest, first_seen_at, last_seen_at) "
            "SELECT 99, 'u', site, '欠薪', text, '', '', '' FROM articles WHERE id = 77"
        )
    plain.close()
    assert (found(db, "集体协商 劳动"), found(db, "工会")) == ({first}, {77, 99})
    db.execute("DELETE FROM articles WHERE id = 77")
    db.table("articles").upsert({**next(db.table("articles").rows_where("id = 99")), "title": "補薪"}, pk="id")
    assert (found(db, "工会"), found(db, "补薪"), found(db, "欠薪")) == ({99}, {99}, set())
    assert is_sound(db)


def test_sqlite_utils_replaces_a_row_and_its_words(db: Database, store: Store) -> None:
    number = store("罢工", "工会")
    row = {**next(db.table("articles").rows), "title": "复工"}
    db.table("articles").insert(row, replace=True)
    assert (found(db, "复工"), found(db, "罢工")) == ({number}, set())
    assert is_sound(db)


def test_vacuum_leaves_it(db: Database, store: Store) -> None:
    numbers = [store(f"罢工{i}", "工会") for i in range(5)]
    db.execute("DELETE FROM articles WHERE id = ?", [numbers[1]])
    db.execute("VACUUM")
    assert found(db, "工会") == {*numbers} - {numbers[1]}


def test_a_table_made_anew_is_refused_until_the_index_is(db: Database, store: Store) -> None:
    number = store("罢工", "工会")
    db.table("articles").transform(rename={"editor": "edited_by"})
    later = store_plainly(db, "停工")
    with pytest.raises(SchemaError, match="scrapy search --rebuild"):
        find(db, Search("罢工"))
    with db.atomic():
        create_index(db)
    assert (found(db, "罢工"), found(db, "停工")) == ({number}, {later})


def store_plainly(db: Database, text: str) -> int:
    return int(
        db.execute(
            "INSERT INTO articles (url, site, text, digest, first_seen_at, last_seen_at) "
            "VALUES ('plain', 'one.example', ?, '', '', '') RETURNING id",
            [text],
        ).fetchone()[0]
    )


def test_an_older_file_is_indexed_when_it_is_opened(db: Database, store: Store, tmp_path: Path) -> None:
    number = store("罷工", "工會")
    for name in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER articles_fts_{name}")
    for statement in ("TABLE articles_fts", "TABLE articles_fts_characters", "INDEX idx_articles_search"):
        db.execute(f"DROP {statement}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_index'")
    db.close()
    again = open_database(tmp_path)
    assert found(again, "罢工") == {number}
    again.close()


def test_the_words_of_sqlite_utils_find_it(db: Database, store: Store) -> None:
    store("甲", "省总工会")
    store("乙", "工會")
    store("丙", "会工")

    def titles(*words: str) -> list[str]:
        command = [sys.executable, "-m", "sqlite_utils", "search", str(path_of(db)), "articles", *words, "-c", "title"]
        answer = subprocess.run([*command, "--csv", "--no-headers"], capture_output=True, text=True, check=True)
        return sorted(answer.stdout.split())

    assert titles("工会") == ["乙", "甲"]
    assert titles("工會") == ["乙"]
    assert titles('"总工 工会"') == ["甲"]
