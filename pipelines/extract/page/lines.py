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
_MEANT = _BLOCK | _UNSEEN | _SEAMED | _MARKS
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
    """A block: its `parent` (an index, -1 at the root), its depth (from 1), and the half-open range of its lines."""

    parent: int
    depth: int
    start: int
    end: int


@dataclass(slots=True)
class Page:
    """What one walk saw; `size` counts the beginnings and ends of elements.

    `elements` are those of the nodes, where they are wanted: they are what is costly to keep. `anchors` are the
    targets of the links and their text as it came.
    """

    lines: list[Line] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    elements: list[HtmlElement] = field(default_factory=list)
    anchors: list[tuple[str, str]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    base: str = ""
    size: int = 0

    @property
    def depth(self) -> int:
        """The depth of the deepest block."""
        return max((node.depth for node in self.nodes), default=0)

    def parent(self, node: int) -> int:
        """The block around a block; -1 for the outermost and for none."""
        return self.nodes[node].parent if 0 <= node < len(self.nodes) else -1


def read(root: HtmlElement, *, elements: bool = False) -> Page:
    """Walk the tree once, without recursion; `elements` keeps those of the blocks."""
    walk = _Walk(root, elements=elements)
    walk.through(root)
    return walk.page


class _Walk:
    """The state of one walk: open blocks, the pieces of the line so far, the open link.

    `stack` holds index, tag and hint of each open block; `anchor` the target of the open link, where its text begins
    in `pieces`, and the first line that it may cover.
    """

    def __init__(self, root: HtmlElement, *, elements: bool) -> None:
        self.page = Page(lang=(root.get("lang") or root.get("xml:lang") or "").strip())
        self.elements = elements
        self.pieces: list[str] = []
        self.linked = 0
        self.solid = False
        self.stack: list[tuple[int, str, int]] = [(-1, "", -1)]
        self.anchor: tuple[str, int, int] | None = None
        self.pictured = False

    def through(self, root: HtmlElement) -> None:
        """Pass every element, at its beginning and at its end, and the text behind both."""
        pieces, size, skipped = self.pieces, 0, False
        walker = etree.iterwalk(root, events=("start", "end"))
        for size, (event, element) in enumerate(walker, 1):  # noqa: B007 -- the last number is the size
            tag = element.tag
            if event == "start":
                if tag in _MEANT and self._enter(element, tag):
                    walker.skip_subtree()
                    skipped = True
                    continue
                words = element.text
            else:
                if tag in _MEANT:
                    self._leave(tag, opened=not skipped)
                skipped = False
                words = element.tail
            if words:
                pieces.append(words)
                if not words.isspace():
                    self.solid = True
                    if self.anchor:
                        self.linked += len(words.strip())
        self._flush()
        self.page.size = size

    def _enter(self, element: HtmlElement, tag: str) -> bool:
        """Open an element; true when nothing inside it is to be seen."""
        if tag in _SEAMED:
            if tag == "a":
                if _hidden(element):
                    return True
                self.anchor = (element.get("href") or "", len(self.pieces), len(self.page.lines))
            self.pieces.append(SEAM)
        elif tag in _BLOCK:
            if _hidden(element):
                return True
            if self.pieces:
                self._flush()
            if tag == "table" and self._rows(element):
                return True
            if tag not in _BARE:
                self._open(element, tag)
        elif tag in _UNSEEN:
            self._unseen(element, tag)
            return True
        if tag in _MARKS:
            self._mark(element, tag)
        return False

    def _leave(self, tag: str, *, opened: bool) -> None:
        if tag in _SEAMED:
            if tag == "a":
                self._close_anchor()
            self.pieces.append(SEAM)
        elif tag in _BLOCK:
            if self.pieces:
                self._flush()
            if opened and tag not in _BARE:
                index = self.stack.pop()[0]
                self.page.nodes[index].end = len(self.page.lines)

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

    def _open(self, element: HtmlElement, tag: str) -> None:
        parent, _, hint = self.stack[-1]
        start, nodes = len(self.page.lines), self.page.nodes
        index = len(nodes)
        nodes.append(Node(parent, len(self.stack), start, start))
        self.stack.append((index, tag, index if is_aside(element) else hint))
        if self.elements:
            self.page.elements.append(element)

    def _rows(self, table: HtmlElement) -> bool:
        """Keep a data table row by row; false for a layout table."""
        rows = data_rows(table)
        node, _, hint = self.stack[-1]
        self.page.lines.extend(Line(row, row, 0, node, "row", hint, False) for row in rows or ())
        return rows is not None

    def _close_anchor(self) -> None:
        if self.anchor:
            href, start, first = self.anchor
            words = "".join(self.pieces[start:])
            if first < len(self.page.lines):
                self._doubt(first)
                words = " ".join([*(line.text for line in self.page.lines[first : first + 5]), words])
            self.page.anchors.append((href, words))
            self.anchor = None

    def _doubt(self, first: int) -> None:
        """A link over paragraphs is one that was never closed: what it swallowed is no link text."""
        swallowed = self.page.lines[first:]
        if sum(len(line.text) for line in swallowed) > LONGEST_ANCHOR:
            self.page.lines[first:] = [line._replace(linked=0) for line in swallowed]

    def _flush(self) -> None:
        """End the line: keep it where it says anything."""
        pieces, page = self.pieces, self.page
        if self.anchor and pieces:
            self.anchor = (self.anchor[0], 0, self.anchor[2])
        if not self.solid:
            pieces.clear()
            return
        joined = "".join(pieces)
        pieces.clear()
        linked, self.linked, self.solid = self.linked, 0, False
        text = " ".join(_unbroken(joined.replace(SEAM, "").strip()).split())
        if not text or len(page.lines) >= MOST_LINES:
            return
        node, tag, hint = self.stack[-1]
        raw = joined if len(text) < SHORT and len(joined) < 10 * SHORT else text
        page.lines.append(Line(text, raw, min(linked, len(text)), node, tag, hint, self.pictured))
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
