"""Pages that are not East Asian: charset-normalizer decides, with what the page declares as a prior."""

import re
from typing import NamedTuple

from charset_normalizer import CharsetMatch, from_bytes

from pipelines.decode.labels import CODECS, LEGACY

# The single-byte encodings that pages are in, roughly the commonest first; where several read a page equally well, the
# first is meant. Others are tried where they are declared.
_USUAL = (
    "windows-1252", "windows-1251", "windows-1254", "windows-1250", "windows-1256", "windows-1253", "windows-1255",
    "windows-874", "windows-1257", "windows-1258", "iso-8859-2", "iso-8859-15", "iso-8859-7", "iso-8859-5", "koi8-r",
    "koi8-u", "iso-8859-8", "iso-8859-6", "ibm866", "x-mac-cyrillic", "macintosh",
)  # fmt: skip
_BOUNDARY = re.compile(rb"[<>\n]+")
_CONTROL = re.compile("[\x80-\x9f]")  # no page means these: what is read as them is windows-125x
_LOOK = 16_384  # bytes: enough words to know a language by
# How much noisier than the cleanest a reading may be, on charset-normalizer's scale of 0 to 1. The right readings of
# the test texts are within 0.04; which one within is right is a question of language, and coherence answers it.
_TOLERANCE = 0.05


class Foreign(NamedTuple):
    """The encoding to use, the one that the content alone suggests, and the confidence in the former from 0 to 1."""

    used: str
    detected: str | None
    confidence: float


def detect(body: bytes, declared: list[str], otherwise: str) -> Foreign:
    """The encoding of a page that is neither Unicode nor East Asian. `declared` are known names, the strongest first.

    A declaration counts where it reads about as cleanly as the best, but for windows-1252 (ISO 8859-1), which servers
    declare by default. Where nothing reads at all, it is believed, and without one `otherwise` is used.
    """
    legacy = [name for name in declared if name in LEGACY]
    candidates = list(dict.fromkeys([*legacy, *_USUAL]))
    codecs = [CODECS[name] for name in candidates]
    # Markup dilutes what charset-normalizer takes for noise: where prose alone is too noisy for it, a page may not be.
    matches = list(from_bytes(_prose(body), cp_isolation=codecs) or from_bytes(body[:_LOOK], cp_isolation=codecs))
    matches = [match for match in matches if not _CONTROL.search(str(match))] or matches
    if not matches:
        return Foreign(legacy[0] if legacy else otherwise, None, 0.0)
    cleanest = min(match.chaos for match in matches)
    clean = [match for match in matches if match.chaos <= cleanest + _TOLERANCE]
    readings = {name: match for match in clean for name in _names(match, candidates)}
    detected = max(readings, key=lambda name: (readings[name].coherence, -_place(name)))
    used = next((name for name in legacy if name in readings and name != "windows-1252"), detected)
    return Foreign(used, detected, 1 - readings[used].chaos)


def _names(match: CharsetMatch, candidates: list[str]) -> list[str]:
    """All encodings that read the page to the same text as this match."""
    return [name for name in candidates if CODECS[name] in match.could_be_from_charset]


def _place(name: str) -> int:
    return _USUAL.index(name) if name in _USUAL else len(_USUAL)


def _prose(body: bytes) -> bytes:
    """The parts of a page that hold more than ASCII, at most 16 kB of them, taken evenly."""
    parts = [part[:_LOOK] for part in _BOUNDARY.split(body) if not part.isascii()]
    step = -(-sum(map(len, parts)) // _LOOK)
    return b"\n".join(parts[:: max(1, step)])[:_LOOK]
