"""Pages that are not Chinese: charset-normalizer decides, with what the page declares as a prior."""

from typing import NamedTuple

from charset_normalizer import from_bytes

from pipelines.decode.labels import CODECS, LEGACY, resolve

_LOOK = 32_768  # bytes: charset-normalizer tries every codec on all it gets
_ISOLATION = sorted({CODECS[name] for name in LEGACY})
# How much noisier than the best a declared encoding may read, on charset-normalizer's scale of 0 to 1.
_TOLERANCE = 0.05


class Foreign(NamedTuple):
    """The encoding to use, the one that the content alone suggests, and the confidence in the latter from 0 to 1."""

    used: str
    detected: str | None
    confidence: float


def detect(body: bytes, declared: list[str]) -> Foreign:
    """The encoding of a page that is neither Unicode nor Chinese. `declared` are resolved names, the strongest first.

    A declaration counts where it reads about as cleanly as the best; windows-1252 is what servers declare by default.
    Where nothing reads at all, the declaration is believed, and without one windows-1252.
    """
    matches = list(from_bytes(body[:_LOOK], cp_isolation=_ISOLATION))
    names = {resolve(match.encoding.replace("_", "-")) or resolve(match.encoding): match for match in reversed(matches)}
    legacy = [name for name in declared if name in LEGACY]
    if not matches:
        return Foreign(legacy[0] if legacy else "windows-1252", None, 0.0)
    best = next(reversed(names))
    for name in legacy:
        if name in names and names[name].chaos <= matches[0].chaos + _TOLERANCE:
            return Foreign(name, best, 1 - names[name].chaos)
    return Foreign(best, best, 1 - matches[0].chaos)
