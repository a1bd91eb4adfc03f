"""Requests as rows of the frontier, and rows as requests."""

import json
from typing import Any

from scrapy import Request, Spider

from archive.captures import Role
from archive.frontier import Found, Lease
from scraper.ledger.canonical import canonical
from scraper.ledger.captured import LEASE, PURPOSE, Purpose

NOT_AN_ERROR = [304]


def found(request: Request, via: str | None) -> Found | None:
    """A spider's request as a row; `None` for one that does not say its purpose, which stays out of the ledger."""
    purpose = request.meta.get(PURPOSE)
    if not isinstance(purpose, Purpose) or request.method != "GET" or LEASE in request.meta:
        return None
    way = {
        "callback": name_of(request.callback),
        "errback": name_of(request.errback),
        "arguments": request.cb_kwargs,
        "depth": request.meta.get("depth", 0),
    }
    return Found(canonical(request.url), request.url, purpose.role, json.dumps(way), request.priority, via)


def name_of(method: Any) -> str | None:
    """The name by which a spider's method is found again."""
    return getattr(method, "__name__", None)


def request_of(lease: Lease, spider: Spider, *, conditional: bool = True) -> Request:
    """The request that a row stands for; a page that was read before is asked for only if it has changed."""
    way = json.loads(lease.request)
    headers = {}
    if conditional and lease.etag:
        headers["If-None-Match"] = lease.etag
    if conditional and lease.last_modified:
        headers["If-Modified-Since"] = lease.last_modified
    return Request(
        lease.url,
        # A method that only an older version had costs its page (Scrapy's own callback fails), not the run.
        callback=getattr(spider, way["callback"] or "", None),
        errback=getattr(spider, way["errback"] or "", None),
        cb_kwargs=way["arguments"],
        headers=headers,
        priority=lease.priority,
        meta={
            PURPOSE: Purpose(Role(lease.role)),
            LEASE: lease,
            "depth": way["depth"],
            "handle_httpstatus_list": NOT_AN_ERROR,
        },
        dont_filter=True,
    )
