"""Text on a terminal: how wide it is, how it is padded, when it is coloured."""

import os
import unicodedata
from typing import TextIO

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def width(text: str) -> int:
    """The columns that `text` takes: two for a wide character, none for a combining one (Unicode UAX #11).

    Characters of ambiguous width (“ ” … ·) count as one, as terminals have it unless told otherwise.
    """
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled with spaces up to so many columns; with `right` they come first."""
    spaces = " " * (columns - width(text))
    return spaces + text if right else text + spaces


def shorten(text: str, columns: int) -> str:
    """`text`, cut to so many columns with an ellipsis at the end where it is longer."""
    if width(text) <= columns:
        return text
    used = 0
    for place, character in enumerate(text):
        used += _columns(character)
        if used > columns - 1:
            return text[:place] + "…"
    return text


class Paint:
    """Colours text where `on` is true: `paint("red", text)`."""

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, style: str, text: str) -> str:
        """`text` in one of the styles of `CODES`."""
        return f"\x1b[{CODES[style]}m{text}\x1b[0m" if self.on and text else text


def paint_for(stream: TextIO) -> Paint:
    """Colours for a terminal that shows them, unless NO_COLOR is set (https://no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Paint(on=stream.isatty() and not plain)
