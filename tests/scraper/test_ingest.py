"""`scrapy ingest`: every kind of thing that people hand in, and what the command says to it."""

import random
from pathlib import Path

import pytest
from running import Done, articles, inside, page, rows, scrapy

from scraper.commands import ingest

TEXT = "市总工会召开主席办公会\n" + "会议听取了三季度工作汇报，并研究部署了今年冬季送温暖活动的各项准备工作。\n" * 3
WARC = "SELECT count(*) FROM captures"


def test_a_folder_is_ingested(sample: tuple[Path, Done]) -> None:
    archive, done = sample
    assert (done.returncode, done.stdout) == (0, "ingest: 3 new, 0 changed, 0 unchanged, 0 failed\n"), done.stderr
    assert [row[:2] for row in articles(archive)] == [(f"http://www.dzwww.com/x/{n}.html", "dzwww") for n in range(3)]
    assert all("通过了新的集体合同草案" in row[3] for row in articles(archive))


def test_the_same_pages_again_are_kept_once(archive: Path, tmp_path: Path) -> None:
    (source,) = (archive / "warc").iterdir()
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes(source.read_bytes())
    before = articles(archive), rows(archive, WARC)
    done = inside(ingest.Command(), copy, copy, archive=archive)
    assert (done.returncode, done.stdout) == (0, "ingest: 0 new, 0 changed, 3 unchanged, 0 failed\n"), done.stderr
    assert (articles(archive), rows(archive, WARC)) == before
    assert list((archive / "warc").iterdir()) == [source]


@pytest.mark.parametrize("kind", ["html", "text", "warc"])
def test_standard_input(sample: tuple[Path, Done], tmp_path: Path, kind: str) -> None:
    (source,) = (sample[0] / "warc").iterdir()
    piped = {"html": page(7).encode("gbk"), "text": TEXT.encode(), "warc": source.read_bytes()}[kind]
    words = ["--url", "https://a.example.org/1"] if kind == "text" else []
    done = scrapy("ingest", "-", *words, archive=tmp_path, input=piped)
    assert done.returncode == 0, done.stderr
    urls = [row[0] for row in articles(tmp_path)]
    expected = {"html": ["http://www.dzwww.com/x/7.html"], "text": ["https://a.example.org/1"]}
    assert urls == expected.get(kind, [f"http://www.dzwww.com/x/{n}.html" for n in range(3)])


def test_bad_things_are_said_and_the_rest_is_stored(tmp_path: Path) -> None:
    bad = {
        "empty.html": b"",
        "image.html": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "paper.txt": b"%PDF-1.7\n" + bytes(50),
        "noise.txt": random.Random(4).randbytes(3000),
        "short.html": b"<p>hello",
    }
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    (folder / "good.html").write_text(page(1), encoding="utf-8")
    (folder / "other.txt").write_text(TEXT, encoding="utf-8")
    table = tmp_path / "urls.csv"
    table.write_text("file,url\nother.txt,https://b.example.org/2\n", encoding="utf-8")
    (tmp_path / "none").mkdir()
    paths = (folder, tmp_path / "missing", tmp_path / "none")
    done = inside(ingest.Command(), *paths, "--url-from", table, archive=tmp_path / "archive")
    assert done.returncode == 1
    assert done.stdout == "ingest: 2 new, 0 changed, 0 unchanged, 7 failed\n"
    lines = done.stderr.splitlines()
    assert len(lines) == 7
    assert all(line.startswith("scrapy: ") for line in lines)
    for name, words in {
        "empty.html": "the page is empty",
        "image.html": "a PNG image",
        "paper.txt": "a PDF document",
        "noise.txt": "",
        "short.html": "no article",
        "missing": "no such file or folder; check the path",
        "none": "no .html, .txt or .warc files in it",
    }.items():
        (line,) = [line for line in lines if f"/{name}: " in line]
        assert words in line
    assert {row[0] for row in articles(tmp_path / "archive")} == {
        "http://www.dzwww.com/x/1.html",
        "https://b.example.org/2",
    }
    assert rows(tmp_path / "archive", "SELECT count(*) FROM failures") == [(5,)]


def test_a_damaged_record_costs_itself(sample: tuple[Path, Done], tmp_path: Path) -> None:
    (source,) = (sample[0] / "warc").iterdir()
    place = "SELECT warc_offset + warc_length / 2 FROM captures WHERE url LIKE '%/1.html'"
    content = bytearray(source.read_bytes())
    content[rows(sample[0], place)[0][0]] ^= 0xFF
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(content)
    done = inside(ingest.Command(), torn, archive=tmp_path / "archive")
    assert done.returncode == 1
    assert done.stdout == "ingest: 2 new, 0 changed, 0 unchanged, 1 failed\n"
    assert "the other records were read, fetch this one anew" in done.stderr
    assert articles(tmp_path / "archive") == [row for row in articles(sample[0]) if "/1.html" not in row[0]]


def test_a_crawl_can_be_handed_on(crawled: tuple[Path, dict[str, Done]], tmp_path: Path) -> None:
    """Another archive that takes in our WARC files has the same articles, continuations joined."""
    archive, _ = crawled
    inside(ingest.Command(), archive / "warc", archive=tmp_path)
    assert articles(tmp_path) == articles(archive)


def test_an_older_page_that_comes_late_takes_its_place(archive: Path, tmp_path: Path) -> None:
    old, between = tmp_path / "old.warc.gz", tmp_path / "between.warc.gz"
    for path, words, moment in ((old, "初稿", "2020-01-01"), (between, "二稿", "2021-01-01")):
        block = page(1).replace("草案", words).encode()
        path.write_bytes(
            b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://www.dzwww.com/x/1.html\r\n"
            b"Content-Type: text/html\r\nWARC-Date: %sT00:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
            % (moment.encode(), len(block), block)
        )
    before = articles(archive)
    for path in (old, between):
        done = inside(ingest.Command(), path, archive=archive)
        assert done.stdout == "ingest: 0 new, 1 changed, 0 unchanged, 0 failed\n"
    assert articles(archive) == before
    told = rows(
        archive, "SELECT substr(seen_at, 1, 4), text LIKE '%初稿%', text LIKE '%二稿%' FROM versions ORDER BY 1"
    )
    assert told == [("2020", 1, 0), ("2021", 0, 1)]


def test_a_full_disk_ends_an_ingest_in_good_order(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(10, 40):
        (folder / f"{number}.html").write_text(page(number) + f"<!-- {random.Random(number).randbytes(3000).hex()} -->")
    before = articles(archive)
    done = scrapy("ingest", folder, archive=archive, limit=40_000)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "free some space and run this again, everything archived before stays" in done.stderr
    assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
    after = articles(archive)
    assert set(before) <= set(after)
    again = inside(ingest.Command(), folder, archive=archive)
    assert again.returncode == 0, again.stderr
    assert len(articles(archive)) == len(before) + 30
    assert rows(archive, WARC) == [(len(before) + 30,)], "what was kept before the refusal is not kept twice"
