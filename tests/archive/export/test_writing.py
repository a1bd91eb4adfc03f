"""The small parts that every export is made of."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.export.jsonl import write_jsonl
from archive.export.output import whole_file
from archive.export.spreadsheet import FORMULA, write_csv
from archive.export.wacz.surt import surt

FULL = Path("/dev/full")
TEXT = st.text(st.characters(codec="utf-8"))


@given(st.lists(TEXT, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_cell_is_the_text_or_the_text_made_harmless(cells: list[str]) -> None:
    file = BytesIO()
    list(write_csv(file, ["cell"], ({"cell": cell} for cell in cells)))
    _, *read = csv.reader(StringIO(file.getvalue().decode("utf-8-sig"), newline=""))
    for row, cell in zip([row or [""] for row in read], cells, strict=True):
        assert not row[0].startswith(FORMULA)
        assert row[0] == (f"'{cell}" if cell.startswith(FORMULA) else cell)


@given(st.lists(st.dictionaries(TEXT, TEXT, max_size=3), max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_line_is_a_record_to_every_program(records: list[dict[str, str]]) -> None:
    file = BytesIO()
    list(write_jsonl(file, records))
    assert [json.loads(line) for line in file.getvalue().decode().splitlines()] == records


@pytest.mark.parametrize("error", [OSError("torn"), KeyboardInterrupt()], ids=repr)
def test_what_is_not_finished_leaves_nothing(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def write() -> None:
        with whole_file(path) as file:
            file.write(b"new")
            raise error

    with pytest.raises((type(error), Exception)):
        write()
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_no_silence_of_a_spreadsheet() -> None:
    with FULL.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        list(write_csv(file, ["cell"], [{"cell": "short"}]))


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org:443/B//c/?b=2&a=1#top", "org,example)/b/c?a=1&b=2"),
        ("http://news.example.org:8080", "org,example,news:8080)/"),
        ("http://example.org/%7Ea/工会?q=%e5%b7%a5 x", "org,example)/~a/%e5%b7%a5%e4%bc%9a?q=%e5%b7%a5%20x"),
        ("http://工会.example/", "example,xn--6oq837a)/"),
        ("urn:sha256:00", "urn:sha256:00"),
        ("http://[broken/", "http://[broken/"),
    ],
)
def test_keys_of_urls(url: str, key: str) -> None:
    assert surt(url) == key
