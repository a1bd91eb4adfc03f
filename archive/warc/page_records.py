"""The records of one page: what the server sent, what was asked, and what the crawl knew of it.

A body is stored without chunk framing and with its content encoding: programs disagree about framed bodies and their
payload digests, and no reader needs the framing. So that none undoes it a second time, the headers that described the
transfer keep their lines under `X-Archive-Orig-…`, and Content-Length says what is stored. All other lines of a head
that came over the wire are written as they came, but blank ones, which would end the head.
"""

from collections.abc import Mapping
from datetime import datetime

from archive.times import timestamp
from archive.warc.exchange import Exchange, Headers, Revisit
from archive.warc.record import fields_block, new_id, record, sha1

TRANSFER_HEADERS = (b"transfer-encoding", b"content-length")
ORIGINAL_PREFIX = b"X-Archive-Orig-"
END = b"\r\n"


def page_record(exchange: Exchange, page_id: str) -> tuple[bytes, str | None]:
    """The record of the page itself, and its payload digest."""
    about = {
        "WARC-Record-ID": page_id,
        "WARC-Target-URI": exchange.url,
        "WARC-IP-Address": exchange.wire.ip_address if exchange.wire else None,
        "WARC-Truncated": exchange.truncated,
    }
    if exchange.revisit:
        about |= _reference(exchange.revisit) | {"Content-Type": "application/http; msgtype=response"}
        block = response_head(exchange, 0)
        return record("revisit", exchange.fetched_at, about, block), exchange.revisit.payload_digest
    about["WARC-Payload-Digest"] = digest = sha1(exchange.payload)
    if exchange.record_type == "response":
        about["Content-Type"] = "application/http; msgtype=response"
        block = response_head(exchange, len(exchange.payload)) + exchange.payload
    else:
        about["Content-Type"] = exchange.header("content-type") or "application/octet-stream"
        block = exchange.payload
    return record(exchange.record_type, exchange.fetched_at, about, block), digest


def companion_records(exchange: Exchange, page_id: str) -> bytes:
    """The request record, and a metadata record with what the crawl knew, where there is something to say."""
    about = {"WARC-Target-URI": exchange.url, "WARC-Concurrent-To": page_id}
    records = []
    if (request := request_block(exchange)) is not None:
        fields = about | {"Content-Type": "application/http; msgtype=request"}
        records.append(record("request", exchange.fetched_at, fields, request))
    known = fields_block({"site": exchange.site, "role": exchange.role, "part-of": exchange.part_of})
    if known:
        fields = about | {"Content-Type": "application/warc-fields"}
        records.append(record("metadata", exchange.fetched_at, fields, known))
    return b"".join(records)


def warcinfo_record(name: str, moment: datetime, about: Mapping[str, str]) -> bytes:
    """The record that opens a WARC file of this name."""
    fields = {
        "WARC-Record-ID": new_id(),
        "WARC-Filename": name,
        "Content-Type": "application/warc-fields",
    }
    return record("warcinfo", moment, fields, fields_block(about))


def request_block(exchange: Exchange) -> bytes | None:
    """The request as it was sent, or made from its headers; `None` where no request was made."""
    if exchange.wire:
        return exchange.wire.request
    if exchange.request_headers is None:
        return None
    target = exchange.url.partition("://")[2].partition("/")[2]
    return _head([_bytes(f"GET /{target} HTTP/1.1"), *_lines(exchange.request_headers)])


def response_head(exchange: Exchange, length: int) -> bytes:
    """The status line and headers above a payload of this length, with the blank line between them."""
    if exchange.wire:
        lines = [line for line in exchange.wire.response if line.strip()]
    else:
        lines = [_bytes(f"{exchange.protocol} {exchange.status_line}"), *_lines(exchange.headers)]
    stored = [ORIGINAL_PREFIX + line if _describes_transfer(line) else line for line in lines]
    return _head([*stored, b"Content-Length: %d" % length])


def _describes_transfer(line: bytes) -> bool:
    return line.partition(b":")[0].strip().lower() in TRANSFER_HEADERS


def _head(lines: list[bytes]) -> bytes:
    return END.join([*lines, END])


def _lines(headers: Headers) -> list[bytes]:
    return [_bytes(f"{name}: {value}") for name, value in headers]


def _bytes(line: str) -> bytes:
    """As RFC 9110 (section 5.5) has it: one line, latin-1 where that can say it."""
    flat = line.translate({0: " ", 10: " ", 13: " "})
    try:
        return flat.encode("latin-1")
    except UnicodeEncodeError:
        return flat.encode()


def _reference(revisit: Revisit) -> dict[str, str | None]:
    return {
        "WARC-Profile": revisit.profile,
        "WARC-Refers-To": revisit.record_id,
        "WARC-Refers-To-Target-URI": revisit.uri,
        "WARC-Refers-To-Date": timestamp(revisit.moment) if revisit.moment else None,
        "WARC-Payload-Digest": revisit.payload_digest,
    }
