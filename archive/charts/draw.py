"""Vega-Lite specifications into SVG that runs nothing, asks for nothing and takes its colours from the page.

Static SVG, drawn here, rather than a script in the page: nothing that pages said can run, a strict
Content-Security-Policy holds, and the file opens the same in many years.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from lxml import etree

from archive.charts.markup import plain

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {f"{SVG}{name}" for name in ("svg", "g", "path", "line", "rect", "text", "title")}
_NOTE = re.compile(r"note (\d+)")

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark tells when pointed at, and where it leads."""

    text: str
    address: str | None = None


class Notes:
    """The notes of one picture; a mark carries the key of its own, so that Vega never handles their text."""

    def __init__(self) -> None:
        self.all: list[Note] = []

    def add(self, text: str, address: str | None = None) -> str:
        """The key of a new note."""
        self.all.append(Note(plain(text), address))
        return f"note {len(self.all) - 1}"


def can_draw() -> bool:
    """True when the library is installed; it comes with the extra `report`."""
    return find_spec("vl_convert") is not None


def draw(spec: Spec, notes: Notes, title: str, class_: str) -> str:
    """The picture as an `svg` element for a page. Needs `can_draw()`."""
    root = etree.fromstring(_svg(json.dumps(spec, ensure_ascii=False, sort_keys=True)).encode())
    for element in list(root.iter()):
        if element.tag not in ALLOWED:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
            continue
        label = str(element.get("aria-label", ""))
        for name in map(str, element.attrib.keys()):
            if name.startswith(("aria-", "on")) or name in {"role", "href", "style", "clip-path"}:
                del element.attrib[name]
        if found := _NOTE.fullmatch(label):
            _annotate(element, notes.all[int(found[1])])
    root.attrib.update({"class": class_, "role": "img", "aria-label": plain(title)})
    return _without_namespaces(etree.tostring(root, encoding="unicode"))


def _annotate(element: etree._Element, note: Note) -> None:
    """A title is what browsers show for a mark; the table below, not a thousand links, is for the keyboard."""
    etree.SubElement(element, f"{SVG}title").text = note.text
    parent = element.getparent()
    if note.address and parent is not None:
        anchor = etree.Element(f"{SVG}a", {"href": note.address, "tabindex": "-1"})
        parent.replace(element, anchor)
        anchor.append(element)


def _without_namespaces(svg: str) -> str:
    """HTML knows `svg` without them."""
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg.partition(">")[0]) + svg[len(svg.partition(">")[0]) :]


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    """About 1 s for the first picture of a process, then 0.1 s; a page that is looked at again is not drawn again."""
    import vl_convert  # noqa: PLC0415 (optional)

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], show_warnings=False))


def values(rows: Sequence[Spec]) -> Spec:
    """Data of a specification."""
    return {"values": list(rows)}
