"""What an examination of the archive can find, in words for its owner."""

from dataclasses import dataclass

ANEW = (
    "move archive.db to a safe place and run: scrapy reprocess (it makes every row again from the WARC files; what is "
    "not in them stays in the old file only)"
)
RESTORE = "restore the file from a backup; without one, fetch the page again"


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something that can be wrong: its name in plural, what it means, and what helps."""

    name: str
    meaning: str
    cure: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where something is wrong."""

    ailment: Ailment
    place: str


DAMAGED_DATABASE = Ailment(
    "damaged places in archive.db",
    "bytes of the database were lost or changed on disk; what is read from it may be incomplete",
    f"restore archive.db from a backup, or {ANEW}",
)
LOOSE_REFERENCE = Ailment(
    "rows that refer to rows that are gone",
    "somebody changed archive.db with foreign keys switched off",
    f"restore archive.db from a backup, or {ANEW}",
)
OTHER_SCHEMA = Ailment(
    "tables, indexes or triggers that are missing or changed",
    "archive.db was altered by another program; searches may be slow or incomplete, writing may fail",
    f"restore archive.db from a backup, or {ANEW}",
)
WITHOUT_CAPTURE = Ailment(
    "articles without a capture",
    "the raw page behind them is unknown, so they cannot be verified or read again",
    "crawl or ingest their pages again; until then keep a backup of archive.db, it is all there is of them",
)
OTHER_TEXT = Ailment(
    "texts that do not match their digest",
    "they were changed after they were stored",
    f"restore archive.db from a backup, or {ANEW}",
)
STORY_SIZE = Ailment(
    "stories that count other articles than they have",
    "articles were deleted or moved by hand; counts of reprints are wrong",
    ANEW,
)
EMPTY_STORY = Ailment("stories without articles", "their articles were deleted by hand", ANEW)
STRANGE_FIRST = Ailment(
    "stories whose first article is not one of theirs", "articles were deleted or moved by hand", ANEW
)
STRANGE_RELATION = Ailment(
    "relations that cannot be",
    "an article relates to itself, a pair has two rows, or a coverage is not between 0 and 1",
    ANEW,
)
NOT_INDEXED = Ailment(
    "articles that the reprint index lacks", "reprints of them will not be recognised from now on", ANEW
)
STRAY_IN_INDEX = Ailment(
    "entries of the reprint index without an article",
    "articles were deleted by hand; new ones may be related to them and fail to be stored",
    ANEW,
)
MISSING_FILE = Ailment(
    "WARC files that are missing",
    "the raw pages in them cannot be read again",
    "restore them from a backup, or from the archive that an export came from",
)
STRANGE_FILE = Ailment(
    "files in warc/ that are no WARC files",
    "no command reads them",
    "move them elsewhere, or hand them to scrapy ingest",
)
UNREADABLE_RECORD = Ailment(
    "unreadable stretches of WARC files",
    "bytes were lost or changed on disk; the pages there cannot be read again, their articles stay as they are",
    RESTORE,
)
ROW_WITHOUT_RECORD = Ailment(
    "captures whose WARC record is not where it should be",
    "the file is cut short or not the one that was written, or the row was changed",
    f"restore the file from a backup; if the file is sound, {ANEW}",
)
OTHER_RECORD = Ailment(
    "captures that differ from their WARC record",
    "URL, length or payload digest of the row is not that of the record",
    f"restore the file and archive.db from one backup; if the file is sound, {ANEW}",
)
RECORD_WITHOUT_ROW = Ailment(
    "WARC records without a capture",
    "pages are stored that archive.db does not know; a crawl was killed, or somebody laid a file into warc/",
    "run: scrapy reprocess",
)
