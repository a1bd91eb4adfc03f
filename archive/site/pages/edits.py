"""What changed in an article from one edition to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.database import Database
from archive.views.changes import Paragraph, Run, compare, compare_line
from archive.views.editions import Edition, editions

NEWEST = 20
"""Changes that one page shows, newest first; comparing one may take a second in the worst case."""


@dataclass(frozen=True, slots=True)
class Change:
    """The step from an edition to the next. `headline` is empty where it stayed."""

    before: Edition
    after: Edition
    headline: tuple[Run, ...]
    paragraphs: Sequence[Paragraph]


def edits_page(db: Database, article_id: int) -> Mapping[str, object] | None:
    """The changes of an article, newest first; `None` where there is none of that number."""
    row = db.execute("SELECT title, lang, script FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is None:
        return None
    every = editions(db, article_id)
    changes = [_change(before, after) for before, after in list(pairwise(every))[-NEWEST:]]
    title, lang, script = row
    return {
        "id": article_id,
        "title": title,
        "lang": lang,
        "script": script,
        "last": len(every),
        "changes": changes[::-1],
    }


def _change(before: Edition, after: Edition) -> Change:
    retitled = before.title != after.title
    headline = compare_line(before.title or "", after.title or "") if retitled else ()
    return Change(before, after, headline, compare(before.text, after.text))
