"""Tables that are data, row by row; tables that only place things on the page are read like any other block."""

from lxml.html import HtmlElement

_NOT_IN_DATA = frozenset({"table", "form", "ul", "ol", "script", "iframe", "h1", "h2", "h3"})
MOST_CELLS = 10_000
"""Tables with more rows and cells are not looked at: no news page needs them, a hostile one may have millions."""
WIDEST = 40
"""Characters an average cell of data may have. Cells of layout tables hold columns of text or menus."""


def data_rows(table: HtmlElement) -> list[str] | None:
    """The rows of a data table, cells joined by a tab; `None` for a layout table.

    Data has at least two rows of at least two filled cells, short cells, no nested structure and few links.
    """
    if any(element is not table for element in table.iter(*_NOT_IN_DATA)):
        return None
    cells = _cells(table)
    if sum(len(row) > 1 for row in cells) < 2:
        return None
    texts = [list(filter(None, map(_text, row))) for row in cells]
    filled = [row for row in texts if row]
    full = sum(map(len, filled))
    size = sum(len(text) for row in filled for text in row)
    if sum(len(row) > 1 for row in filled) < max(2, 0.6 * len(filled)) or size > WIDEST * full:
        return None
    if sum(len(_text(link)) for link in table.iter("a")) > 0.2 * size:
        return None
    return ["\t".join(row) for row in filled]


def _cells(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row; nothing where there are too many, or one outside of any row."""
    rows: list[list[HtmlElement]] = []
    for number, element in enumerate(table.iter("tr", "td", "th")):
        if element.tag == "tr":
            rows.append([])
        elif rows and number < MOST_CELLS:
            rows[-1].append(element)
        else:
            return []
    return rows


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
