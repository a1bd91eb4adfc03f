"""Finds the capture that holds the bytes which a later one found again."""

from dataclasses import replace

from archive.captures import NOT_MODIFIED
from archive.database import Database
from archive.times import timestamp
from archive.warc.exchange import Exchange, Profile, Revisit
from archive.warc.reader import moment_of
from archive.warc.record import sha1

OK = 200
SAME_PAYLOAD = """
    SELECT id, url, fetched_at, payload_digest FROM captures
    WHERE url = :url AND status = 200 AND payload_digest = :digest AND revisit_of IS NULL AND fetched_at <= :moment
    ORDER BY fetched_at DESC LIMIT 1
"""
# What the server says has not changed is what it sent last.
LAST_PAYLOAD = """
    SELECT p.id, p.url, p.fetched_at, p.payload_digest
    FROM captures c JOIN captures p ON p.id = coalesce(c.revisit_of, c.id)
    WHERE c.url = :url AND c.fetched_at <= :moment AND (c.status = 200 OR c.revisit_of IS NOT NULL)
    ORDER BY c.fetched_at DESC LIMIT 1
"""
# Programs differ in what they digest, with or without chunk framing; the moment tells as well.
REFERRED = """
    SELECT id, url, fetched_at, payload_digest FROM captures
    WHERE url = :url AND revisit_of IS NULL AND (fetched_at = :moment OR payload_digest = :digest)
    ORDER BY fetched_at = :moment DESC, fetched_at DESC LIMIT 1
"""


def as_revisit(db: Database, exchange: Exchange) -> tuple[Exchange, int | None]:
    """A fetched page as it should be written: as a revisit, with the id of the capture it repeats, where it is one.

    A revisit is the answer 304 (Not Modified) to a URL that was captured before, and an answer 200 with the very
    payload that an earlier capture of the URL has. Its row goes into the database with that id as `revisit_of`.
    """
    if exchange.record_type != "response" or exchange.truncated:
        return exchange, None
    if exchange.status == NOT_MODIFIED:
        return _linked(db, exchange, LAST_PAYLOAD, Revisit(Profile.NOT_MODIFIED))
    if exchange.status == OK and exchange.payload:
        sought = Revisit(Profile.IDENTICAL, payload_digest=sha1(exchange.payload))
        return _linked(db, exchange, SAME_PAYLOAD, sought)
    return exchange, None


def referring(db: Database, exchange: Exchange) -> tuple[Exchange, int | None]:
    """A page out of a WARC file with the id of the capture that it revisits; `None` where there is none here.

    What a revisit says of the other record is said anew, as this archive has it.
    """
    return _linked(db, exchange, REFERRED, exchange.revisit) if exchange.revisit else (exchange, None)


def _linked(db: Database, exchange: Exchange, query: str, sought: Revisit) -> tuple[Exchange, int | None]:
    parameters = {
        "url": sought.uri or exchange.url,
        "moment": timestamp(sought.moment or exchange.fetched_at),
        "digest": sought.payload_digest,
    }
    row = db.execute(query, parameters).fetchone()
    if row is None:
        return exchange, None
    number, url, fetched_at, digest = row
    return replace(exchange, revisit=Revisit(sought.profile, url, moment_of(fetched_at), digest)), int(number)
