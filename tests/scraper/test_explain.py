"""`scrapy explain`: what it says of articles, of pages without one, and of files."""

import argparse
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from archive.database import open_database
from archive.warc.writer import WARC_FOLDER
from scraper.commands.explain import Command
from scraper.commands.ingest import Command as Ingest

ROOT = Path(__file__).resolve().parents[2]
PARAGRAPHS = [
    "各级工会走进车间班组，为一线职工送去清凉，并听取了大家对休息场所和作业时间的意见。",
    "大家说，工会把事情办到了心坎上，职工们干活更有劲头，企业的生产也更加安全平稳。",
    "活动将持续到九月底，预计惠及职工三千人，工会还将邀请医生到现场讲解防暑知识。",
]
HEADLINE = "某市总工会开展夏季送清凉活动"


def page(*paragraphs: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html><head><meta charset="utf-8"><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>'
        f"<div>2021-07-03 09:30 来源：某市工人报 编辑：林松</div><div>{text}</div></body></html>"
    )


PAGES = {
    "good.html": page(*PARAGRAPHS).encode(),
    "bad.html": page(*PARAGRAPHS).replace("心坎", "心\ufffd").encode(),
    "misread.html": page(*PARAGRAPHS).encode().decode("latin-1").encode(),
    "empty.html": b"<html><body><p>nothing</p></body></html>",
}


def run(command: Command | Ingest, folder: Path, *arguments: str) -> int:
    command.settings = Settings({"ARCHIVE_DIR": str(folder)})
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    options, rest = parser.parse_known_args(list(arguments))
    command.run(rest, options)
    return command.exitcode


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive")
    for name, body in PAGES.items():
        (path / name).write_bytes(body)
        run(Ingest(), path, str(path / name), "--url", f"http://{name}.example/1.html")
    return path


def explained(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    capsys.readouterr()
    code = run(Command(), folder, *arguments)
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err


def fact(lines: list[str], label: str) -> str:
    return next(line[14:] for line in lines if line[2:14].strip() == label)


def test_every_step_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = explained(folder, capsys, "good.html.example/1.html")
    assert code == 0
    assert [line for line in lines if not line.startswith(" ")] == [
        "article 1 http://good.html.example/1.html", "capture", "characters", "repairs", "text and fields", "archive",
    ]  # fmt: skip
    assert ".warc.gz at byte " in fact(lines, "WARC")
    assert fact(lines, "declared") == "HTTP nothing, page utf-8"
    assert fact(lines, "used") == "utf-8, confidence 1.0"
    assert "  none needed" in lines
    assert fact(lines, "text by") == "weights"
    assert fact(lines, "title").split() == [HEADLINE, "line", "<h1>"]
    assert fact(lines, "source").startswith("某市工人报 ")
    assert fact(lines, "author") == "–"
    assert fact(lines, "story") == "story 1, 2 other copies; show them with: scrapy story 1"
    assert fact(lines, "damage") == "none"


def test_a_damaged_article_names_the_better_copy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = explained(folder, capsys, "2")
    assert code == 0
    assert fact(lines, "replaced") == "0 characters that were no text"
    assert next(line.split() for line in lines if line.startswith("  bytes_lost  ")) == ["bytes_lost", "0", "0", "1"]
    assert any("心[-\ufffd-]上" in line for line in lines)
    assert "  a better copy: article 1 (good.html.example) http://good.html.example/1.html" in lines
    assert any("1 lost here, none there; it holds" in line for line in lines)


def test_repairs_are_shown_up_to_a_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, _ = explained(folder, capsys, "3", "--places", "2")
    assert [line for line in lines if line.startswith("    + ")][1].count(f"{{+{HEADLINE}+}}") == 1
    assert sum(line.startswith("    - ") for line in lines) == 2
    hidden = next(line for line in lines if line.endswith("show them with --all"))
    _, lines, _ = explained(folder, capsys, "3", "--all")
    assert sum(line.startswith("    - ") for line in lines) == 2 + int(hidden.split()[0])


def test_what_an_earlier_version_did_is_not_shown_as_this_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = open_database(folder)
    noted = db.execute("SELECT evidence FROM captures WHERE id = 3").fetchone()[0]
    change = "UPDATE captures SET evidence = replace(evidence, 'utf8_read_as_latin', 'older') WHERE id = 3"
    db.execute(change)
    try:
        _, lines, _ = explained(folder, capsys, "3")
    finally:
        db.execute("UPDATE captures SET evidence = ? WHERE id = 3", [noted])
        db.close()
    assert any(line.split()[:1] == ["older"] for line in lines)
    assert any("run: scrapy reprocess" in line for line in lines)
    assert not any(line.startswith("    - ") for line in lines)


def test_a_page_without_an_article_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, error = explained(folder, capsys, "empty.html.example/1.html")
    assert code == 1
    assert "no article" in fact(lines, "failed")
    assert error.count("\n") == 1


def test_a_lost_warc_file_is_one_line_and_the_rest_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / WARC_FOLDER).rename(folder / "elsewhere")
    try:
        code, lines, error = explained(folder, capsys, "2")
    finally:
        (folder / "elsewhere").rename(folder / WARC_FOLDER)
    assert code == 1
    assert "restore the file" in error
    assert fact(lines, "used") == "utf-8, confidence 1.0"


def test_a_file_is_read_and_not_stored(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, error = explained(tmp_path / "none", capsys, str(folder / "misread.html"))
    assert (code, error) == (0, "")
    assert fact(lines, "published").startswith("2021-07-03T09:30+08:00")
    assert not (tmp_path / "none").exists()
    code, _, error = explained(tmp_path / "none", capsys, str(folder / "empty.html"))
    assert code == 1
    assert "no article" in error
    (tmp_path / "many.warc.gz").write_bytes(b"")
    code, lines, error = explained(tmp_path / "none", capsys, str(tmp_path / "many.warc.gz"))
    assert (code, lines) == (1, [])
    assert "scrapy ingest" in error


def test_an_unknown_name_is_one_line_with_the_cure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, error = explained(folder, capsys, "http://nowhere.example/")
    assert (code, lines, error.count("\n")) == (1, [], 1)


def test_colours_on_a_terminal(folder: Path) -> None:
    command = [sys.executable, "-m", "scrapy", "explain", str(folder / "misread.html")]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"}
    near, far = pty.openpty()
    with subprocess.Popen(command, cwd=ROOT, stdout=far, env=environment) as process:
        os.close(far)
        shown = b""
        try:
            while chunk := os.read(near, 65536):
                shown += chunk
        except OSError:
            pass  # the terminal is gone with its process
    os.close(near)
    assert process.returncode == 0
    assert f"\x1b[32m{HEADLINE}\x1b[0m".encode() in shown
