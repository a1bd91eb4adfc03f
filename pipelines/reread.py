"""Makes articles from stored captures: behind a crawl and an ingest, and whenever the pipeline has become better."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.articles import Change, begin_rereading, digest_of, readings
from archive.captures import Capture, continuations_of, with_later
from archive.database import Database, path_of, refusals_named, writing
from archive.errors import DamagedRecordError
from archive.records import Article, Failure
from archive.times import timestamp
from archive.warc.reader import read_page
from pipelines.filing import Filing
from pipelines.layout import Layout
from pipelines.process import process

LayoutsFor = Callable[[str], Sequence[Layout]]


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of one capture; `problem` is a line for a person where no article did."""

    url: str
    change: Change
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the captures of one URL say, oldest first, before anything of it is stored.

    `asked` are the captures that were to be read; `unreadable` those of them whose record is damaged.
    """

    asked: frozenset[int]
    results: Sequence[tuple[int, Capture, Article | Failure]]
    unreadable: Sequence[Reread]


def reread(
    filing: Filing, warc: Path, captures: Sequence[tuple[int, Capture]], layouts_for: LayoutsFor
) -> list[Reread]:
    """Read captures of one URL and store what they give in one transaction.

    Raises:
        StorageError: the database cannot be written; nothing of this URL changed then.
    """
    reading = read(filing.db, warc, captures, layouts_for)
    with refusals_named(path_of(filing.db)), writing(filing.db):
        return store(filing, reading)


def read(db: Database, warc: Path, captures: Sequence[tuple[int, Capture]], layouts_for: LayoutsFor) -> Reading:
    """Process captures of one URL, oldest first.

    Where later ones were stored before, those are read again too, so that the history comes out as it was.
    """
    results = []
    unreadable = []
    asked = frozenset(capture_id for capture_id, _ in captures)
    for capture_id, capture in with_later(db, captures):
        try:
            results.append((capture_id, capture, _process(db, warc, capture, layouts_for)))
        except DamagedRecordError as error:
            if capture_id in asked:
                unreadable.append(Reread(capture.url, Change.FAILED, str(error)))
    return Reading(asked, results, unreadable)


def store(filing: Filing, reading: Reading) -> list[Reread]:
    """Put a reading in the place of what was read from the same captures before, without leaving a version behind.

    Must run inside the caller's transaction. A capture that cannot be read keeps what was read from it before.
    """
    outcomes = list(reading.unreadable)
    if not reading.results:
        return outcomes
    url = reading.results[0][1].url
    before = readings(filing.db, url)
    read_well = [capture_id for capture_id, _, result in reading.results if isinstance(result, Article)]
    if read_well:
        begin_rereading(filing.db, url, read_well)
    for capture_id, capture, result in reading.results:
        outcome = _store(filing, capture_id, capture, result, before.get(capture_id))
        if capture_id in reading.asked:
            outcomes.append(outcome)
    return outcomes


def _process(db: Database, warc: Path, capture: Capture, layouts_for: LayoutsFor) -> Article | Failure:
    page = read_page(warc, capture.warc_file, capture.warc_offset).page()
    later = (read_page(warc, other.warc_file, other.warc_offset).page() for other in continuations_of(db, capture))
    return process(replace(page, continuations=tuple(later)), layouts_for(capture.url))


def _store(
    filing: Filing, capture_id: int, capture: Capture, result: Article | Failure, before: tuple[str, str | None] | None
) -> Reread:
    """`before` is what an earlier version of the pipeline read from this capture: a change is a change from that."""
    change = filing.file(result, site=capture.site, capture_id=capture_id, seen_at=timestamp(capture.fetched_at))
    if isinstance(result, Failure):
        return Reread(capture.url, change, result.reason)
    if before:
        change = Change.UNCHANGED if before == (digest_of(result), result.title) else Change.CHANGED
    return Reread(capture.url, change)
