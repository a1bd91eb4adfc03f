"""`scrapy doctor` before real damage: it finds what was done, says what it means and what helps."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from running import Done, inside, page, rows

from archive.care.finding import (
    EMPTY_STORY,
    LOOSE_REFERENCE,
    MISSING_FILE,
    NOT_INDEXED,
    OTHER_RECORD,
    OTHER_SCHEMA,
    OTHER_TEXT,
    RECORD_WITHOUT_ROW,
    ROW_WITHOUT_RECORD,
    STORY_SIZE,
    STRANGE_FILE,
    STRANGE_FIRST,
    STRANGE_RELATION,
    STRAY_IN_INDEX,
    UNREADABLE_RECORD,
    WITHOUT_CAPTURE,
    Ailment,
)
from scraper.commands import doctor, ingest


@pytest.fixture
def archive(archive: Path, tmp_path: Path) -> Path:
    """The small archive, and a reprint, so that there are stories."""
    path = tmp_path / "reprint.html"
    path.write_text(page(1).replace("www.dzwww.com/x/1", "www.ixuchang.com/9"), encoding="utf-8")
    inside(ingest.Command(), path, archive=archive)
    assert rows(archive, "SELECT count(*) > 0 FROM stories") == [(1,)]
    return archive


def examined(archive: Path, *words: str) -> Done:
    return inside(doctor.Command(), *words, archive=archive)


def first_file(archive: Path) -> Path:
    return min((archive / "warc").iterdir())


def flip_a_byte(archive: Path) -> None:
    offset, length = rows(archive, "SELECT warc_offset, warc_length FROM captures WHERE id = 2")[0]
    data = bytearray(first_file(archive).read_bytes())
    data[offset + length // 2] ^= 0x20
    first_file(archive).write_bytes(data)


def truncate(archive: Path) -> None:
    offset = rows(archive, "SELECT warc_offset FROM captures WHERE id = 3")[0][0]
    first_file(archive).write_bytes(first_file(archive).read_bytes()[:offset])


def remove(archive: Path) -> None:
    first_file(archive).unlink()


def lay_a_stranger(archive: Path) -> None:
    (archive / "warc" / "letter.txt").write_text("mine")


def run(*statements: str) -> Callable[[Path], None]:
    def change(archive: Path) -> None:
        with closing(sqlite3.connect(archive / "archive.db")) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()

    return change


DAMAGES = [
    (flip_a_byte, UNREADABLE_RECORD, False),
    (truncate, ROW_WITHOUT_RECORD, True),
    (remove, MISSING_FILE, True),
    (lay_a_stranger, STRANGE_FILE, True),
    (run("UPDATE articles SET capture_id = NULL", "DELETE FROM captures WHERE id = 2"), RECORD_WITHOUT_ROW, False),
    (run("UPDATE captures SET warc_offset = warc_offset + 1 WHERE id = 2"), ROW_WITHOUT_RECORD, True),
    (run("UPDATE captures SET warc_offset = 1000000 WHERE id = 2"), ROW_WITHOUT_RECORD, True),
    (run("UPDATE captures SET payload_digest = 'sha1:AAAA' WHERE id = 2"), OTHER_RECORD, False),
    (run("UPDATE captures SET warc_length = warc_length - 1 WHERE id = 2"), OTHER_RECORD, False),
    (run("DELETE FROM captures WHERE id = 2"), LOOSE_REFERENCE, True),
    (run("UPDATE articles SET capture_id = NULL WHERE id = 1"), WITHOUT_CAPTURE, True),
    (run("UPDATE articles SET text = text || '。' WHERE id = 1"), OTHER_TEXT, True),
    (run("DROP INDEX idx_articles_digest"), OTHER_SCHEMA, True),
    (run("UPDATE stories SET size = size + 1"), STORY_SIZE, True),
    (run("INSERT INTO stories (size) VALUES (0)"), EMPTY_STORY, True),
    (run("UPDATE stories SET first_article_id = NULL"), STRANGE_FIRST, True),
    (run("UPDATE relations SET coverage = 7"), STRANGE_RELATION, True),
    (
        run("INSERT INTO relations SELECT other_id, article_id, kind, coverage, other_coverage FROM relations LIMIT 1"),
        STRANGE_RELATION,
        True,
    ),
    (run("DELETE FROM reprint_documents WHERE id = 1"), NOT_INDEXED, True),
    (run("INSERT INTO reprint_documents (id, text) VALUES (999, 1)"), STRAY_IN_INDEX, True),
]


@pytest.mark.parametrize(("damage", "ailment", "in_haste"), DAMAGES)
def test_damage_is_found(damage: Callable[[Path], None], ailment: Ailment, in_haste: object, archive: Path) -> None:
    damage(archive)
    done = examined(archive)
    assert (done.returncode, done.stderr) == (1, "")
    said = done.stdout.splitlines()
    at = next(number for number, line in enumerate(said) if line.startswith(f"{ailment.name}: "))
    assert f"  means: {ailment.meaning}" in said[at:]
    assert f"  cure: {ailment.cure}" in said[at:]
    assert said[-1].startswith("doctor: ")
    assert (f"{ailment.name}: " in examined(archive, "--quick").stdout) is in_haste


def test_a_sound_archive_is_healthy(archive: Path) -> None:
    for words in ((), ("--quick",)):
        done = examined(archive, *words)
        assert (done.returncode, done.stdout, done.stderr) == (0, "doctor: healthy\n", "")


def test_only_the_damaged_record_is_named(archive: Path) -> None:
    flip_a_byte(archive)
    done = examined(archive)
    offset, url = rows(archive, "SELECT warc_offset, url FROM captures WHERE id = 2")[0]
    assert f"{first_file(archive).name} at byte {offset}, {url} (" in done.stdout
    assert done.stdout.endswith("doctor: 1 finding\n")


def test_many_places_are_counted_and_all_are_named_on_demand(archive: Path) -> None:
    run("UPDATE articles SET capture_id = NULL")(archive)
    done = examined(archive)
    assert "articles without a capture: 4\n" in done.stdout
    assert "  … and 1 more; --all names them\n" in done.stdout
    assert "more;" not in examined(archive, "--all").stdout


def test_examining_changes_nothing(archive: Path) -> None:
    before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    examined(archive)
    assert {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()} == before


def test_what_is_no_database_is_said_in_a_line(archive: Path) -> None:
    (archive / "archive.db").write_bytes(b"no database" * 1000)
    done = examined(archive)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "restore it from a backup" in done.stderr
