"""Decodes a page: marks first, then valid UTF-8, then likelihood; what it declares is a prior and nothing more."""

from codecs import BOM_UTF8
from dataclasses import dataclass

from archive.records import Evidence, RawPage
from pipelines.decode.declared import declared
from pipelines.decode.foreign import detect
from pipelines.decode.labels import resolve
from pipelines.decode.likelihood import CHINESE, UTF8, rank, sample
from pipelines.decode.resync import decode_lossy, is_damaged_utf8
from pipelines.decode.segments import decode_mixed, runs_of, size
from pipelines.decode.signatures import read_signed

# Mean rarity in bits of a character above which a reading is no writing: Chinese has 9.5 to 11, as have Japanese and
# Korean; Thai and Arabic read as East Asian, the nearest of others, have 14 to 15. A few characters may be rarer on the
# mean (20 bytes of GBK reach 16), and so may those of an encoding that is declared.
_PLAUSIBLE = 13.0
_FEW = 30.0  # bits, shared by all characters
_MOST = 16.0
_DECLARED = 2.0
_RARE = 21.0  # a list of rare characters: where charset-normalizer knows nothing better, this is better than nothing


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The text of a page and the encoding that read it, by its WHATWG name (gb18030 and big5-hkscs for Chinese).

    `evidence` holds `declared_http` and `declared_meta` as written (`None` where absent), `detected` (what the content
    alone says), `used`, `confidence` from 0 to 1, `replaced` (the U+FFFD that decoding put in) and `segments`: for a
    page in two encodings, how many runs of text each read, else `None`. `encoding` is then that of the greater part.
    """

    text: str
    encoding: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Outcome:
    text: str
    used: str
    detected: str | None
    confidence: float
    replaced: int = 0
    segments: dict[str, int] | None = None


def decode(raw: RawPage) -> DecodedPage:
    """The text of a page, in the encoding that its bytes are in. Never raises, whatever the bytes.

    The order: byte order marks, zero bytes and escapes; valid UTF-8, a cut tail included; the likelihood of the
    characters under each multi-byte encoding; charset-normalizer. A byte that is no character becomes U+FFFD.
    """
    labels = declared(raw)
    body = raw.body.removeprefix(BOM_UTF8)
    http, meta = resolve(labels.http), resolve(labels.meta)
    outcome = _signed(body, http) or _utf8(body) or _legacy(body, [name for name in (http, meta) if name])
    return DecodedPage(
        outcome.text,
        outcome.used,
        {
            "declared_http": labels.http,
            "declared_meta": labels.meta,
            "detected": outcome.detected,
            "used": outcome.used,
            "confidence": round(outcome.confidence, 3),
            "replaced": outcome.replaced,
            "segments": outcome.segments,
        },
    )


def _signed(body: bytes, http: str | None) -> _Outcome | None:
    found = read_signed(body, http)
    return _Outcome(found.text, found.encoding, found.encoding, 1.0, found.replaced) if found else None


def _utf8(body: bytes) -> _Outcome | None:
    """Valid UTF-8, or valid but for a last character that was cut."""
    try:
        return _Outcome(body.decode(), "utf-8", "utf-8", 1.0)
    except UnicodeDecodeError as error:
        if error.end < len(body) or error.reason != "unexpected end of data" or body[: error.start].isascii():
            return None
        return _Outcome(body[: error.start].decode() + "\ufffd", "utf-8", "utf-8", 1.0, 1)


def _legacy(body: bytes, names: list[str]) -> _Outcome:
    valid, other = runs_of(body)
    best, second, *_ = rank(sample(other), names)
    plausible = best.mean <= min(_MOST, _PLAUSIBLE + _FEW / max(1, best.letters)) + _DECLARED * (best.encoding in names)
    if valid and plausible and best.encoding in CHINESE:
        return _mixed(body, (UTF8, best.encoding) if size(valid) > size(other) else (best.encoding, UTF8))
    if is_damaged_utf8(body):
        return _lossy(body, UTF8, UTF8, 1.0)
    if not plausible:
        found = detect(body, names, best.encoding if best.mean < _RARE else "windows-1252")
        return _lossy(body, found.used, found.detected, found.confidence)
    # Certain from four bits a character on: the right reading of a Chinese page is three to five ahead of the next.
    return _lossy(body, best.encoding, best.encoding, max(0.0, min(1.0, (second.mean - best.mean) / 4)))


def _mixed(body: bytes, pair: tuple[str, str]) -> _Outcome:
    found = decode_mixed(body, *pair)
    used = [encoding for encoding in pair if found.segments[encoding]]
    if len(used) == 1:
        return _lossy(body, used[0], used[0], 1.0)
    return _Outcome(found.text, pair[0], pair[0], 1.0, found.replaced, found.segments)


def _lossy(body: bytes, used: str, detected: str | None, confidence: float) -> _Outcome:
    text, replaced = decode_lossy(body, used)
    return _Outcome(text, used, detected, confidence, replaced)
