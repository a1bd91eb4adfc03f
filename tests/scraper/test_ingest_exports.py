"""`scrapy ingest` of what `scrapy export` wrote: whole, selected, damaged."""

import json
import shutil
from pathlib import Path

import pytest
from exporting import TABLES, change, exported, lines, make_rich
from running import inside, rows, scrapy

from scraper.commands import doctor, ingest


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    return make_rich(tmp_path_factory.mktemp("rich"), tmp_path_factory.mktemp("pages"))


def test_a_whole_export_comes_back_as_it_was(rich: Path, tmp_path: Path) -> None:
    first, second, fresh = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "fresh"
    done = exported(rich, "jsonl", first)
    assert (done.returncode, done.stdout) == (0, f"export: 4 articles to {first}\n"), done.stderr
    done = inside(ingest.Command(), first, archive=fresh)
    assert (done.returncode, done.stdout) == (0, "ingest: 4 new, 0 changed, 0 unchanged, 0 failed\n"), done.stderr
    exported(fresh, "jsonl", second)
    assert second.read_bytes() == first.read_bytes()
    for table in TABLES:
        assert rows(fresh, f"SELECT * FROM {table} ORDER BY 1, 2") == rows(rich, f"SELECT * FROM {table} ORDER BY 1, 2")
    shutil.copytree(rich / "warc", fresh / "warc", dirs_exist_ok=True)
    done = inside(doctor.Command(), archive=fresh)
    assert done.stdout == "doctor: healthy\n"
    again = inside(ingest.Command(), first, archive=fresh)
    assert again.stdout == "ingest: 0 new, 0 changed, 4 unchanged, 0 failed\n"
    exported(fresh, "jsonl", second)
    assert second.read_bytes() == first.read_bytes()


def test_an_ingest_that_was_stopped_is_finished_by_the_next(rich: Path, tmp_path: Path) -> None:
    whole, part, second, fresh = (tmp_path / name for name in ("a.jsonl", "part.jsonl", "b.jsonl", "fresh"))
    exported(rich, "jsonl", whole)
    part.write_bytes(b"".join(whole.read_bytes().splitlines(keepends=True)[2:]))
    inside(ingest.Command(), part, archive=fresh)
    done = inside(ingest.Command(), whole, archive=fresh)
    assert done.stdout == "ingest: 2 new, 0 changed, 2 unchanged, 0 failed\n", done.stderr
    exported(fresh, "jsonl", second)
    assert second.read_bytes() == whole.read_bytes()


def test_an_export_in_a_pipe_is_no_page(rich: Path, tmp_path: Path) -> None:
    exported(rich, "jsonl", tmp_path / "a.jsonl")
    done = scrapy("ingest", "-", archive=tmp_path / "fresh", input=(tmp_path / "a.jsonl").read_bytes())
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "write it to a file and name that" in done.stderr
    assert rows(tmp_path / "fresh", "SELECT count(*) FROM articles") == [(0,)]


def test_a_selection_is_related_anew_to_what_is_there(rich: Path, archive: Path, tmp_path: Path) -> None:
    selection = tmp_path / "selection.jsonl"
    done = exported(rich, "jsonl", selection, "--query", "集体合同 监督小组", "--site", "ixuchang")
    assert (done.returncode, len(lines(selection))) == (0, 1), done.stderr
    (only,) = lines(selection)
    assert only["relations"]
    assert only["story"]
    done = inside(ingest.Command(), selection, archive=archive)
    assert done.stdout == "ingest: 1 new, 0 changed, 0 unchanged, 0 failed\n", done.stderr
    ((story, size),) = rows(
        archive, "SELECT story_id, (SELECT size FROM stories WHERE id = story_id) FROM articles WHERE site = 'ixuchang'"
    )
    assert story
    assert rows(archive, f"SELECT count(*) FROM articles WHERE story_id = {story}") == [(size,)]


def test_a_newer_text_becomes_the_article_and_the_older_a_version(rich: Path, archive: Path, tmp_path: Path) -> None:
    exported(rich, "jsonl", tmp_path / "a.jsonl", "--query", "一致")
    change(archive, "UPDATE articles SET first_seen_at = '2020-01-01', last_seen_at = '2020-01-01'")
    inside(ingest.Command(), tmp_path / "a.jsonl", archive=archive)
    assert rows(archive, "SELECT count(*) FROM articles WHERE text LIKE '%一致%'") == [(1,)]
    assert ("2020-01-01",) in rows(archive, "SELECT seen_at FROM versions WHERE text NOT LIKE '%一致%'")


def test_damaged_lines_cost_themselves(rich: Path, tmp_path: Path) -> None:
    path, fresh = tmp_path / "a.jsonl", tmp_path / "fresh"
    exported(rich, "jsonl", path)
    first, second, third, fourth = path.read_text(encoding="utf-8").split("\n")[:4]
    second = second.replace("集体合同", "集体协议")
    fourth = json.dumps({**json.loads(fourth), "unheard_of": 1}, ensure_ascii=False)
    path.write_text("\n".join([first, second, third[:-40], fourth, '{"a": 1}', "[]", ""]), encoding="utf-8")
    done = inside(ingest.Command(), path, archive=fresh)
    assert (done.returncode, done.stdout) == (1, "ingest: 1 new, 0 changed, 0 unchanged, 5 failed\n")
    complaints = done.stderr.splitlines()
    assert len(complaints) == 5
    assert "the text is not the one that was exported" in complaints[0]
    assert "line 3: not an article as scrapy export writes it, or cut off" in complaints[1]
    assert "fields that this version does not know: unheard_of" in complaints[2]


@pytest.mark.parametrize("field", ["capture", "versions", "site_about", "relations", "story", "title", "last_seen_at"])
@pytest.mark.parametrize("wrong", [[1], {"kind": []}, 7], ids=str)
def test_a_line_with_wrong_things_in_it_never_stops_the_rest(
    field: str, wrong: object, rich: Path, tmp_path: Path
) -> None:
    path, fresh = tmp_path / "a.jsonl", tmp_path / "fresh"
    exported(rich, "jsonl", path)
    spoilt, *rest = lines(path)
    path.write_text("".join(json.dumps(each) + "\n" for each in [{**spoilt, field: wrong}, *rest]), encoding="utf-8")
    done = inside(ingest.Command(), path, archive=fresh)
    assert "Traceback" not in done.stderr
    assert rows(fresh, "SELECT count(*) FROM articles")[0][0] >= 3
