"""Tells a page of text from everything else that servers and folders hold, before any decoding."""

from archive.records import RawPage

# First bytes of the formats that turn up under the wrong media type; registered magic numbers of each format. Those
# that are a word (ID3, RIFF) are left to the share of control characters: a text may begin with them.
SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"\xff\xd8\xff": "a JPEG image",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "compressed data",
    b"Rar!\x1a": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"\x00\x00\x00\x18ftyp": "a video",
    b"\x00\x00\x00\x20ftyp": "a video",
}
TEXT_TYPES = ("text/", "application/xhtml", "application/xml", "application/json", "message/", "multipart/")
SAMPLE = 4096
# Control characters that no text encoding of a page uses; NUL is left out because UTF-16 is full of it.
CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\r\x0b\x0c\x0e\x0f\x1a\x1b"))
# UTF-16 and UTF-32 are full of such bytes; they begin with a byte order mark or the `<` of a tag (XML 1.0, appendix F).
WIDE_STARTS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff", b"<\0", b"\0<", b"\0\0\0<")
MAX_CONTROL_SHARE = 0.02  # random bytes have 8.6 %, pages with stray controls well under 0.1 %


def refusal(raw: RawPage) -> str | None:
    """Why these bytes cannot be a page with an article, in words for a person; `None` when they may be."""
    if raw.status != 200:
        return f"HTTP status {raw.status}"
    head = raw.body.lstrip()[:SAMPLE]
    if not head:
        return "the page is empty; fetch it again"
    for signature, name in SIGNATURES.items():
        if head.startswith(signature):
            return f"not a page but {name}; convert it to text or HTML first"
    if raw.media_type and not raw.media_type.startswith(TEXT_TYPES) and not looks_like_markup(head):
        return f"not a page of text (its media type is {raw.media_type}); convert it to text or HTML first"
    controls = len(head) - len(head.translate(None, CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(head) and not head.startswith(WIDE_STARTS):
        return "not text but binary data; check that the file is what its name says"
    return None


def looks_like_markup(head: bytes) -> bool:
    """True when the first bytes hold a tag, whatever the media type says."""
    lowered = head.lower()
    return b"<html" in lowered or b"<body" in lowered or b"<!doctype html" in lowered or b"<head" in lowered
