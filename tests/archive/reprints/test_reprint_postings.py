import random
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import reprint_postings
from archive.reprint_postings import LONGEST_LIST, SCHEMA, Postings

HASHES = st.lists(st.integers(0, 2**28 - 1) | st.integers(0, 40).map(lambda n: n << 12 | 7), min_size=1, max_size=60)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    yield connection
    connection.close()


def rows(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    tables = ("reprint_postings", "reprint_totals")
    return [row for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]


def texts(postings: Postings, value: int) -> list[int]:
    (found,) = postings.look_up([value])
    return found.texts[value]


@given(st.lists(HASHES, min_size=1, max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_filed_is_found_and_withdrawn_without_a_trace(filed: list[list[int]], data: st.DataObject) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    postings = Postings(connection.cursor())
    kept = data.draw(st.integers(0, len(filed)))
    states = [rows(connection)]
    for text, hashes in enumerate(filed, 1):
        postings.file(text, postings.look_up(hashes))
        states.append(rows(connection))
    for text, hashes in enumerate(filed, 1):
        assert all(text in texts(postings, value) for value in hashes)
    for text in data.draw(st.permutations(range(kept + 1, len(filed) + 1))):
        postings.withdraw(text, postings.look_up(filed[text - 1]))
    assert rows(connection) == states[kept]
    connection.close()


def test_lists_are_capped_at_the_first(connection: sqlite3.Connection) -> None:
    postings = Postings(connection.cursor())
    for text in range(1, LONGEST_LIST + 20):
        postings.file(text, postings.look_up([99]))
    assert texts(postings, 99) == list(range(1, LONGEST_LIST + 1))
    postings.withdraw(LONGEST_LIST + 5, postings.look_up([99]))
    assert len(texts(postings, 99)) == LONGEST_LIST
    postings.withdraw(5, postings.look_up([99]))
    assert len(texts(postings, 99)) == LONGEST_LIST - 1


def test_buckets_split_and_join_as_lists_grow_and_shrink(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprint_postings, "_FILL", 1)
    postings = Postings(connection.cursor())
    dice = random.Random(1)
    filed = {text: [dice.getrandbits(28) for _ in range(40)] for text in range(1, 301)}
    states = {}
    for text, hashes in filed.items():
        states[text] = rows(connection)
        postings.file(text, postings.look_up(hashes))
    buckets = {bucket for (bucket,) in connection.execute("SELECT bucket FROM reprint_postings")}
    assert max(buckets) > 11_000
    assert all(text in texts(postings, value) for text, hashes in filed.items() for value in hashes[:3])
    for text, hashes in reversed(filed.items()):
        postings.withdraw(text, postings.look_up(hashes))
        assert text % 60 or rows(connection) == states[text]
    assert rows(connection) == []
