"""`scrapy backup`: whole, incremental, beside a writer, and when something is wrong."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import Done, articles, inside, page, rows, scrapy

from scraper.commands import backup, doctor, ingest


def back_up(archive: Path, target: Path, *words: str) -> Done:
    return inside(backup.Command(), *words, target, archive=archive)


def add_page(archive: Path, number: int) -> None:
    path = archive.parent / f"{number}.html"
    path.write_text(page(number), encoding="utf-8")
    assert inside(ingest.Command(), path, archive=archive).returncode == 0


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_backup_is_an_archive_and_the_next_adds_what_is_new(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"
    done = back_up(archive, target)
    assert done.returncode == 0, done.stderr
    assert "WARC files: 1 new, 0 continued, 0 there already" in done.stdout
    assert "verified" in done.stdout
    assert contents(target / "warc") == contents(archive / "warc")
    assert inside(doctor.Command(), archive=target).stdout == "doctor: healthy\n"
    kept = {path: path.stat().st_mtime_ns for path in (target / "warc").iterdir()}
    add_page(archive, 7)
    done = back_up(archive, target)
    assert "WARC files: 1 new, 0 continued, 1 there already" in done.stdout, done.stderr
    assert articles(target) == articles(archive)
    assert contents(target / "warc") == contents(archive / "warc")
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert sorted(path.name for path in target.iterdir()) == ["archive.db", "warc"]


def test_a_file_that_has_grown_is_continued(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    back_up(archive, target)
    (warc,) = (archive / "warc").iterdir()
    copy = target / "warc" / warc.name
    copy.write_bytes(warc.read_bytes()[:-100])
    inode = copy.stat().st_ino
    done = back_up(archive, target)
    assert "0 new, 1 continued, 0 there already (100 bytes copied)" in done.stdout
    assert (copy.read_bytes(), copy.stat().st_ino) == (warc.read_bytes(), inode)


def test_links_cost_no_space(archive: Path, tmp_path: Path) -> None:
    assert back_up(archive, tmp_path / "copy", "--link").returncode == 0
    (warc,) = (archive / "warc").iterdir()
    assert (tmp_path / "copy" / "warc" / warc.name).samefile(warc)
    assert "1 there already" in back_up(archive, tmp_path / "copy", "--link").stdout


def test_a_writer_neither_waits_nor_spoils_the_copy(archive: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(archive / "archive.db", isolation_level=None)) as writer:
        writer.execute("INSERT INTO crawls (site, started_at) VALUES ('dzwww', 'committed')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO crawls (site, started_at) VALUES ('dzwww', 'under way')")
        done = back_up(archive, tmp_path / "copy")
        assert done.returncode == 0, done.stderr
        writer.execute("COMMIT")
    assert rows(tmp_path / "copy", "SELECT started_at FROM crawls") == [("committed",)]


def test_what_a_killed_backup_left_does_no_harm(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    (target / "warc").mkdir(parents=True)
    (warc,) = (archive / "warc").iterdir()
    (target / ".archive.db.unfinished").write_bytes(b"half")
    (target / ".archive.db.unfinished-journal").write_bytes(b"half")
    (target / "warc" / f".{warc.name}.unfinished").write_bytes(b"half")
    assert back_up(archive, target).returncode == 0
    assert contents(target / "warc") == contents(archive / "warc")
    assert sorted(path.name for path in target.iterdir()) == ["archive.db", "warc"]


def test_a_damaged_copy_is_replaced(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    back_up(archive, target)
    (target / "archive.db").write_bytes(b"no database" * 100)
    assert back_up(archive, target).returncode == 0
    assert articles(target) == articles(archive)


def test_a_copy_that_was_looked_into_is_replaced_with_its_journal(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    back_up(archive, target)
    inside(doctor.Command(), archive=target)
    add_page(archive, 8)
    with closing(sqlite3.connect(target / "archive.db")) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("INSERT INTO crawls (site, started_at) VALUES ('dzwww', 'here')")
        reader.commit()
        done = back_up(archive, target)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "in use by another program" in done.stderr
    assert back_up(archive, target).returncode == 0
    assert articles(target) == articles(archive)


def test_a_damaged_database_never_replaces_a_sound_copy(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    back_up(archive, target)
    sound = (target / "archive.db").read_bytes()
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'idx_articles_digest'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with (archive / "archive.db").open("r+b") as file:
        file.seek((root - 1) * size + size // 2)
        file.write(bytes(size // 2))
    done = back_up(archive, target)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is damaged" in done.stderr
    assert "run: scrapy doctor" in done.stderr
    assert (target / "archive.db").read_bytes() == sound
    assert inside(doctor.Command(), archive=archive).stdout.startswith("damaged places in archive.db: ")


def test_files_that_differ_are_left_alone(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    back_up(archive, target)
    (warc,) = (archive / "warc").iterdir()
    whole = warc.read_bytes()
    warc.write_bytes(whole[:-50])
    done = back_up(archive, target)
    assert done.returncode == 1
    assert "is not the file of that name in the backup" in done.stderr
    assert (target / "warc" / warc.name).read_bytes() == whole


def test_what_the_archive_itself_lacks_is_said(archive: Path, tmp_path: Path) -> None:
    (warc,) = (archive / "warc").iterdir()
    warc.unlink()
    done = back_up(archive, tmp_path / "copy")
    assert done.returncode == 1
    assert f"{warc.name} is missing, with 3 captures" in done.stderr


def test_a_full_disk_keeps_the_older_copy(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    back_up(archive, target)
    sound = (target / "archive.db").read_bytes()
    done = scrapy("backup", target, archive=archive, limit=50_000)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "free some space" in done.stderr
    assert (target / "archive.db").read_bytes() == sound


@pytest.mark.parametrize("kind", ["itself", "strange", "file"])
def test_wrong_places_are_refused(kind: str, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    done = back_up(archive, archive if kind == "itself" else tmp_path / kind)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert [path.name for path in (tmp_path / "strange").iterdir()] == ["letter.txt"]
