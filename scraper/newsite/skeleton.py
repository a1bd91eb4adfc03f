"""The markup of a seen page without its words: the elements that a site file names, with what holds them.

Only tags, ids and plain class names are taken over, never a text of the publisher.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from pipelines.layout import Layout
from scraper.newsite.links.anchors import Look
from scraper.newsite.pages.layouts import FIELDS, body_of, places
from scraper.newsite.pages.lists import ListShape
from scraper.newsite.pages.paging import TRS_TOTAL, Paging
from scraper.newsite.pages.proof import Proof
from scraper.newsite.pages.selectors import is_name, select

TAG = re.compile(r"[a-z][a-z0-9]*")
LABELS = {"title": "", "published": "", "source": "来源：", "author": "作者：", "editor": "责任编辑："}
SHOWN = {"title": "$title", "published": "$time", "source": "$source", "author": "$author", "editor": "$editor"}
FRAME = '<html><head><meta charset="$charset"><title>{title}</title></head><body>\n{inner}\n</body></html>'
DEEPEST = 100
TOTAL_NAME = re.compile(r"\w{4,}")


def article_skeleton(proof: Proof, layout: Layout | None) -> tuple[str, list[str]]:
    """The template of an article page, and the optional fields that it shows."""
    text = body_of(proof) if layout is None else _first(proof.look, layout.body)
    found = {field: element for field in FIELDS if (element := _field(proof, layout, field)) is not None}
    marked: dict[HtmlElement, list[str]] = {}
    for field, element in found.items():
        label = "" if _is_bare(proof, field, element) else LABELS[field]
        marked.setdefault(element, []).append(label + SHOWN[field])
    if text is not None:
        marked.setdefault(text, []).append("\n$body\n")
    body = _body_of_page(proof.look)
    inner = _inside(body, marked) if body is not None else "<div>$body</div>"
    if "title" not in found:
        inner = f"<h1>$title</h1>\n{inner}"
    page = FRAME.format(title="${title}_$site", inner=inner)
    return page, [field for field in ("source", "author", "editor") if field in found]


def list_skeleton(look: Look, shape: ListShape, article: re.Pattern[str]) -> tuple[str, str, str]:
    """The templates of a list page, of one entry, and of the link to the next page."""
    pager, script = _pager(shape.paging)
    item = next((each for each in _items(look, shape) if _anchor(look, each, article) is not None), None)
    body = _body_of_page(look)
    if item is None or shape.items == "a" or body is None or item.getparent() is None:
        entry = '<li><a href="$address">$title</a> $day</li>'
        return FRAME.format(title="${section}_$site", inner=f"<ul>$entries</ul>\n$pager{script}"), entry, pager
    anchor = _anchor(look, item, article)
    marked = {anchor: ["$title"]} if anchor is not None else {}
    day = next(iter(select(item, shape.day)), None) if shape.day else None
    if day is not None and day is not item:
        marked[day] = ["$day"]
    own = " $day" if day is item else ""
    entry = _tagged(item, _inside(item, marked) + own, address=item is anchor)
    parent = item.getparent()
    places_: dict[HtmlElement, list[str]] = {parent: ["\n$entries\n"]}
    holder = _holder(look, shape.paging)
    if holder is not None and holder not in places_:
        places_[holder] = ["$pager"]
        script_after = script
    else:
        script_after = f"<div>$pager</div>{script}"
    inner = _inside(body, places_) + script_after
    return FRAME.format(title="${section}_$site", inner=inner), entry, pager


def _items(look: Look, shape: ListShape) -> Sequence[HtmlElement]:
    return select(look.root, shape.items) if look.root is not None else []


def _anchor(look: Look, item: HtmlElement, article: re.Pattern[str]) -> HtmlElement | None:
    """The link of an entry that has words, else any of its links to an article."""
    inside = [each for each in look.anchors if each.element is item or item in each.element.iterancestors()]
    found = [each.element for each in inside if article.fullmatch(each.url)]
    return next((each for each in found if "".join(each.itertext()).strip()), found[0] if found else None)


def _pager(paging: Paging | None) -> tuple[str, str]:
    """The link to the next page, and the script that states how many there are."""
    if paging is None:
        return "", ""
    if paging.scheme == "linked":
        return f'<a href="$address">{_safe(paging.arguments[1])}</a>', ""
    name = TOTAL_NAME.search((paging.total or "").removeprefix(r"\b"))
    if paging.total == TRS_TOTAL:
        return "", '<script>createPageHTML($total, 0, "index", "html");</script>'
    return "", f"<script>var {name[0]} = $total;</script>" if paging.total and name else ""


def _holder(look: Look, paging: Paging | None) -> HtmlElement | None:
    """The element in which the link to the next page stands."""
    if paging is None or paging.scheme != "linked" or paging.arguments[0] == "a":
        return None
    return _first(look, (paging.arguments[0].removesuffix(" a"),))


def _field(proof: Proof, layout: Layout | None, field: str) -> HtmlElement | None:
    selectors: tuple[str, ...] = getattr(layout, field) if layout else ()
    found = _first(proof.look, selectors)
    return found if found is not None else next(iter(places(proof, field)), None)


def _first(look: Look, selectors: Sequence[str]) -> HtmlElement | None:
    return (
        next((each for selector in selectors for each in select(look.root, selector)), None)
        if look.root is not None
        else None
    )


def _is_bare(proof: Proof, field: str, element: HtmlElement) -> bool:
    value = getattr(proof.article, field, None) if field != "published" else None
    return value is not None and "".join("".join(element.itertext()).split()) == "".join(value.split())


def _body_of_page(look: Look) -> HtmlElement | None:
    return look.root.find("body") if look.root is not None else None


def _inside(element: HtmlElement, marked: Mapping[HtmlElement, Sequence[str]]) -> str:
    """What stands in an element: its own words, then the children that lead to further ones."""
    kept = {ancestor for each in marked for ancestor in (each, *each.iterancestors())}
    return "".join(_pieces(element, marked, kept))


def _pieces(
    element: HtmlElement, marked: Mapping[HtmlElement, Sequence[str]], kept: set[HtmlElement], depth: int = 0
) -> Iterator[str]:
    yield " ".join(marked.get(element, ()))
    for child in element:
        if child in kept and isinstance(child.tag, str) and depth < DEEPEST:
            yield _tagged(
                child,
                "".join(_pieces(child, marked, kept, depth + 1)),
                address=child.tag == "a" and "$title" in marked.get(child, ()),
            )


def _tagged(element: HtmlElement, inner: str, *, address: bool = False) -> str:
    """An element with its names and with other words."""
    tag = element.tag if isinstance(element.tag, str) and TAG.fullmatch(element.tag) else "div"
    key = (element.get("id") or "").strip()
    names = [name for name in (element.get("class") or "").split() if is_name(name)]
    attributes = (' href="$address"' if address else "") + (f' id="{key}"' if is_name(key) else "")
    attributes += f' class="{" ".join(names)}"' if names else ""
    return f"<{tag}{attributes}>{inner}</{tag}>\n"


def _safe(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and c not in "<>&$'\"\\")
