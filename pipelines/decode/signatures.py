"""Encodings that give themselves away: byte order marks, NULs of UTF-16 and UTF-32, escapes of HZ and ISO-2022."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import NamedTuple

from pipelines.decode.labels import CODECS
from pipelines.decode.likelihood import cost

_BOMS = (  # the four bytes first: that of UTF-32LE begins with that of UTF-16LE
    (BOM_UTF32_LE, "utf-32le"),
    (BOM_UTF32_BE, "utf-32be"),
    (BOM_UTF16_LE, "utf-16le"),
    (BOM_UTF16_BE, "utf-16be"),
)
_LOOK = 4096
_HZ = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)(?:~\}|(?=[\r\n])|\Z)|~(~|\n)")  # RFC 1843
_ISO_2022_CN = re.compile(rb"\x1b\$\)A|\x0e((?:[\x21-\x7e]{2})+)(?:\x0f|(?=[\r\n])|\Z)")  # RFC 1922, GB 2312 only
_ISO_2022 = re.compile(rb"\x1b(?:\$\)([AC])|\$([@AB])|\([BIJ])")


class Signed(NamedTuple):
    """A text whose encoding is certain, and how many U+FFFD stand in it for bytes that were no character."""

    text: str
    encoding: str
    replaced: int


def read_signed(body: bytes) -> Signed | None:
    """Decodes a body that carries a mark of its encoding; `None` where it carries none (that of UTF-8 included)."""
    for mark, encoding in _BOMS:
        if body.startswith(mark) and len(body) > len(mark):
            return _lossy(body[len(mark) :], encoding)
    if b"\0" in body[:_LOOK]:
        return _wide(body)
    if b"\x1b" in body and body.isascii():
        return _escaped(body)
    if b"~{" in body and body.isascii():
        return _hz(body)
    return None


def _lossy(body: bytes, encoding: str) -> Signed:
    codec = CODECS[encoding]
    text = body.decode(codec, "replace")
    return Signed(text, encoding, text.count("\ufffd") - body.decode(codec, "ignore").count("\ufffd"))


def _wide(body: bytes) -> Signed | None:
    """UTF-16 or UTF-32 without a mark: the zero bytes of its ASCII stand at the same place of every unit."""
    head = body[:_LOOK]
    zeros = [head[place::4].count(0) for place in range(4)]
    odd, even = zeros[1] + zeros[3], zeros[0] + zeros[2]
    quarter = len(head) // 4
    if odd + even < max(2, len(head) // 100):
        return None
    if zeros[2] + zeros[3] > 1.8 * quarter and zeros[3] > 0.9 * quarter:
        encoding = "utf-32le"
    elif zeros[0] + zeros[1] > 1.8 * quarter and zeros[0] > 0.9 * quarter:
        encoding = "utf-32be"
    elif min(odd, even) <= max(odd, even) // 10:
        encoding = "utf-16le" if odd > even else "utf-16be"
    else:
        return None
    found = _lossy(body, encoding)
    # Stray zeros in a page of another encoding make nonsense of it.
    return found if found.replaced <= 1 and cost(found.text[:_LOOK]) < 16 * min(_LOOK, len(found.text)) else None


def _escaped(body: bytes) -> Signed | None:
    found = _ISO_2022.search(body)
    if not found or not (found[1] or found[2]):
        return None
    if found[1] == b"A":
        return Signed(_ISO_2022_CN.sub(_gb2312, body).decode("gb18030", "replace"), "iso-2022-cn", 0)
    codec, label = ("iso2022_kr", "iso-2022-kr") if found[1] else ("iso2022_jp_2", "iso-2022-jp")
    text = body.decode(codec, "replace")
    return Signed(text, label, text.count("\ufffd"))


def _gb2312(match: re.Match[bytes]) -> bytes:
    return bytes(byte | 0x80 for byte in match[1] or b"")


def _hz(body: bytes) -> Signed | None:
    """HZ, if what stands between its braces reads as Chinese; scripts contain `~{` too."""
    groups = [match[1] for match in _HZ.finditer(body) if match[1]]
    inside = bytes(byte | 0x80 for byte in b"".join(groups)).decode("gb18030", "replace")
    if not groups or cost(inside) > 13 * len(inside):
        return None
    gb = _HZ.sub(lambda match: _gb2312(match) if match[1] else match[2].replace(b"\n", b""), body)
    text = _read_gb2312(gb)
    return Signed(text, "hz-gb-2312", text.count("\ufffd"))


def _read_gb2312(data: bytes) -> str:
    """GB 2312 as its own Unicode table has it (0xA1A4 is U+30FB), else as the superset has it."""
    try:
        return data.decode("gb2312")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
