"""A story as it spread: who printed it when, how much of it, under which headline."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.database import Database
from archive.search.characters import stored_forms
from archive.site.pages.article import site_labels
from archive.site.rendering import days_between
from archive.views.stories import Story, StoryCopy, read_story


@dataclass(frozen=True, slots=True)
class Printing:
    """A copy on the timeline. `days` counts from the first dated copy; another script is no other headline."""

    copy: StoryCopy
    site: str
    days: int | None
    is_origin: bool
    is_retitled: bool


def story_page(db: Database, story_id: int) -> Mapping[str, object] | None:
    """The timeline of a story; `None` where there is none of that number."""
    row = db.execute("SELECT id FROM articles WHERE story_id = ? LIMIT 1", [story_id]).fetchone()
    story = read_story(db, row[0]) if row else None
    if story is None:
        return None
    origin = next((copy for copy in story.copies if copy.article_id == story.origin_id), story.copies[0])
    return {
        "id": story_id,
        "title": origin.title,
        "reason": story.reason,
        "origin": origin,
        "printings": _printings(db, story, origin),
        "sites": len({copy.site for copy in story.copies}),
    }


def _printings(db: Database, story: Story, origin: StoryCopy) -> list[Printing]:
    forms = stored_forms(db)
    labels = site_labels(db, story.copies)
    first = next((copy.published_date for copy in story.copies if copy.published_date), None)
    return [
        Printing(
            copy,
            labels[copy.site],
            days_between(first, copy.published_date),
            copy.article_id == origin.article_id,
            (copy.title or "").translate(forms) != (origin.title or "").translate(forms),
        )
        for copy in story.copies
    ]
