"""Finds the place of an article among the others: its relations, its story, and where that story began."""

from contextlib import suppress

from archive.database import Database
from archive.stories import (
    RelationRow,
    article_text,
    drop_empty_stories,
    held_by,
    keep_story,
    leave_story,
    members_of,
    replace_relations,
    story_mates,
)
from pipelines.reprints import ReprintIndex
from pipelines.reprints.origin import Copy, origin


def relate_article(db: Database, index: ReprintIndex, article_id: int) -> None:
    """Bring relations and stories in agreement with the present text of an article, new or changed.

    Must run inside the caller's transaction; the index works in the same one.
    """
    affected = story_mates(db, [article_id]) | {article_id}
    with suppress(KeyError):  # a new article is not in the index yet
        index.remove(article_id)
    text, day = article_text(db, article_id)
    _, relations = index.add(text, id=article_id, day=day)
    rows = (RelationRow(found.other, found.kind, found.coverage, found.other_coverage) for found in relations)
    replace_relations(db, article_id, rows)
    settled: set[int] = set()
    while waiting := affected - settled:
        story = set(index.story(min(waiting)))
        affected |= story_mates(db, story)
        _settle(db, story)
        settled |= story
    drop_empty_stories(db)


def _settle(db: Database, story: set[int]) -> None:
    if len(story) == 1:
        leave_story(db, next(iter(story)))
        return
    held = held_by(db, story)
    copies = [
        Copy(
            member.article_id, member.published_at, member.source, member.publisher, frozenset(held[member.article_id])
        )
        for member in members_of(db, story)
    ]
    first = origin(copies)
    keep_story(db, story, first.article_id, first.reason)
