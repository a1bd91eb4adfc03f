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
_UTF16 = ("utf-16le", "utf-16be")
_UTF32 = ("utf-32le", "utf-32be")
_LOOK = 4096  # bytes or characters that are weighed
_DEAR = 16  # bits a character: no writing is as rare on the mean
_HZ = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)(?:~\}|(?=[\r\n])|\Z)|~(~|\n)")  # RFC 1843
_ISO_2022_CN = re.compile(rb"\x1b\$\)A|\x0e((?:[\x21-\x7e]{2})+)(?:\x0f|(?=[\r\n])|\Z)")  # RFC 1922, GB 2312 only
_ISO_2022 = re.compile(rb"\x1b(?:\$\)([AC])|\$([@AB])|\([BIJ])")


class Signed(NamedTuple):
    """A text whose encoding is certain, and how many U+FFFD stand in it for bytes that were no character."""

    text: str
    encoding: str
    replaced: int


def read_signed(body: bytes, http: str | None) -> Signed | None:
    """Decodes a body that carries a mark of its encoding; `None` where it carries none (that of UTF-8 included).

    `http` is the encoding that HTTP declares: Chinese UTF-16 without ASCII shows no zero bytes.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark) and len(body) > len(mark):
            return _lossy(body[len(mark) :], encoding)
    if http in _UTF16 or body[:_LOOK].count(0) > 1:
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
    """UTF-32 or UTF-16 without a mark, if one of them makes writing of the body; of stray zeros none does."""
    for encodings in (_UTF32, _UTF16):
        found = min((_lossy(body, encoding) for encoding in encodings), key=lambda found: cost(found.text[:_LOOK]))
        if found.replaced <= 1 and _is_writing(found.text):
            return found
    return None


def _is_writing(text: str) -> bool:
    return cost(text[:_LOOK]) < _DEAR * len(text[:_LOOK])


def _escaped(body: bytes) -> Signed | None:
    found = _ISO_2022.search(body)
    if not found or not (found[1] or found[2]):
        return None
    if found[1] == b"A":
        label, text = "iso-2022-cn", _ISO_2022_CN.sub(_gb2312, body).decode("gb18030", "replace")
    elif found[1]:
        label, text = "iso-2022-kr", body.decode("iso2022_kr", "replace")
    else:
        label, text = "iso-2022-jp", body.decode("iso2022_jp_2", "replace")
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
