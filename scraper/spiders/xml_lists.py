"""XML as sites send it: read without trust, elements found by their local names."""

from collections.abc import Iterator

from lxml import etree


def parse(text: str) -> etree._Element | None:
    """The root element; what is broken is mended, what is no XML at all is `None`."""
    # The text is decoded already: a declaration of its old encoding would contradict it.
    body = text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(body.strip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def named(root: etree._Element, names: set[str]) -> Iterator[etree._Element]:
    """The elements of these local names, in document order."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def local_name(node: etree._Element) -> str:
    """The local name; a prefix that is nowhere declared (`a:item`) is part of it."""
    return str(node.tag).rpartition("}")[2]


def text_of(entry: etree._Element, name: str) -> str:
    """The text of the first element of this name inside `entry`; empty where there is none."""
    return next((node.text or "" for node in named(entry, {name})), "").strip()
