"""The one path from raw page to article: whatever the bytes, it answers; and it can be run again over the archive."""

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.articles import Change
from archive.captures import Role, captures_to_read
from archive.database import Database, open_database
from archive.intake.keep import Keeper
from archive.records import Article, Failure, RawPage
from archive.warc.exchange import Exchange
from pipelines.filing import Filing
from pipelines.process import MIN_TEXT_LENGTH, process
from pipelines.reread import reread

URL = "http://news.example.org/1.html"
MOMENT = datetime(2026, 2, 3, tzinfo=UTC)
FIRST = "工会干部到车间走访，了解一线职工的工作和生活情况，并现场答复了职工提出的问题。"
LATER = "随后举行的座谈会上，职工代表就食堂、班车和夜班补贴提出了十二条具体的建议。"


def html(*paragraphs: str) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>走访车间</title></head><body><h1>走访车间</h1><div>{body}</div></body></html>".encode()


def raw(body: bytes, content_type: str = "text/html", **more: object) -> RawPage:
    return replace(RawPage(URL, body, {"content-type": content_type}, 200, MOMENT), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (raw(html(FIRST, LATER), status=404), "HTTP status 404"),
        (raw(b" \r\n" * 3000), "the page is empty"),
        (raw(b"%PDF-1.4 ..."), "a PDF document"),
        (raw(b"\x1f\x8b\x08\0\0\0"), "compressed data"),
        (raw(b"GIF89a\1\0\1\0"), "a GIF image"),
        (raw(bytes(range(256)) * 20), "binary data"),
        (raw(b"var a = 1", "application/javascript"), "media type is application/javascript"),
    ],
)
def test_what_is_no_page_fails_at_the_door(page: RawPage, reason: str) -> None:
    result = process(page)
    assert isinstance(result, Failure)
    assert (result.url, result.stage) == (URL, "fetch")
    assert reason in result.reason


@pytest.mark.parametrize(
    "page",
    [
        raw(html(FIRST, LATER), "application/pdf"),
        raw(b"\n" * 5000 + html(FIRST, LATER)),
        raw(html(FIRST, LATER).decode().encode("utf-16")),
        raw(html(FIRST, LATER).decode().encode("utf-16-le")),
        raw(html(FIRST, LATER), ""),
    ],
)
def test_pages_under_wrong_labels_are_read(page: RawPage) -> None:
    result = process(page)
    assert isinstance(result, Article)
    assert FIRST in result.text


@pytest.mark.parametrize("word", ["ID3", "CWS", "RIFF", "Rar!", "GIF8"])
def test_a_text_may_begin_with_a_word_that_marks_a_file_format(word: str) -> None:
    text = f"{word} is what the union's new safety paper is called. " + "Its members voted for it last week. " * 9
    assert isinstance(process(raw(text.encode(), "text/plain")), Article)


def test_a_page_with_too_little_text_fails_with_its_length() -> None:
    result = process(raw("短讯".encode(), "text/plain"))
    assert isinstance(result, Failure)
    assert result.stage == "extract"
    assert result.reason.startswith("no article: ")
    assert len("短讯") < MIN_TEXT_LENGTH


def test_continuations_follow_once() -> None:
    later = [raw(html(LATER * 2), url=f"http://news.example.org/1_{n}.html") for n in (2, 3)]
    first = raw(html(FIRST, FIRST[::-1]))
    result = process(replace(first, continuations=(first, *later)))
    alone = process(first)
    assert isinstance(result, Article)
    assert isinstance(alone, Article)
    assert result.text == f"{alone.text}\n{LATER * 2}"
    assert [part["url"] for part in result.evidence["continuations"]] == [URL, *(page.url for page in later)]


@settings(max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=300), markup=st.booleans(), content_type=st.sampled_from(["", "text/html", "text/plain"])
)
@example(body=b"&#xD800;" * 20, markup=True, content_type="text/html")
@example(body=b"\0" * 200, markup=False, content_type="text/plain")
def test_any_bytes_give_an_answer(body: bytes, content_type: str, *, markup: bool) -> None:
    page = raw(html(FIRST).replace(FIRST.encode(), body) if markup else body, content_type)
    result = process(page)
    assert isinstance(result, Article | Failure)
    assert "internal error" not in getattr(result, "reason", "")
    assert pickle.loads(pickle.dumps(result)) == result == process(pickle.loads(pickle.dumps(page)))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def test_a_capture_that_cannot_be_read_keeps_its_article(db: Database, tmp_path: Path) -> None:
    exchange = Exchange(
        URL, MOMENT, html(FIRST, LATER), [("Content-Type", "text/html")], site="site", role=Role.ARTICLE
    )
    with Keeper(db, tmp_path / "warc", "test/1") as keeper:
        kept = [keeper.keep(exchange, "site")]
    filing = Filing(db)
    (first,) = reread(filing, tmp_path / "warc", kept, lambda _: ())
    assert first.change is Change.NEW
    (stored,) = db["articles"].rows
    (warc,) = (tmp_path / "warc").iterdir()
    warc.write_bytes(warc.read_bytes()[:-700])
    (again,) = [
        each for group in captures_to_read(db) for each in reread(filing, tmp_path / "warc", group, lambda _: ())
    ]
    assert again.change is Change.FAILED
    assert "restore the file from a backup" in (again.problem or "")
    assert list(db["articles"].rows) == [stored]
