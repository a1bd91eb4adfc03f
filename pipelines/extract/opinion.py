"""The second opinion: trafilatura, on a copy of the tree."""

import logging
from copy import deepcopy
from typing import Any

import trafilatura
from lxml.html import HtmlElement

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def ask(root: HtmlElement, url: str) -> tuple[str, dict[str, Any]]:
    """Main text and metadata as trafilatura sees them; empty where it sees nothing or fails."""
    try:
        document = trafilatura.bare_extraction(
            deepcopy(root), url=url or None, with_metadata=True, include_comments=False, include_tables=True
        )
    except Exception:  # noqa: BLE001 -- third-party code on hostile pages: whatever it raises, there is no opinion
        return "", {}
    if document is None:
        return "", {}
    return document.text or "", {"title": document.title, "date": document.date, "author": document.author}
