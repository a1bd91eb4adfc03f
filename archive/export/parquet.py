"""The articles as Parquet, with types: moments in UTC, days, lists of structures."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from archive.errors import InputError

AT_ONCE = 500  # articles of a few kB each: a few MB in memory
AS_STATED = "published_at_stated"
MOMENTS = {"published_at", "first_seen_at", "last_seen_at", "gone_at"}
DAYS = {"published_date"}

Record = Mapping[str, Any]
T = TypeVar("T")


def write_parquet(file: BinaryIO, columns: Mapping[str, str], records: Iterable[Record]) -> Iterator[int]:
    """Write records as `archive.export.articles.records` gives them; yields how many there are so far, now and then.

    `columns` are the columns of `articles` with their types in SQLite. `published_at` is a moment where the page states
    one with its offset; what it states, whatever its form, is in `published_at_stated`.

    Raises:
        InputError: pyarrow is missing.
    """
    if find_spec("pyarrow") is None:
        raise InputError("Parquet needs pyarrow; run: pip install 'union-news-archive[export]'")
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    schema = _schema(arrow, columns)
    waiting = iter(records)
    written = 0
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := [_typed(record) for record in islice(waiting, AT_ONCE)]:
            writer.write_table(arrow.Table.from_pylist(some, schema))
            written += len(some)
            yield written


def _schema(arrow: Any, columns: Mapping[str, str]) -> Any:
    text, number, share = arrow.string(), arrow.int64(), arrow.float64()
    moment, day = arrow.timestamp("us", tz="UTC"), arrow.date32()
    kinds = {"INTEGER": number, "REAL": share, "FLOAT": share, "BLOB": arrow.binary()}
    fields = []
    for name, kind in columns.items():
        fields.append((name, moment if name in MOMENTS else day if name in DAYS else kinds.get(kind, text)))
        fields += [(AS_STATED, text)] if name == "published_at" else []
    place = [("warc_file", text), ("warc_offset", number), ("warc_length", number)]
    capture = [("fetched_at", moment), *place, ("payload_digest", text), ("encoding", text)]
    version = [("seen_at", moment), ("title", text), ("text", text), ("digest", text), ("extractor", text)]
    repair = [("kind", text), ("certain", number), ("guessed", number), ("lost", number)]
    relation = [("other_id", number), ("other_url", text), ("kind", text), ("coverage", share)]
    story = [("first_article_id", number), ("first_url", text), ("origin", text), ("size", number)]
    return arrow.schema(
        [
            *fields,
            ("capture", arrow.struct(capture)),
            ("versions", arrow.list_(arrow.struct(version))),
            ("repairs", arrow.list_(arrow.struct(repair))),
            ("relations", arrow.list_(arrow.struct([*relation, ("other_coverage", share)]))),
            ("story", arrow.struct(story)),
        ]
    )


def _typed(record: Record) -> dict[str, Any]:
    """A record with its moments and days as such; fields that the schema does not name fall away."""
    typed = {**record, AS_STATED: record["published_at"]}
    typed.update({name: _read(_moment, record[name]) for name in MOMENTS})
    typed.update({name: _read(date.fromisoformat, record[name]) for name in DAYS})
    typed["versions"] = [{**version, "seen_at": _read(_moment, version["seen_at"])} for version in record["versions"]]
    if capture := record["capture"]:
        typed["capture"] = {**capture, "fetched_at": _read(_moment, capture["fetched_at"])}
    return typed


def _read(form: Callable[[str], T], value: str | None) -> T | None:
    try:
        return form(value) if value else None
    except ValueError:
        return None


def _moment(value: str) -> datetime | None:
    """A moment with an offset; a day, or a time of nowhere, is none."""
    moment = datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else None
