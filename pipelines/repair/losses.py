"""Damage that cannot be mended: flagged, so that a query finds the articles that need a better copy."""

import re

from archive.records import Fix

KIND = "bytes_lost"

TWICE = "锟斤拷"
"""U+FFFD written in UTF-8, twice, and read as GBK."""

REPLACED = re.compile("\ufffd+")


def flag_losses(text: str) -> tuple[str, Fix | None]:
    """Count the places where bytes were replaced for good.

    Reason: a decoder put U+FFFD for what it could not read, and the bytes are gone; 锟斤拷 is the same one charset
    further. A reprint of the story may have the text.
    Risk: none, the text stays as it is; an article about 锟斤拷 is counted too.
    """
    lost = sum(1 for _ in REPLACED.finditer(text.replace(TWICE, "\ufffd")))
    return text, Fix(KIND, lost=lost) if lost else None
