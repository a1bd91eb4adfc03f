"""HTML from values: everything that is put in is text from the web, and stays text."""

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

# Marks that turn the direction of the text around them (Unicode UAX #9) could make a label say something else.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C], " ")
LONGEST = 200


def plain(value: object, longest: int = LONGEST) -> str:
    """`value` in one line that XML can hold, without marks that turn text around; cut with an ellipsis."""
    text = str(value).translate(_TURNING)
    text = " ".join("".join(c if unicodedata.category(c) not in _UNSEEN else " " for c in text[: 4 * longest]).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


_UNSEEN = {"Cc", "Cs", "Cn"}


def shortened(value: object, columns: int) -> str:
    """`value` as a label of at most so many columns, where a Chinese character takes two."""
    text, used = plain(value), 0
    for place, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > columns:
            return text[: max(1, place - 1)] + "…"
    return text


def tag(name: str, content: str, /, **attributes: object) -> str:
    """An element around HTML that is already written; `class_` and `data_x` are `class` and `data-x`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value, 2000))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>"


def text(value: object) -> str:
    """`value` as HTML."""
    return escape(plain(value))


def link(value: object, address: str | None) -> str:
    """`value` as HTML, leading to an address of our own where there is one."""
    return tag("a", text(value), href=address) if address else text(value)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str) -> str:
    """A table; numbers stand to the right. A cell that is `Written` is put in as it is."""
    head = tag("tr", "".join(tag("th", text(heading), scope="col") for heading in headings))
    body = "".join(tag("tr", "".join(map(_cell, row))) for row in rows)
    return tag("table", tag("caption", text(caption)) + tag("thead", head) + tag("tbody", body))


class Written(str):
    """HTML that is already written, for a cell."""

    __slots__ = ()


def _cell(value: object) -> str:
    if isinstance(value, Written):
        return tag("td", value)
    if isinstance(value, int):
        return tag("td", f"{value:,}", class_="number")
    return tag("td", text("" if value is None else value))
