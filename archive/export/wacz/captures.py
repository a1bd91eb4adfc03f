"""The captures that a WACZ file holds, and the lines of its index and page list."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from archive.database import Database
from archive.export.selection import Selection
from archive.export.wacz.surt import surt

Row = Mapping[str, Any]

# What an article, one of its versions, or a later page of it was read from, what holds the payload of a revisit, and
# the sightings that found the same again; a file's captures in their order.
CAPTURES = """
    WITH behind(id) AS (
        SELECT a.capture_id FROM articles a WHERE {chosen}
        UNION SELECT v.capture_id FROM versions v JOIN articles a ON a.id = v.article_id WHERE {chosen}
        UNION SELECT c.id FROM captures c JOIN articles a ON a.url = c.part_of
            WHERE {chosen} AND c.role = 'continuation' AND (c.status = 200 OR c.revisit_of IS NOT NULL)
    )
    SELECT * FROM captures WHERE id IN (
        SELECT id FROM behind UNION SELECT revisit_of FROM captures WHERE id IN (SELECT id FROM behind)
        UNION SELECT id FROM captures WHERE revisit_of IN (SELECT id FROM behind)
    ) ORDER BY warc_file, warc_offset
"""
PAGES = """
    SELECT a.id, a.title, c.url, c.fetched_at FROM articles a JOIN captures c ON c.id = a.capture_id
    WHERE {chosen} ORDER BY a.id
"""
NOT_DIGITS = re.compile(r"\D")


def captures_behind(db: Database, selection: Selection) -> Iterator[Row]:
    """The captures of the selected articles, by file and place."""
    condition, parameters = selection.condition()
    return db.query(CAPTURES.format(chosen=condition), parameters)


def page_lines(db: Database, selection: Selection) -> Iterator[bytes]:
    """pages.jsonl: a header, then one selected article a line (WACZ 1.1.1, section 5.2.3)."""
    yield _line({"format": "json-pages-1.0", "id": "pages", "title": "Articles"})
    condition, parameters = selection.condition()
    for row in db.query(PAGES.format(chosen=condition), parameters):
        page = {"id": f"article-{row['id']}", "url": row["url"], "ts": _to_seconds(row["fetched_at"])}
        yield _line({**page, "title": row["title"] or row["url"]})


def index_line(capture: Row, media_type: str, warc_file: str, offset: int, length: int) -> tuple[str, bytes]:
    """The key of a capture and its line in the index (CDXJ: key, moment as 14 digits, JSON)."""
    moment = NOT_DIGITS.sub("", capture["fetched_at"])[:14]
    fields = {
        "url": capture["url"],
        "mime": media_type,
        "status": str(capture["status"]),
        "digest": capture["payload_digest"] or "-",
        "length": str(length),
        "offset": str(offset),
        "filename": warc_file,
    }
    key = f"{surt(capture['url'])} {moment}"
    return key, f"{key} ".encode() + _line(fields)


def _to_seconds(moment: str) -> str:
    return moment[:19] + "Z"


def _line(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"
