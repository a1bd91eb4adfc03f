"""`scrapy search`, as a person would use it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, inside
from scrapy.cmdline import execute

from archive.articles import add_site, store_article
from archive.database import open_database
from archive.records import Article
from scraper.commands.search import Command

ARTICLES = (
    Article(
        "https://one.example/1",
        "市总工会\x1b[31m为\n农民工讨薪",
        "第一段。\n第二段说欠薪。",
        published_date="2024-05-01",
    ),
    Article("https://one.example/2", None, "農民工領到了工資\x1b]0;x\x07", published_date=None),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    db = open_database(folder)
    add_site(db, "one.example", "ingest")
    for article in ARTICLES:
        with db.atomic():
            store_article(db, article, site="one.example", capture_id=None, seen_at="2026-01-01T00:00:00.000000Z")
    db.close()
    return folder


def on_terminal(archive: Path, *words: str, **env: str) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "scrapy", "search", *words, "-s", f"ARCHIVE_DIR={archive}"]
    try:
        subprocess.run(command, cwd=ROOT, env=os.environ | env, stdout=theirs, timeout=60, check=True)
        return os.read(ours, 100_000).decode().replace("\r\n", "\n")
    finally:
        os.close(ours)
        os.close(theirs)


def test_hits_are_shown_with_their_passages_and_without_control_characters(archive: Path) -> None:
    done = inside(Command(), "农民工", archive=archive)
    assert done.returncode == 0
    assert done.stdout == (
        "市总工会 [31m为 农民工讨薪  [one.example, 2024-05-01]\n"
        "  第一段。 第二段说欠薪。\n"
        "  https://one.example/1\n\n"
        "–  [one.example, –]\n"
        "  農民工領到了工資 ]0;x\n"
        "  https://one.example/2\n\n"
        "1–2 of 2 articles\n"
    )


def test_a_terminal_shows_the_words_in_colour(archive: Path) -> None:
    coloured = on_terminal(archive, "欠薪")
    assert "第二段说\x1b[1;31m欠薪\x1b[0m。" in coloured
    assert coloured.count("\x1b") == 2
    assert "\x1b" not in on_terminal(archive, "欠薪", NO_COLOR="1")


def test_json_is_one_object_a_line(archive: Path) -> None:
    done = inside(Command(), "工資", "--json", "--limit", "5", archive=archive)
    (hit,) = map(json.loads, done.stdout.splitlines())
    assert (hit["url"], hit["title"], hit["day"]) == ("https://one.example/2", {"text": "", "hits": []}, None)
    assert [hit["passage"]["text"][first:last] for first, last in hit["passage"]["hits"]] == ["工資"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["罢工"], 1, "No article is found"),
        (["农民工", "--offset", "5"], 0, "There are 2 articles"),
        (["农民工", "--since", "2024-13-01"], 2, "write it as YYYY-MM-DD"),
        (["农民工", "--limit", "-1"], 2, "write it in digits"),
        (["农民工", "--site", "x"], 1, "scrapy status shows them"),
        (["NOT", "农民工"], 1, "name at least one"),
        ([], 2, "name the words to look for"),
    ],
)
def test_what_is_not_found_or_not_meant_is_one_line(
    archive: Path, words: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", "search", *words, "-s", f"ARCHIVE_DIR={archive}"])
    assert ended.value.code == status
    output = capsys.readouterr()
    assert said in (output.out + output.err).splitlines()[-1]


def test_the_index_is_made_anew(archive: Path) -> None:
    db = open_database(archive)
    db.table("articles").transform(column_order=["id", "title"])
    db.close()
    assert "run: scrapy search --rebuild" in inside(Command(), "农民工", archive=archive).stderr
    done = inside(Command(), "--rebuild", "农民工", archive=archive)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1–2 of 2 articles")
    assert done.stderr.strip() == "The search index is made anew: 2 articles."
