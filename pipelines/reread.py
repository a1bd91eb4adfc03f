"""Makes articles from stored captures: behind a crawl and an ingest, and whenever the pipeline has become better."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.articles import Change, begin_rereading, digest_of, readings
from archive.captures import NOT_MODIFIED, Capture, continuations_of, with_later
from archive.database import Database, path_of, refusals_named, writing
from archive.errors import DamagedRecordError
from archive.records import Article, Failure, RawPage
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
    read_well = [_holder(number, capture) for number, capture, result in reading.results if isinstance(result, Article)]
    if read_well:
        begin_rereading(filing.db, url, read_well)
    for capture_id, capture, result in reading.results:
        outcome = _store(filing, _holder(capture_id, capture), capture, result, before)
        if capture_id in reading.asked:
            outcomes.append(outcome)
    return outcomes


def _process(db: Database, warc: Path, capture: Capture, layouts_for: LayoutsFor) -> Article | Failure:
    later = tuple(_page(warc, other) for other in continuations_of(db, capture))
    return process(replace(_page(warc, capture), continuations=later), layouts_for(capture.url))


def _page(warc: Path, capture: Capture) -> RawPage:
    """The stored page; a revisit has the payload of another capture, and its own address and moment."""
    page = read_page(warc, capture.warc_file, capture.warc_offset).page()
    return page if capture.revisit_of is None else replace(page, url=capture.url, fetched_at=capture.fetched_at)


def _holder(capture_id: int, capture: Capture) -> int:
    """The capture that a text counts as read from: what has not been modified is read from what was sent before."""
    return capture.revisit_of if capture.status == NOT_MODIFIED and capture.revisit_of else capture_id


def _store(
    filing: Filing,
    capture_id: int,
    capture: Capture,
    result: Article | Failure,
    before: Mapping[int, tuple[str, str | None]],
) -> Reread:
    """`before` is what was read from each capture until now: a change is a change from that."""
    change = filing.file(result, site=capture.site, capture_id=capture_id, seen_at=timestamp(capture.fetched_at))
    if isinstance(result, Failure):
        return Reread(capture.url, change, result.reason)
    if capture_id in before:
        change = Change.UNCHANGED if before[capture_id] == (digest_of(result), result.title) else Change.CHANGED
    return Reread(capture.url, change)
