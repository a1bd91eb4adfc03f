"""What a repair returns, and how recorded edits are applied again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.records import Edit, Fix


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair and what was done to it; `replay(original, fixes)` gives `text`."""

    text: str
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairedBytes:
    """A body after repair; the fixes refer to the bytes read as latin-1."""

    body: bytes
    fixes: tuple[Fix, ...] = ()


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """`text` with ascending, disjoint edits carried out, in one pass."""
    parts: list[str] = []
    done = 0
    for start, end, replacement in edits:
        parts += (text[done:start], replacement)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def replay(text: str, fixes: Iterable[Fix]) -> str:
    """`text` after recorded fixes, in the order in which they were made."""
    for fix in fixes:
        text = apply_edits(text, fix.edits)
    return text
