"""One walk over the tree: the lines a reader would see, and what stands in the head.

A line ends where a block element begins or ends, and at `<br>`. Everything that later steps need (weights, metadata,
links, language) is collected here, so that no step walks again.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.page.hints import is_aside
from pipelines.extract.page.tables import data_rows

LONGEST_ANCHOR = 300
"""A link over more characters was never closed; headlines and teasers are shorter."""
MOST_LINES = 20_000
"""Lines that are looked at: the longest of 212 real pages has 836, only hostile ones go on after this."""
_WIDE = "\u2e80"
"""From here on characters are Chinese, Japanese or Korean, and a line break between two of them is no space."""
SHORT = 200
"""Characters of a line that may be a byline; longer ones keep no seams."""
SEAM = "\x1f"
"""Stands in `Line.raw` where an inline element begins or ends: the only separator that some bylines have."""

_UNSEEN = frozenset({
    "title", "script", "style", "noscript", "template", "select", "option", "button", "iframe", "object", "embed",
    "svg", "canvas", "map", "textarea", "head", "audio", "video", "datalist", "dialog", "math", "applet", "frameset",
    "noframes",
})  # fmt: skip
_BLOCK = frozenset({
    "html", "body", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "section", "article", "main", "header", "footer",
    "nav", "aside", "form", "fieldset", "legend", "blockquote", "pre", "center", "address", "figure",
    "figcaption", "hr", "details", "summary", "marquee", "dir", "menu", "hgroup",
})  # fmt: skip
_BARE = frozenset({"tbody", "thead", "tfoot", "tr", "hr"})
"""Blocks that end a line and tell nothing else."""
_MARKS = frozenset({"br", "img", "meta", "title", "base", "time"})
_SEAMED = frozenset({
    "a", "span", "i", "em", "b", "strong", "font", "label", "time", "small", "cite", "u", "ins",
})  # fmt: skip
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Line(NamedTuple):
    """A line of visible text; `linked` counts its characters inside links, `node` is its innermost block.

    `hint` is the innermost enclosing block that is marked as beside the article, -1 where there is none.
    """

    text: str
    raw: str
    linked: int
    node: int
    tag: str
    hint: int
    pictured: bool


@dataclass(slots=True)
class Node:
    """A block element and the half-open range of lines inside it; `parent` is an index, -1 at the root."""

    element: HtmlElement
    parent: int
    start: int
    end: int


@dataclass(slots=True)
class Page:
    """What one walk saw; `size` counts the beginnings and ends of elements, `depth` is that of the deepest block."""

    lines: list[Line] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    anchors: list[tuple[str, str]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    base: str = ""
    depth: int = 0
    size: int = 0

    def parent(self, node: int) -> int:
        """The block around a block; -1 for the outermost and for none."""
        return self.nodes[node].parent if 0 <= node < len(self.nodes) else -1


def read(root: HtmlElement) -> Page:
    """Walk the tree once, without recursion."""
    return _Walk(root).page


class _Walk:
    """The state of one walk: open blocks, the pieces of the line so far, the open link.

    `stack` holds index, tag and hint of each open block; `anchor` the target of the open link, where its text begins
    in `pieces`, and the first line that it may cover.
    """

    def __init__(self, root: HtmlElement) -> None:
        self.page = Page(lang=(root.get("lang") or root.get("xml:lang") or "").strip())
        self.pieces: list[str] = []
        self.linked = 0
        self.solid = False
        self.stack: list[tuple[int, str, int]] = [(-1, "", -1)]
        self.anchor: tuple[str, int, int] | None = None
        self.pictured = False
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            self.page.size += 1
            if event == "end":
                self._leave(element, element.tag)
            elif self._enter(element, element.tag):
                walker.skip_subtree()
        self._flush()

    def _enter(self, element: HtmlElement, tag: str) -> bool:
        """Open an element; true when nothing inside it is to be seen."""
        if tag in _BLOCK:
            if _hidden(element):
                return True
            self._flush()
            if tag == "table" and self._rows(element):
                return True
            if tag not in _BARE:
                self._open(element, tag)
        elif tag in _SEAMED:
            if tag == "a":
                if _hidden(element):
                    return True
                self.anchor = (element.get("href") or "", len(self.pieces), len(self.page.lines))
            self.pieces.append(SEAM)
        elif tag in _UNSEEN:
            self._unseen(element, tag)
            return True
        if tag in _MARKS:
            self._mark(element, tag)
        text = element.text
        if text:
            self._say(text)
        return False

    def _unseen(self, element: HtmlElement, tag: str) -> None:
        """What is not shown may still be stated: the head and JSON-LD."""
        for inner in element.iter("meta", "title", "script", "base") if tag == "head" else (element,):
            if inner.tag == "script" and "ld+json" in (inner.get("type") or ""):
                self.page.scripts.append(inner.text or "")
            elif inner.tag in _MARKS:
                self._mark(inner, inner.tag)

    def _mark(self, element: HtmlElement, tag: str) -> None:
        page = self.page
        if tag == "br":
            self._flush()
        elif tag == "img":
            self.pictured = True
        elif tag == "title":
            page.title = page.title or " ".join((element.text or "").split())
        elif tag == "base":
            page.base = page.base or element.get("href") or ""
        elif tag == "time":
            page.times.append(element.get("datetime") or "")
        else:
            name = element.get("name") or element.get("property") or element.get("itemprop")
            if name:
                page.metas.setdefault(name.strip().lower(), (element.get("content") or "").strip())

    def _leave(self, element: HtmlElement, tag: str) -> None:
        if tag in _BLOCK:
            self._flush()
            if tag not in _BARE:
                self._close(element)
        elif tag in _SEAMED:
            if tag == "a":
                self._close_anchor()
            self.pieces.append(SEAM)
        tail = element.tail
        if tail:
            self._say(tail)

    def _say(self, text: str) -> None:
        self.pieces.append(text)
        if not text.isspace():
            self.solid = True
            if self.anchor:
                self.linked += len(text.strip())

    def _open(self, element: HtmlElement, tag: str) -> None:
        parent, _, hint = self.stack[-1]
        start = len(self.page.lines)
        index = len(self.page.nodes)
        self.page.depth = max(self.page.depth, len(self.stack))
        self.stack.append((index, tag, index if is_aside(element) else hint))
        self.page.nodes.append(Node(element, parent, start, start))

    def _rows(self, table: HtmlElement) -> bool:
        """Keep a data table row by row; false for a layout table."""
        rows = data_rows(table)
        node, _, hint = self.stack[-1]
        self.page.lines.extend(Line(row, row, 0, node, "row", hint, False) for row in rows or ())
        return rows is not None

    def _close(self, element: HtmlElement) -> None:
        index = self.stack[-1][0]
        if index >= 0 and self.page.nodes[index].element is element:
            self.stack.pop()
            self.page.nodes[index].end = len(self.page.lines)

    def _close_anchor(self) -> None:
        if self.anchor:
            href, start, first = self.anchor
            self._doubt(first)
            blocks = [line.text for line in self.page.lines[first : first + 5]]
            words = "".join(self.pieces[start:]).replace(SEAM, "").split()
            self.page.anchors.append((href, " ".join([*blocks, *words])))
            self.anchor = None

    def _doubt(self, first: int) -> None:
        """A link over paragraphs is one that was never closed: what it swallowed is no link text."""
        swallowed = self.page.lines[first:]
        if sum(len(line.text) for line in swallowed) > LONGEST_ANCHOR:
            self.page.lines[first:] = [line._replace(linked=0) for line in swallowed]

    def _flush(self) -> None:
        if self.anchor and self.pieces:
            self.anchor = (self.anchor[0], 0, self.anchor[2])
        if not self.solid:
            self.pieces.clear()
            return
        joined = "".join(self.pieces)
        self.pieces.clear()
        linked, self.linked, self.solid = self.linked, 0, False
        whole = _unbroken(joined.replace(SEAM, ""))
        text = " ".join(whole.split())
        if not text:
            return
        node, tag, hint = self.stack[-1]
        raw = joined if len(text) < SHORT and len(joined) < 10 * SHORT else text
        if len(self.page.lines) >= MOST_LINES:
            return
        self.page.lines.append(Line(text, raw, min(linked, len(text)), node, tag, hint, self.pictured))
        self.pictured = False


def _hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return (style is not None and bool(_DISPLAY_NONE.search(style))) or element.get("hidden") is not None


def _unbroken(text: str) -> str:
    """Join the source lines of a paragraph: with nothing between two Chinese characters, with a space elsewhere."""
    if "\n" not in text:
        return text
    parts = [part for part in map(str.strip, text.split("\n")) if part]
    glued = parts[:1]
    for before, part in pairwise(parts):
        if before[-1] < _WIDE or part[0] < _WIDE:
            glued.append(" ")
        glued.append(part)
    return "".join(glued)
