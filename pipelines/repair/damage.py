"""Forward models of the damage that the repairs of this package undo.

They are the specification of the repairs: each states, byte by byte, what a converter or a script on the web did to a
healthy page. Tests run damage and repair against each other; replica sites use them to serve damaged pages.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from pipelines.repair.readings import toned

CONTROL = frozenset((*range(0x21), 0x7F))
"""Second bytes that the GBK reader passes on while it forgets the lead byte before them."""

SPLIT_MARK = b"\xa3\xa1"
"""The full-width exclamation mark in GBK, which the injecting script uses to cut a page into pieces."""


@cache
def gbk_pair(lead: int, trail: int) -> bytes:
    """What one GBK byte pair becomes after GBK to UTF-8 to GBK in PHP up to 8.0 (`mbfilter_cp936.c`).

    The reader looks a pair up in a linear table at `(lead - 0x81) * 192 + (trail - 0x40)` and lets trail bytes from
    0x3A pass, so that `:;<=>?` reach into the row before. Pairs in the user-defined areas survive.
    """
    if trail in CONTROL:
        return bytes((trail,))
    if 0x3A <= trail < 0x40:
        lead, trail = lead - 1, trail + 0xC0
        return bytes((lead, trail)) if is_mapped(lead, trail) else b"?"
    if trail < 0x3A or trail == 0xFF:
        return b"?"
    return bytes((lead, trail))


def is_mapped(lead: int, trail: int) -> bool:
    """True when Microsoft's code page 936 has a character for a pair (its user-defined areas do not count)."""
    try:
        bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return False
    return True


def swallows(lead: int, char: str) -> bool:
    """True when a lead byte and the ASCII character after it become one question mark; 0x80 is no lead byte."""
    return lead > 0x80 and gbk_pair(lead, ord(char)) == b"?"


def php_gbk(body: bytes) -> bytes:
    """A page of any encoding after PHP's `mb_convert_encoding` took it for GBK on the way in and on the way out.

    Bytes from 0x81 are taken in pairs, whatever they are; 0x80 stands alone. A lead byte at the end of the page
    vanishes, 0xFF becomes a question mark. The result of a UTF-8 page is no longer valid UTF-8.
    """
    out = bytearray()
    lead = 0
    for byte in body:
        if lead:
            out += gbk_pair(lead, byte)
            lead = 0
        elif byte <= 0x80:
            out.append(byte)
        elif byte == 0xFF:
            out += b"?"
        else:
            lead = byte
    return bytes(out)


def readings_of(characters: Iterable[str]) -> dict[str, str]:
    """The most usual reading with tone marks of each character that has one."""
    found = {char: toned(char)[0] for char in characters}
    return {char: reading for char, reading in found.items() if reading != char}


def inject_pinyin(text: str, readings: Mapping[str, str], tail: Iterable[str] = ()) -> str:
    """A page after a cloaking script annotated the characters of `readings` and appended a list of places.

    The script works on GBK bytes: it cuts the page at the bytes of `！`, wherever they fall, and in each piece replaces
    the bytes of a listed character by these bytes and its reading in brackets, also where they are the halves of two
    neighbours. Reading the pieces back loses what no longer pairs up. Characters outside GBK become `?`.
    """
    pieces = text.encode("gbk", "replace").split(SPLIT_MARK)
    for char, reading in readings.items():
        written = char.encode("gbk", "ignore")
        if len(written) == 2:
            note = f"({reading})".encode("gbk", "ignore")
            pieces = [piece.replace(written, written + note) for piece in pieces]
    pieces[:-1] = [piece + b"?" if ends_open(piece) else piece for piece in pieces[:-1]]
    page = "！".join(php_gbk(piece).decode("gb18030", "ignore") for piece in pieces)
    places = "".join(f"{place}| " for place in tail).rstrip(" ")
    return f"{page}\n{places}" if places else page


def ends_open(body: bytes) -> bool:
    """True when the last byte is a GBK lead byte without a partner."""
    open_pair = False
    for byte in body:
        open_pair = not open_pair and byte > 0x80
    return open_pair


def misread(text: str, written: str, read: str) -> str:
    """`text` after it was written in one charset and read in another, as browsers do: a bad byte is one U+FFFD.

    `latin-1`, `cp1252` and `windows-1252` all mean the WHATWG reading of windows-1252, which has no bad bytes.
    Characters that `written` lacks become `?`.

    Raises:
        LookupError: a charset is unknown.
    """
    body = text.encode(written, "replace")
    if read not in {"latin-1", "cp1252", "windows-1252"}:
        return body.decode(read, "replace")
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in body)
