"""What a page declares about its own encoding, in HTTP and in its first bytes."""

import re
from typing import NamedTuple

from archive.records import RawPage

# The standard looks at 1,024 bytes (https://html.spec.whatwg.org/#determining-the-character-encoding); templates with
# a long comment or script in front put the element later.
_HEAD = 8192
_HTTP = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,512}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b[^>]{0,256}?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_WITHOUT_MARKUP = frozenset({"text/plain", "application/json", "text/json", "application/ld+json"})


class Declared(NamedTuple):
    """The labels as written, lower case; `meta` is that of a meta element or of the XML declaration."""

    http: str | None
    meta: str | None


def declared(raw: RawPage) -> Declared:
    """Reads the declarations of a page; plain text and JSON have none but that of HTTP."""
    match = _HTTP.search(raw.header("Content-Type") or "")
    http = match[1].lower() if match else None
    if raw.media_type in _WITHOUT_MARKUP:
        return Declared(http, None)
    head = raw.body[:_HEAD].replace(b"\0", b"")  # so that UTF-16 and UTF-32 are read too
    found = _XML.match(head) or _META.search(head)
    return Declared(http, found[1].decode("ascii", "replace").lower() if found else None)
