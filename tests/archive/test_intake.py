"""What people hand in: files, folders, WARC files; each page once, with the best address it has."""

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exchanges import exchange, pages, write
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.captures import Role
from archive.database import Database
from archive.errors import InputError
from archive.intake.files import is_address, page_of, read_file, read_url_map, stated_url
from archive.intake.index import index_warc_files
from archive.intake.keep import Keeper
from archive.intake.paths import Unreadable, is_page, read_paths
from archive.warc.exchange import Exchange

NOW = datetime(2026, 5, 6, tzinfo=UTC)
LINK = b'<link rel="canonical" href="%s">'


def read(*paths: Path | str, urls: dict[str, str] | None = None, url: str | None = None) -> list[Exchange]:
    found = list(read_paths([str(path) for path in paths], urls or {}, url))
    return [each[1] for each in found if not isinstance(each, Unreadable)]


def complaints(*paths: Path | str) -> list[str]:
    return [each.reason for each in read_paths([str(path) for path in paths], {}) if isinstance(each, Unreadable)]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (LINK % b"https://a.example.org/1.html", "https://a.example.org/1.html"),
        (b"<LINK HREF='http://a.example.org/1?x=1&amp;y=2' REL=canonical />", "http://a.example.org/1?x=1&y=2"),
        (b'<meta content="https://a.example.org/2" property="og:url">', "https://a.example.org/2"),
        (b'<meta property=og:url content="https://a.org/2">' + LINK % b"https://a.org/1", "https://a.org/1"),
        (LINK % b"https://a.org/" + b'<meta property="og:url" content="https://a.org/3">', "https://a.org/3"),
        (LINK % "https://a.example.org/工会.html".encode(), "https://a.example.org/工会.html"),
        (LINK % "https://a.example.org/工会.html".encode("gbk"), None),
        (LINK % b"https://a.example.org", None),
        (LINK % b"/relative.html", None),
        (LINK % b"javascript:alert(1)", None),
        (LINK % b"https://a.example.org/x&#10;WARC-Type: evil", None),
        (LINK % b"http://[broken/x", None),
        (b"<p>https://a.example.org/in-the-text</p>", None),
    ],
)
def test_a_page_states_its_address(head: bytes, url: str | None) -> None:
    assert stated_url(b"<html><head>" + head + b"</head><body>x") == url


@settings(max_examples=100, deadline=None)
@given(
    noise=st.lists(st.sampled_from([b"<link ", b"rel=canonical ", b"href=", b'"', b"http://a/b", b">", b"\n", b"<"]))
)
def test_a_stated_address_is_one_line(noise: list[bytes]) -> None:
    url = stated_url(b"".join(noise))
    assert url is None or is_address(url)


def test_a_page_of_unclosed_tags_is_read_in_one_pass() -> None:
    assert stated_url(b"<link rel=canonical " * 200_000) is None
    assert stated_url(b"<link " + b"rel=canonical " * 200_000) is None


def test_the_address_of_a_file(tmp_path: Path) -> None:
    page = tmp_path / "页.html"
    page.write_bytes(LINK % b"https://a.example.org/1")
    bare = tmp_path / "bare.txt"
    bare.write_text("文本")
    assert read_file(page, "https://b.example.org/x").url == "https://b.example.org/x"
    assert read_file(page).url == "https://a.example.org/1"
    assert read_file(bare).url == bare.resolve().as_uri()
    assert [each.url for each in read(page, bare, urls={"bare.txt": "https://c.example.org/"})][1] == (
        "https://c.example.org/"
    )
    assert page_of(b"text", None, "", NOW).url.startswith("urn:sha256:")


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.txt", b"<p>kept as text</p>", "text/plain"),
        ("a.html", b"no tag at all", "text/html"),
        ("a", b"<!DOCTYPE html>", "text/html"),
        ("a", "工会".encode(), "text/plain"),
        ("a.SHTML", b"x", "text/html"),
    ],
)
def test_text_and_markup_are_told_apart(tmp_path: Path, name: str, body: bytes, media_type: str) -> None:
    (tmp_path / name).write_bytes(body)
    assert read(tmp_path / name)[0].page().media_type == media_type


def test_folders_give_their_pages_in_order(tmp_path: Path) -> None:
    for name in ("b/2.html", "a/1.txt", "c/x.jpg", "b/notes.md", "b/3.HTM"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"<p>x" + name.encode())
    write(tmp_path / "d", [exchange(1)])
    assert [page.url.rpartition("/")[2] for page in read(tmp_path)] == ["1.txt", "2.html", "3.HTM", "1.html?a=1"]
    assert complaints(tmp_path / "c") == ["no .html, .txt or .warc files in it; name the files themselves"]


def test_what_cannot_be_read_is_said_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes(b"<p>x")
    (tmp_path / "loop.html").symlink_to(tmp_path / "loop.html")
    (tmp_path / "none.warc.gz").write_bytes(b"")
    (tmp_path / "false.warc").write_bytes(b"<html>not a WARC file")
    assert len(read(tmp_path / "missing", tmp_path / "good.html")) == 1
    assert complaints(tmp_path / "missing") == ["no such file or folder; check the path"]
    assert complaints(tmp_path / "none.warc.gz") == ["no pages in it; is it a WARC or WET file of web pages?"]
    assert len(complaints(tmp_path / "false.warc")) == 2


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    warc, _ = write(tmp_path, [exchange(1)])
    for content, url in ((b"<p>page", "https://a.example.org/"), (warc.read_bytes(), exchange(1).url)):
        pipe, writer = os.pipe()
        os.write(writer, content)
        os.close(writer)
        assert [page.url for page in read(f"/dev/fd/{pipe}", url="https://a.example.org/")] == [url]
        os.close(pipe)


def test_only_what_may_be_an_article_is_taken_from_a_warc_file(tmp_path: Path) -> None:
    html = [("Content-Type", "text/html")]
    kinds = [
        exchange(1),
        exchange(2, role=None, headers=html),
        exchange(3, role=Role.CONTINUATION, headers=html),
        exchange(4, role=None, headers=[("Content-Type", "application/xhtml+xml")]),
        exchange(5, role=None, headers=[]),
    ]
    others = [
        exchange(6, role=Role.LIST),
        exchange(7, role=Role.ROBOTS),
        exchange(8, role=None, headers=[("Content-Type", "image/png")]),
        exchange(9, role=None, headers=[("Content-Type", "Application/PDF; x=1")]),
        exchange(url="http://a.example.org/robots.txt", role=None),
        exchange(url="dns:a.example.org", role=None),
    ]
    assert [is_page(each) for each in (*kinds, *others)] == [True] * 5 + [False] * 6
    assert len(read(write(tmp_path, [*kinds, *others])[0])) == 5


def test_addresses_come_from_a_csv_file(tmp_path: Path) -> None:
    table = tmp_path / "urls.csv"
    table.write_text("\ufefffile,url\na.html, https://a.example.org/1 \n\nb.html,https://b.example.org/2,more\n")
    assert read_url_map(table) == {"a.html": "https://a.example.org/1", "b.html": "https://b.example.org/2"}


@pytest.mark.parametrize(
    "content", [b"a.html\n", b"\xff\xfe\x00", b'a,https://a.example.org/\nb,"two\nlines"\n', b"a,https://a.org/\nb,c"]
)
def test_a_bad_csv_file_is_refused(tmp_path: Path, content: bytes) -> None:
    table = tmp_path / "urls.csv"
    table.write_bytes(content)
    with pytest.raises(InputError, match=r"urls\.csv: .*; give a CSV file with the columns file name and URL$"):
        read_url_map(table)
    with pytest.raises(InputError, match=r"nowhere\.csv: No such file or directory; give a CSV file"):
        read_url_map(tmp_path / "nowhere.csv")


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=30))
@example("https://a.example.org:x/")
@example("http://[")
def test_addresses_are_whole(text: str) -> None:
    for candidate in (text, f"https://{text}", f"http://a.example.org/{text}"):
        if is_address(candidate):
            assert len(candidate.split()) == 1
            assert not any(ord(character) < 33 for character in candidate)


def test_a_page_is_kept_once(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(random.Random(1).randbytes(5000))
    os.utime(file, ns=(1_700_000_000_123_456_789,) * 2)
    for _ in range(2):
        with Keeper(db, tmp_path / "warc", "test/1") as keeper:
            found = [keeper.keep(page, "local") for page in read(file, file)]
        assert len({number for number, _ in found}) == 1
    assert db["captures"].count == 1
    (warc,) = (tmp_path / "warc").iterdir()
    assert [page.payload for page in pages(warc)] == [file.read_bytes()]


def test_warc_files_that_lie_there_are_indexed(db: Database, tmp_path: Path) -> None:
    path, places = write(tmp_path / "warc", [exchange(1), exchange(2, part_of="x"), exchange(3, site=None, role=None)])
    torn = tmp_path / "warc" / "torn.warc.gz"
    torn.write_bytes(path.read_bytes()[:-30])
    for _ in range(2):
        said = list(index_warc_files(db, tmp_path / "warc"))
        assert [line.partition(" at byte ")[0] for line in said] == ["torn.warc.gz"]
        assert all(line.endswith("; restore the file from a backup") for line in said)
        assert db["captures"].count == 6
    rows = list(
        db.query("SELECT site, role, part_of, warc_offset, etag FROM captures WHERE warc_file = ?", [path.name])
    )
    assert [tuple(row.values()) for row in rows] == [
        ("site", "article", None, places[0].offset, '"1"'),
        ("site", "article", "x", places[1].offset, '"2"'),
        ("elsewhere", "other", None, places[2].offset, '"3"'),
    ]
