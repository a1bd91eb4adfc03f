"""Page text that somebody else already extracted: its lines, as if each were a block."""

from itertools import islice

from pipelines.extract.page.lines import MOST_LINES, SHORT, Line, Page

_BULLETS = "•·●▪■◆-*"


def read_plain(text: str) -> Page:
    """A page without elements; like a WET record, its first line may be the document title."""
    page = Page()
    for raw in islice(text.splitlines(), MOST_LINES):
        words = " ".join(raw.split())
        if words:
            tag = "li" if words[0] in _BULLETS else "div"
            page.lines.append(Line(words, raw.strip() if len(raw) < SHORT else words, 0, -1, tag, -1, False))
    if page.lines:
        page.title = page.lines[0].text[:200]
    return page
