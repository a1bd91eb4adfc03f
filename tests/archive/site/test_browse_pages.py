"""What the pages tell, under both lines of Datasette, without a browser."""

import asyncio
import gzip
import io
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from browsed_archive import PARAGRAPHS, WHEN, Shelf
from datasette.app import Datasette
from warcio.archiveiterator import ArchiveIterator

from archive.records import Article
from archive.site import PLUGINS
from archive.site.pages.edits import NEWEST, edits_page
from archive.site.rendering import POLICY, moment, percent, pieces, render, web_address

Get = Callable[..., httpx.Response]


class Told(HTMLParser):
    """The words of a page, and its links by their words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.links: dict[str, dict[str, str | None]] = {}
        self._link: dict[str, str | None] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._link = dict(attrs)

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._link is not None and data.strip():
            self.links.setdefault(data.strip(), self._link)
            self._link = None


def told(answer: httpx.Response, status: int = 200) -> Told:
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["Content-Security-Policy"] == POLICY
    return Told(answer.text)


def test_an_article_reads_with_all_that_belongs_to_it(get: Get, numbers: dict[str, int]) -> None:
    page = told(get(f"/archive/-/article/{numbers['origin']}"))
    for words in ("青石镇办起职工夜校", "青石日报", "林间", "周禾", "2025-03-02 08:30", *PARAGRAPHS):
        assert words in page.words
    assert page.links["Original page"] == {"href": "https://one.example/1", "rel": "noopener noreferrer nofollow"}
    assert page.links["The story's path"]["href"] == f"/archive/-/story/{numbers['story']}"
    assert page.links["两江网"]["href"] == f"/archive/-/article/{numbers['cut']}"
    assert "夜里的焊花" in page.words
    for plain in (f"articles/{numbers['origin']}", "JSON"):
        assert get(str(page.links[plain]["href"])).status_code == 200


def test_damage_is_marked_and_the_better_copy_named(get: Get, numbers: dict[str, int]) -> None:
    answer = get(f"/archive/-/article/{numbers['damaged']}")
    page = told(answer)
    assert re.findall(r'<mark class="lost"[^>]*>(.*?)</mark>', answer.text) == ["\ufffd", "\ufffd\ufffd"]
    assert "Places lost: 2, guessed: 1; characters replaced: 0." in page.words
    assert page.links["青石镇办起职工夜校"]["href"] == f"/archive/-/article/{numbers['origin']}"
    assert "3 mended, 1 guessed, 0 lost" in page.words


def test_a_vanished_article_says_so(get: Get, numbers: dict[str, int]) -> None:
    page = told(get(f"/archive/-/article/{numbers['gone']}"))
    assert "This page is gone." in page.words
    assert "Noticed 2026-02-03 00:00 UTC" in page.words
    assert "HTTP status 404" in page.words
    assert "原网页已不存在" in get(f"/archive/-/article/{numbers['gone']}?lang=zh").text
    assert "This page is gone." not in told(get(f"/archive/-/article/{numbers['origin']}")).words
    rows = get("/archive/vanished.json?_shape=objects").json()["rows"]
    assert [row["article_id"] for row in rows] == [numbers["gone"]]


def test_a_story_is_a_timeline(get: Get, numbers: dict[str, int]) -> None:
    answer = get(f"/archive/-/story/{numbers['story']}")
    page = told(answer)
    order = [page.words.index(word) for word in ("2025-03-02 08:30", "the next day", "undated")]
    assert order == sorted(order)
    assert page.words.count("retitled") == 1
    assert "holds 52 % of the origin" in page.words
    assert 'width="52.0"' in answer.text
    assert "4 copies on 4 sites" in page.words


def test_edits_show_what_changed(get: Get, numbers: dict[str, int]) -> None:
    answer = get(f"/archive/-/article/{numbers['edited']}/edits")
    told(answer)
    removed, added = re.findall("<del>(.*?)</del>", answer.text), re.findall("<ins>(.*?)</ins>", answer.text)
    assert removed == ["removed", "旧", "四", "三"]
    assert added == ["added", "新", "五", "二", "后来加上的一段。"]
    assert "never changed" in told(get(f"/archive/-/article/{numbers['origin']}/edits")).words


def test_a_page_of_edits_has_an_end(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for hour in range(NEWEST + 3):
        article = Article("https://one.example/1", "题", f"第{hour}稿。")
        article_id = shelf.keep("one.example", article, when=WHEN + timedelta(hours=hour))
    told = edits_page(shelf.db, article_id)
    shelf.close()
    assert told
    assert told["older"] == 2
    assert [change.after.number for change in told["changes"]] == list(range(NEWEST + 3, 3, -1))
    html = render(
        "edits.html",
        "en",
        str,
        {**told, **dict.fromkeys(("name", "style_address", "switch_address"), ""), "other_tag": "zh"},
    )
    assert f"2 older edits: scrapy diff {article_id}" in html


def test_the_start_page_tells_what_is_here(get: Get, numbers: dict[str, int]) -> None:
    page = told(get("/"))
    assert re.search(rf"{len(numbers) - 1}\s+articles", page.words)
    for link in (
        "Dockers vote on a new contract",
        "青石镇办起职工夜校",
        "Articles of a source",
        "What vanished",
        "两江网",
    ):
        assert get(str(page.links[link]["href"])).status_code == 200


def test_search_shows_passages(get: Get) -> None:
    answer = get("/archive/-/search?q=%E7%84%8A%E5%B7%A5")
    assert "<mark>焊工</mark>" in answer.text
    told(answer)
    assert "Nothing found" in told(get("/archive/-/search?q=%E6%B2%A1%E6%9C%89%E7%9A%84%E8%AF%8D")).words
    assert "Type at least one word" in told(get('/archive/-/search?q=NOT%20"(&page=99')).words


@pytest.mark.parametrize("path", ["article/999", "article/999/edits", "story/999", "capture/999/record"])
def test_what_is_not_here_is_said(get: Get, path: str) -> None:
    assert "Not in this archive" in told(get(f"/archive/-/{path}"), 404).words
    assert get(f"/elsewhere/-/{path}").status_code == 404
    assert get(f"/_memory/-/{path}").status_code == 404


def test_the_warc_record_is_a_warc_file(get: Get, numbers: dict[str, int]) -> None:
    page = told(get(f"/archive/-/article/{numbers['origin']}"))
    (address,) = (link["href"] for words, link in page.links.items() if words.endswith(".warc.gz"))
    answer = get(str(address))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (record,) = list(ArchiveIterator(io.BytesIO(answer.content)))
    assert record.rec_headers["WARC-Target-URI"] == "https://one.example/1"
    assert gzip.decompress(answer.content).endswith(b"<p>page</p>\r\n\r\n")


def test_the_language_follows_the_reader_and_the_switch(get: Get, numbers: dict[str, int]) -> None:
    path = f"/archive/-/article/{numbers['origin']}"
    chinese = get(path, accept_language="zh-CN,zh;q=0.9,en;q=0.8")
    assert '<html lang="zh-Hans">' in chinese.text
    assert "传播过程" in chinese.text
    assert told(chinese).links["English"]["href"] == "?lang=en"
    switched = get(path + "?lang=en", accept_language="zh")
    assert '<html lang="en">' in switched.text
    assert "archive_language=en" in switched.headers["Set-Cookie"]
    assert '<html lang="en">' in get(path, accept_language="zh", cookie="archive_language=en").text
    assert "Set-Cookie" not in chinese.headers
    assert '<article lang="zh-Hans">' in get(path, accept_language="en").text


@pytest.fixture(scope="module", params=["locked", "alpha"])
def press(
    request: pytest.FixtureRequest,
    browsed: tuple[Path, dict[str, int]],
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[..., Any],
) -> Iterator[Get]:
    """A Datasette of somebody's own: other names, another path, and one archive that hides a table, one all."""
    folder = tmp_path_factory.mktemp("press")
    files = [folder / f"{name}.db" for name in ("secret", "工会 2026.05", "closed")]
    with closing(sqlite3.connect(browsed[0] / "archive.db")) as db:
        for file in files:
            db.execute("VACUUM INTO ?", [str(file)])
    rules = folder / "metadata.yaml"
    rules.write_text("databases: {closed: {tables: {captures: {allow: false}}}, secret: {allow: false}}")
    command = [sys.executable, "-m", "datasette", *map(str, files), "--port", "0", "--plugins-dir", str(PLUGINS)]
    command += ["--setting", "base_url", "/press/", "--metadata", str(rules)]
    first = [str(request.getfixturevalue("alpha"))] if request.param == "alpha" else []
    with serve(command, first) as site, httpx.Client(base_url=site, timeout=60, trust_env=False) as client:
        yield client.get


def test_any_name_and_path_of_the_database(press: Get, numbers: dict[str, int]) -> None:
    page = told(press("/press/"))
    for link in ("青石镇办起职工夜校", "Articles of a source"):
        assert press(str(page.links[link]["href"])).status_code == 200
    article = told(press(str(page.links["停工通知撤回"]["href"])))
    assert article.links[f"articles/{numbers['gone']}"]["href"]
    assert "the WARC file is not beside this database" in article.words


def test_what_a_visitor_may_not_see_the_pages_do_not_tell(press: Get) -> None:
    page = told(press("/press/"))
    assert page.links["closed"]["href"] == "/press/closed/-/start"
    assert "secret" not in page.links
    for page_of in ("start", "article/1", "article/1/edits", "story/1", "search?q=x", "capture/1/record"):
        assert press(f"/press/closed/-/{page_of}").status_code == 403
        assert press(f"/press/secret/-/{page_of}").status_code == 403
    assert press("/press/closed/articles").status_code == 200


def test_a_bare_datasette_needs_nothing_of_ours(browsed: tuple[Path, dict[str, int]]) -> None:
    async def ask() -> None:
        bare = Datasette([str(browsed[0] / "archive.db")])
        for path in ("/", "/archive", "/archive/articles", "/archive/story_copies.json"):
            assert (await bare.client.get(path)).status_code == 200

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/1?x=1#y", True), ("HTTP://a.example", True), ("javascript:alert(1)", False),
        ("data:text/html,x", False), ("//a.example/1", False), ("http:alert(1)", False), ("java\nscript:x", False),
        ("https://a.example/a b", False), ("http://[", False), ("", False), ("file:///etc/passwd", False),
    ],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str, *, expected: bool) -> None:
    assert web_address(url) == (url if expected else None)


def test_small_things_read_well() -> None:
    assert moment("2025-03-02T08:30:15+08:00") == "2025-03-02 08:30"
    assert moment("2026-01-02T03:04:00.000000Z") == "2026-01-02 03:04 UTC"
    assert moment("2025-03") == "2025-03"
    assert percent(0.999) == "99 %"
    assert percent(0.29) == "29 %"
    assert percent(None) == "–"
    assert pieces("a\ufffd\ufffdb") == [("a", False), ("\ufffd\ufffd", True), ("b", False)]
