"""CSV that Datasette writes holds no formulas, and is otherwise what it was."""

import asyncio
import csv
import io
from collections.abc import Callable, Iterable
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import httpx
import pytest
from browsed_archive import ATTACKS, FORMULAS
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.export.spreadsheet import FORMULA
from archive.site import PLUGINS

Get = Callable[..., httpx.Response]

spec = spec_from_file_location("spreadsheets", PLUGINS / "spreadsheets.py")
assert spec
assert spec.loader
spreadsheets = module_from_spec(spec)
spec.loader.exec_module(spreadsheets)


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.mark.parametrize("extra", ["", "&_stream=1", "&_dl=1", "&_labels=on&_stream=1"])
def test_no_cell_of_a_table_is_a_formula(get: Get, numbers: dict[str, int], extra: str) -> None:
    written = rows(get(f"/archive/articles.csv?_size=max{extra}"))
    assert len(written) == len(numbers) - 1
    by_id = {int(row["id"]): row for row in written}
    for formula in FORMULAS:
        row = by_id[numbers[formula]]
        assert {row[name] for name in ("title", "text", "source", "author")} == {f"'{formula}"}
        assert row["url"].startswith("'=https:")
    assert by_id[numbers["hostile"]]["text"] == "\n".join(ATTACKS)
    assert by_id[numbers["edited"]]["text"].count("\n") == 2


def test_numbers_and_other_formats_stay(get: Get, numbers: dict[str, int]) -> None:
    query = (
        "select -2.5 as number, -1e-9 as small, '-5' as text, '=1' as [=formula], title from articles where id = :id"
    )
    address = f"?sql={httpx.QueryParams(x=query)!s}".replace("x=", "", 1) + f"&id={numbers['=1+1']}"
    for path in (f"/archive.csv{address}", f"/archive/-/query.csv{address}"):
        answer = get(path)
        if answer.status_code == 200:
            (row,) = rows(answer)
            assert row == {"number": "-2.5", "small": "-1e-09", "text": "-5", "'=formula": "'=1", "title": "'=1+1"}
            break
    else:
        raise AssertionError("no address takes SQL")
    (stored,) = get(f"/archive/articles.json?id={numbers['=1+1']}&_shape=array").json()
    assert stored["title"] == "=1+1"


def test_queries_and_rows_are_guarded_too(get: Get, numbers: dict[str, int]) -> None:
    (row,) = rows(get("/archive/articles_of_a_source.csv?source=%3D1%2B1"))
    assert row["title"] == "'=1+1"
    assert row["article_id"] == str(numbers["=1+1"])


def sent_through(chunks: Iterable[bytes]) -> bytes:
    """What the guard makes of a body that comes in these pieces."""
    out: list[bytes] = []

    async def send(message: Any) -> None:
        out.append(message.get("body", b""))

    async def run() -> None:
        guard = spreadsheets.Guard(send)
        await guard({"type": "http.response.start", "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
        for chunk in chunks:
            await guard({"type": "http.response.body", "body": chunk, "more_body": True})
        await guard({"type": "http.response.body", "body": b""})

    asyncio.run(run())
    return b"".join(out)


cells = st.text(st.sampled_from("=+-@\t\r\n\"',;1.eE工＝ "), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=4), st.integers(1, 9))
def test_however_it_streams_every_cell_is_harmless_and_none_is_lost(table: list[list[str]], size: int) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    body = out.getvalue().encode()
    mended = sent_through(body[start : start + size] for start in range(0, len(body), size)).decode()
    got = list(csv.reader(io.StringIO(mended, newline="")))
    assert len(got) == len(table)
    for before, after in zip(
        (cell for row in table for cell in row), (cell for row in got for cell in row), strict=True
    ):
        assert after in {before, f"'{before}"}
        assert not after.startswith(FORMULA) or spreadsheets.NUMBER.fullmatch(after)


def test_what_is_not_csv_passes_untouched() -> None:
    assert spreadsheets.asks_for_csv({"path": "/a/b.csv"})
    assert spreadsheets.asks_for_csv({"path": "/a/b", "query_string": b"_format=csv"})
    assert not spreadsheets.asks_for_csv({"path": "/a/b.json", "query_string": b"x=.csv"})
