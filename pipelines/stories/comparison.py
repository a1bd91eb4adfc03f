"""Two copies of a story side by side: what one has and the other has not."""

import re
from collections.abc import Sequence
from difflib import unified_diff
from typing import Literal

from opencc import OpenCC

Unit = Literal["sentence", "paragraph"]
CONVERSION = "t2s"
"""OpenCC's conversion to simplified characters that leaves words alone: other words are a difference worth seeing."""

_CONTEXT = 1
# A sentence ends with its closing marks; a Latin one needs a space behind, so that 3.5 and U.S. news stay whole.
_SENTENCE = re.compile(r"[^。！？；!?\n]*?(?:[。！？；!?]+[”’」』）】》\"')]*|\.(?=\s)|\n|\Z)")
_SIMPLIFY = OpenCC(CONVERSION)


def in_one_script(one: str, other: str) -> tuple[str, str]:
    """Both texts in simplified characters, so that script is no difference."""
    return _SIMPLIFY.convert(one), _SIMPLIFY.convert(other)


def units(text: str, unit: Unit) -> list[str]:
    """The sentences or paragraphs of a text, without empty ones and without the space around them."""
    pieces = text.split("\n") if unit == "paragraph" else _SENTENCE.findall(text)
    return [piece.strip() for piece in pieces if piece.strip()]


def differences(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The lines of a unified diff from its first `@@` on; none where the sequences are equal."""
    return list(unified_diff(one, other, n=_CONTEXT, lineterm=""))[2:]
