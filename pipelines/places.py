"""The places that a repair changed, each before and after, as a person can read them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

from archive.records import Edit, Fix, RawPage
from pipelines.decode import decode
from pipelines.decode.labels import CODECS
from pipelines.repair import repair, repair_bytes, replay
from pipelines.repair.losses import REPLACED

_AROUND = 16  # characters shown on either side
_NEAR = 8  # edits so close together are one place
_BYTES = 3  # of a Chinese character in UTF-8, the encoding whose bytes are mended
_CONTINUATIONS = frozenset(map(chr, range(0x80, 0xC0)))


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a page, `before` and `after` a fix, between what stands to its left and right.

    `after` is `None` where the fix could only say that something is lost there.
    """

    left: str
    before: str
    after: str | None
    right: str


@dataclass(frozen=True, slots=True)
class Mending:
    """One fix and the places where it worked, in the order of the page."""

    fix: Fix
    places: tuple[Place, ...]


def mendings(raw: RawPage) -> list[Mending]:
    """Decode and mend a page as `process` does, and show each fix at work. Never raises on bad input."""
    mended = repair_bytes(raw.body)
    decoded = decode(replace(raw, body=mended.body))
    fixes = repair(decoded.text).fixes
    found = list(_stages(raw.body.decode("latin-1"), mended.fixes, decoded.encoding))
    return found + list(_stages(decoded.text, fixes, None))


def as_noted(fixes: Sequence[Fix]) -> object:
    """Fixes in the form that evidence has once it is stored."""
    return json.loads(json.dumps([asdict(fix) for fix in fixes]))


def _stages(text: str, fixes: Sequence[Fix], encoding: str | None) -> Iterator[Mending]:
    """Each fix with the text that it received; bytes are read in `encoding` only where they are shown."""
    for fix in fixes:
        after = replay(text, [fix])
        places = _places(text, after, fix.edits, encoding) if fix.edits else _losses(text) if fix.lost else iter(())
        yield Mending(fix, tuple(places))
        text = after


def _places(text: str, mended: str, edits: Sequence[Edit], encoding: str | None) -> Iterator[Place]:
    around = _AROUND if encoding is None else _AROUND * _BYTES
    shift = 0
    for group in _groups(edits):
        start, end = group[0].start, group[-1].end
        grown = sum(len(edit.replacement) - (edit.end - edit.start) for edit in group)
        if encoding is not None:
            back, on = _torn(mended, start + shift, end + shift + grown)
            start, end = start - back, end + on
        new_start, new_end = start + shift, end + shift + grown
        yield Place(
            _read(mended[max(0, new_start - around) : new_start], encoding, "ignore"),
            _read(text[start:end], encoding),
            _read(mended[new_start:new_end], encoding),
            _read(text[end : end + around], encoding, "ignore"),
        )
        shift += grown


def _torn(mended: str, start: int, end: int) -> tuple[int, int]:
    """How many bytes before and behind an edit belong to characters of UTF-8 that it cuts through."""
    back = on = 0
    while back < min(start, _BYTES) and start < len(mended) and mended[start - back] in _CONTINUATIONS:
        back += 1
    while on < _BYTES and end + on < len(mended) and mended[end + on] in _CONTINUATIONS:
        on += 1
    return back, on


def _groups(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    group = [edits[0]]
    for last, edit in pairwise(edits):
        if edit.start - last.end > _NEAR:
            yield group
            group = []
        group.append(edit)
    yield group


def _losses(text: str) -> Iterator[Place]:
    for match in REPLACED.finditer(text):
        start, end = match.span()
        yield Place(text[max(0, start - _AROUND) : start], match[0], None, text[end : end + _AROUND])


def _read(text: str, encoding: str | None, torn: str = "replace") -> str:
    """Text as it is; bytes (written as latin-1) in the encoding of the page."""
    if encoding is None:
        return text
    return text.encode("latin-1", "replace").decode(CODECS.get(encoding, "latin-1"), torn)
