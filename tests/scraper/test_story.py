"""`scrapy story`: what it prints, and how it refuses."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from opencc import OpenCC
from scrapy.settings import Settings

from archive.articles import add_site
from archive.database import open_database
from archive.records import Article
from benchmarks.notices import cut, story
from pipelines.filing import Filing
from scraper.commands.story import Command
from scraper.terminal import width

ROOT = Path(__file__).resolve().parents[2]
WHOLE = story(1, 900)
HOSTILE = "标题\x1b[31m\r\n\u202e红"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive")
    db = open_database(path)
    filing = Filing(db)
    articles = [
        ("cut", cut(WHOLE, 0.6), "2021-05-03", "工人日报", "Hans"),
        ("paper", WHOLE, "2021-05-01T09:00+08:00", "工人日报", "Hans"),
        ("taiwan", OpenCC("s2t").convert(WHOLE).replace("。", "！", 1), "2021-05-02", None, "Hant"),
        ("alone", story(2, 900), None, None, "Hans"),
    ]
    for site, text, day, source, script in articles:
        add_site(db, site, "crawl", label="工人日报" if site == "paper" else None)
        url = f"http://{site}.example/1.html"
        article = Article(url, HOSTILE, text, day, day and day[:10], source, lang="zh", script=script)
        filing.file(article, site=site, capture_id=None, seen_at="2026-01-01T00:00:00.000000Z")
    db.close()
    return path


def run(folder: Path, *arguments: str) -> int:
    command = Command()
    command.settings = Settings({"ARCHIVE_DIR": str(folder)})
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    options, rest = parser.parse_known_args(list(arguments))
    command.run(rest, options)
    return command.exitcode


def lines_of(text: str) -> list[str]:
    assert "\x1b" not in text
    assert "\u202e" not in text
    return text.splitlines()


@pytest.mark.parametrize("name", ["1", "http://paper.example/1.html", "taiwan.example/1.html#top"])
def test_a_story_is_a_timeline_and_a_tree(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert run(folder, name) == 0
    lines = lines_of(capsys.readouterr().out)
    assert lines[0] == "story 1: 3 copies on 3 sites, 2021-05-01 to 2021-05-03"
    assert lines[1] == "origin: article 2 (paper), credited by 1 of 2 other copies"
    assert columns(lines[3:7], "site") == ["paper", "taiwan", "cut"]
    assert columns(lines[3:7], "what it is") == ["the origin", "a reprint", "cut: stands in the origin"]
    assert columns(lines[3:7], "in origin") == ["100 %", "100 %", "100 %"]
    assert columns(lines[3:7], "of origin") == ["100 %", "100 %", "60 %"]
    assert [line.split(":")[0] for line in lines[9:]] == ["├── reprint 100 %/100 %", "└── cut 100 %/60 %"]


def columns(lines: Sequence[str], heading: str) -> list[str]:
    """The cells below a heading, found by columns of the terminal."""
    start = lines[0].index(heading)
    cells = []
    for line in lines[1:]:
        place = next(i for i in range(len(line) + 1) if width(line[:i]) >= start)
        cells.append(line[place:].strip().split("  ")[0])
    return cells


def test_an_article_without_a_story_is_one_plain_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "4") == 0
    assert lines_of(capsys.readouterr().out) == [
        "article 4 has no story: no other article in the archive tells the same"
    ]


def test_scripts_are_brought_together_before_they_are_compared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "2", "--diff", "taiwan.example/1.html") == 0
    lines = lines_of(capsys.readouterr().out)
    assert "OpenCC t2s" in lines[2]
    changed = [line for line in lines[3:] if line[0] in "+-"]
    assert [line[0] + line[-1] for line in changed] == ["-。", "+！"]
    assert changed[0][1:-1] == changed[1][1:-1]


def test_a_cut_copy_lacks_the_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "2", "--diff", "1", "--by", "paragraph") == 0
    lines = lines_of(capsys.readouterr().out)
    assert not [line for line in lines if "OpenCC" in line]
    assert run(folder, "1", "--diff", "1") == 0
    assert lines_of(capsys.readouterr().out)[-1] == "no sentence differs"


@pytest.mark.parametrize("name", ["99", "http://nowhere.example/", "paper.example"])
def test_an_unknown_name_is_one_line_with_the_cure(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert run(folder, name) == run(folder, "1", "--diff", name) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    first, second = captured.err.splitlines()
    assert first == second
    assert name in first
    assert "scrapy" in first.removeprefix("scrapy:")


def test_the_command_is_listed_and_runs(folder: Path) -> None:
    command = [sys.executable, "-m", "scrapy", "story", "3", "-s", f"ARCHIVE_DIR={folder}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("story 1: 3 copies")
    assert done.stderr == ""


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m scrapy story 3 -s ARCHIVE_DIR={folder} | true"
    shell = ["bash", "-c", f"set -o pipefail; {command}"]
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
