"""Tables that are data, row by row; tables that only place things on the page are read like any other block."""

from lxml.html import HtmlElement

_NOT_IN_DATA = frozenset({"table", "form", "ul", "ol", "script", "iframe", "h1", "h2", "h3"})
MOST_CELLS = 10_000
"""Tables with more cells are not looked at: no news page needs them, a hostile one may have millions."""
WIDEST = 40
"""Characters an average cell of data may have. Cells of layout tables hold columns of text or menus."""


def data_rows(table: HtmlElement) -> list[str] | None:
    """The rows of a data table, cells joined by a tab; `None` for a layout table.

    Data has at least two rows of at least two filled cells, short cells, no nested structure and few links.
    """
    if any(element is not table for element in table.iter(*_NOT_IN_DATA)):
        return None
    rows: list[list[str]] = []
    linked = cells = 0
    for element in table.iter("tr", "td", "th", "a"):
        tag = element.tag
        if tag == "tr":
            rows.append([])
        elif tag in {"td", "th"}:
            cells += 1
            if not rows or cells > MOST_CELLS:
                return None
            rows[-1].append(" ".join("".join(element.itertext()).split()))
        elif tag == "a":
            linked += len("".join(element.itertext()).strip())
    filled = [row for row in ([cell for cell in row if cell] for row in rows) if row]
    full = sum(map(len, filled))
    size = sum(len(cell) for row in filled for cell in row)
    if sum(len(row) > 1 for row in filled) < max(2, 0.6 * len(filled)) or size > WIDEST * full or linked > 0.2 * size:
        return None
    return ["\t".join(row) for row in filled]
