"""What changed in an article from one edition to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.database import Database
from archive.views.changes import Paragraph, Run, compare, compare_line
from archive.views.editions import Edition, editions

NEWEST = 10
"""Changes that one page shows; comparing one may take a second in the worst case (`archive.views.changes`)."""


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
    steps = list(pairwise(every))
    changes = [_change(before, after) for before, after in steps[-NEWEST:]]
    about = dict(zip(("title", "lang", "script"), row, strict=True))
    return {**about, "id": article_id, "last": len(every), "changes": changes[::-1], "older": len(steps) - len(changes)}


def _change(before: Edition, after: Edition) -> Change:
    retitled = before.title != after.title
    headline = compare_line(before.title or "", after.title or "") if retitled else ()
    return Change(before, after, headline, compare(before.text, after.text))
