"""`scrapy report`: one file with the pictures."""

from pathlib import Path

import pytest
from running import inside, scrapy

from archive.charts.draw import can_draw
from scraper.commands import report

pytestmark = pytest.mark.skipif(not can_draw(), reason="needs the extra report, which every lock file has")


def test_it_writes_one_file_and_says_so(archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "pictures.html"
    done = scrapy("report", "-o", file, "--lang", "zh", archive=archive)
    size = file.stat().st_size
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"report: {size:,} bytes to {file}\n"
    assert "来源构成" in file.read_text(encoding="utf-8")
    assert list(tmp_path.glob(".*")) == []


def test_the_language_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, language in (("zh_CN.UTF-8", "zh"), ("de_DE.UTF-8", "en"), ("C", "en")):
        monkeypatch.setenv("LC_ALL", value)
        assert report.spoken() == language


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--site", "nowhere"), "has no site nowhere; see them with: scrapy status"),
        (("--since", "spring"), "--since spring is not a day"),
        (("-o", "no/such/folder/x.html"), "there is no folder no/such/folder"),
    ],
)
def test_what_it_cannot_do_it_says(archive: Path, words: tuple[str, ...], said: str) -> None:
    done = inside(report.Command(), *words, archive=archive)
    assert done.returncode == 1
    assert said in done.stderr
