"""The links of a page with what stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from archive.records import RawPage
from pipelines.decode import decode
from pipelines.extract.page.hints import is_aside
from pipelines.extract.page.tree import parse
from scraper.newsite.links.addresses import Address, cut, same_site
from scraper.site_index import host_of
from scraper.spiders.listing import absolute
from scraper.terminal import width

MOST = 3000  # links of a page that are looked at; front pages have a few hundred
AROUND = 60  # characters beside a link's own text that may belong to its entry
SHORT_DAY = re.compile(r"(?<!\d)(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)")
PAGER = re.compile(
    r"\d{1,4}|[<>«»‹›…\s]+|[上下前后後][一]?[页頁]|首页|尾页|末页|第\s*\d+\s*[页頁]|next|prev\w*|older|newer",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: its element, address, words, the words around it, and whether it stands beside the matter."""

    element: HtmlElement
    address: Address
    text: str
    beside: str
    aside: bool

    @property
    def url(self) -> str:
        """The absolute URL."""
        return self.address.url

    @property
    def columns(self) -> int:
        """How wide its words are: a Chinese headline of twelve characters has 24 columns."""
        return width(self.text)

    @property
    def is_dated(self) -> bool:
        """True where a day stands beside it."""
        return SHORT_DAY.search(self.beside) is not None

    @property
    def is_pager(self) -> bool:
        """True for 下一页, Next, and plain numbers."""
        return PAGER.fullmatch(self.text.strip()) is not None


@dataclass(frozen=True)
class Look:
    """One page that was looked at."""

    raw: RawPage

    @property
    def url(self) -> str:
        """Where it lies."""
        return self.raw.url

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """Its text and its encoding."""
        decoded = decode(self.raw)
        return decoded.text, decoded.encoding

    @property
    def text(self) -> str:
        """Its source."""
        return self.decoded[0]

    @cached_property
    def root(self) -> HtmlElement | None:
        """Its tree; `None` where there is nothing."""
        return parse(self.text)

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """Its links to pages of its own site, in order."""
        return tuple(_anchors(self)) if self.root is not None else ()

    @cached_property
    def title(self) -> str:
        """What its `<title>` says."""
        found = self.root.find(".//title") if self.root is not None else None
        return " ".join(found.text_content().split()) if found is not None else ""


def _anchors(look: Look) -> Iterator[Anchor]:
    host = host_of(look.url)
    assert look.root is not None
    for count, element in enumerate(look.root.iter("a")):
        if count >= MOST:
            return
        url = absolute(look.url, element.get("href"))
        address = cut(url) if url else None
        if address and same_site(address.host, host):
            text = words(element)
            yield Anchor(element, address, text, _beside(element, len(text)), _is_aside(element))


def words(anchor: HtmlElement) -> str:
    """What a link says: its text, or the fuller `title` of one that was cut, or what its picture shows."""
    text = " ".join("".join(anchor.itertext()).split())[:300]
    title = " ".join((anchor.get("title") or "").split())[:300]
    if title and (not text or (text.rstrip(".…") != text and title.startswith(text.rstrip(".…")))):
        return title
    if not text:
        picture = anchor.find(".//img")
        text = " ".join((picture.get("alt") or "").split())[:300] if picture is not None else ""
    return text


def _beside(anchor: HtmlElement, length: int) -> str:
    """The text of the largest block around a link that holds little more than it."""
    text, element = "", anchor
    for _ in range(4):
        parent = element.getparent()
        if parent is None or parent.tag == "body" or len(parent) > 12:
            break
        around = " ".join("".join(parent.itertext()).split())
        if len(around) > length + AROUND:
            break
        text, element = around, parent
    return text


def _is_aside(anchor: HtmlElement) -> bool:
    return any(is_aside(element) or element.tag == "header" for element in anchor.iterancestors())
