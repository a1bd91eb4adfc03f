"""`scrapy export`: formats, filters, refusals."""

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from exporting import change, exported, make_rich
from running import articles, inside, rows, scrapy
from warcio.archiveiterator import ArchiveIterator

from scraper.commands import export, ingest


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    return make_rich(tmp_path_factory.mktemp("rich"), tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), 4),
        (("--site", "dzwww"), 3),
        (("--since", "2026-02-03"), 1),
        (("--since", "2026-02-04"), 0),
        (("--until", "2026-02-02"), 0),
        (("--source", "工会报"), 1),
        (("--script", "Hant"), 0),
        (("--query", "集体合同 一致"), 1),
        (("--query", "100%"), 0),
        (("--query", "第_车间"), 0),
    ],
)
def test_filters(words: tuple[str, ...], expected: int, rich: Path, tmp_path: Path) -> None:
    done = exported(rich, "jsonl", tmp_path / "a.jsonl", *words)
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == expected
    undated = "; 3 without a date left out" if words and words[0] in {"--since", "--until"} else ""
    assert done.stdout == f"export: {expected} articles to {tmp_path / 'a.jsonl'}{undated}\n"


def test_csv_is_for_spreadsheets(rich: Path, tmp_path: Path) -> None:
    archive = shutil.copytree(rich, tmp_path / "copy")
    change(archive, "UPDATE articles SET title = '=HYPERLINK(\"http://evil.invalid\")' WHERE id = 1")
    exported(archive, "csv", tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,url,")
    table = list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline="")))
    kept = rows(archive, "SELECT text, title FROM articles ORDER BY id")
    assert [row["text"] for row in table] == [text for text, _ in kept]
    assert table[0]["title"] == f"'{kept[0][1]}"


def test_parquet_has_types(rich: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    exported(rich, "parquet", path)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        types = dict(connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{path}')").fetchall())
        stated = connection.execute(
            f"SELECT published_at::VARCHAR, published_at_stated, published_date::VARCHAR, len(versions), "
            f"versions[1].text, capture.warc_offset FROM '{path}' WHERE url LIKE '%x/0.html'"
        ).fetchall()
    assert types["published_at"] == types["first_seen_at"] == "TIMESTAMP WITH TIME ZONE"
    assert (types["published_date"], types["id"], types["text"]) == ("DATE", "BIGINT", "VARCHAR")
    assert types["repairs"] == "STRUCT(kind VARCHAR, certain BIGINT, guessed BIGINT, lost BIGINT)[]"
    version, place = rows(
        rich,
        "SELECT v.text, warc_offset FROM versions v, articles a, captures c "
        "WHERE a.id = article_id AND c.id = a.capture_id",
    )[0]
    assert stated == [("2026-02-03 02:20:00+00", "2026-02-03T10:20+08:00", "2026-02-03", 1, version, place)]
    frame = pd.read_parquet(path)
    assert list(frame["text"]) == [text for (text,) in rows(rich, "SELECT text FROM articles ORDER BY id")]
    assert str(frame["first_seen_at"].dtype) == "datetime64[us, UTC]"


def test_parquet_without_pyarrow_names_the_cure(rich: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = exported(rich, "parquet", tmp_path / "a.parquet")
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert done.stderr == "scrapy: Parquet needs pyarrow; run: pip install 'union-news-archive[export]'\n"


def test_wacz_validates_and_its_index_tells_where_records_lie(rich: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    assert exported(rich, "wacz", path).returncode == 0
    tool = [Path(sys.executable).with_name("wacz"), "validate", "-f", path]
    assert "Validation succeeded" in subprocess.run(tool, capture_output=True, text=True, check=True).stdout
    with zipfile.ZipFile(path) as package:
        package.extractall(tmp_path)
    own = subprocess.run(["gzip", "-dc", tmp_path / "indexes/index.cdx.gz"], capture_output=True, check=True).stdout
    indexer = [Path(sys.executable).with_name("cdxj-indexer"), "-s", *(tmp_path / "archive").iterdir()]
    theirs = subprocess.run(indexer, capture_output=True, check=True).stdout
    assert [fields(line) for line in own.splitlines()] == [
        fields(line) for line in theirs.splitlines() if b"meta" not in line
    ]
    entry = json.loads(own.splitlines()[-1].split(b" ", 2)[2])
    with (tmp_path / "archive" / entry["filename"]).open("rb") as file:
        file.seek(int(entry["offset"]))
        assert next(iter(ArchiveIterator(file))).rec_headers.get_header("WARC-Target-URI") == entry["url"]
    assert len((tmp_path / "pages/pages.jsonl").read_text().splitlines()) == 5


def fields(line: bytes) -> tuple[bytes, bytes, dict[str, str]]:
    key, moment, entry = line.split(b" ", 2)
    wanted = ("url", "digest", "offset", "length", "filename")
    return key, moment, {name: value for name, value in json.loads(entry).items() if name in wanted}


def test_wacz_is_ingested(rich: Path, tmp_path: Path) -> None:
    path, fresh = tmp_path / "a.wacz", tmp_path / "fresh"
    exported(rich, "wacz", path)
    done = inside(ingest.Command(), path, archive=fresh)
    assert done.returncode == 0, done.stderr
    assert [row[:3] for row in articles(fresh)] == [row[:3] for row in articles(rich)]
    assert rows(fresh, "SELECT count(*) FROM versions") == [(1,)]
    again = inside(ingest.Command(), path, archive=fresh)
    assert again.stdout.startswith("ingest: 0 new, 0 changed")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"no ZIP file"])
def test_a_broken_wacz_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    path.write_bytes(content)
    done = inside(ingest.Command(), path, archive=tmp_path / "fresh")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "not a whole WACZ file" in done.stderr


def test_wacz_says_which_pages_are_lost(rich: Path, tmp_path: Path) -> None:
    archive = shutil.copytree(rich, tmp_path / "copy")
    (warc,) = {archive / "warc" / name for (name,) in rows(archive, "SELECT warc_file FROM captures LIMIT 1")}
    warc.unlink()
    done = exported(archive, "wacz", tmp_path / "a.wacz")
    lost = rows(archive, f"SELECT count(*) FROM captures WHERE warc_file = '{warc.name}'")[0][0]
    assert done.returncode == 1
    assert done.stderr.count("restore the file from a backup") == lost
    with zipfile.ZipFile(tmp_path / "a.wacz") as package:
        assert package.testzip() is None


@pytest.mark.parametrize("form", ["jsonl", "wacz"])
def test_a_full_disk_leaves_no_half_file(form: str, rich: Path, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(b"the file of yesterday")
    done = scrapy("export", "--format", form, "-o", path, archive=rich, limit=1000)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "free some space" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"the file of yesterday"


def test_standard_output(rich: Path, tmp_path: Path) -> None:
    exported(rich, "csv", tmp_path / "a.csv")
    done = scrapy("export", "--format", "csv", "-o", "-", archive=rich, input=b"")
    assert done.stdout.encode() == (tmp_path / "a.csv").read_bytes()
    assert done.stderr == "export: 4 articles to -\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "jsonl", "--since", "2026-13-01"), "give it as --since 2026-01-31"),
        (("--format", "jsonl", "-o", "/nowhere/a.jsonl"), "there is no folder /nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(words: tuple[str, ...], said: str, rich: Path) -> None:
    done = inside(export.Command(), *words, archive=rich)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert said in done.stderr
