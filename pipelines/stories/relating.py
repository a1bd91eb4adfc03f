"""Finds the place of an article among the others: its relations, its story, and where that story began."""

from collections.abc import Collection

from archive.database import Database
from archive.stories import (
    RelationRow,
    article_text,
    describe_story,
    held_by,
    join_story,
    kin_of,
    members_of,
    number_stories,
    pass_on_relations,
    replace_relations,
    story_mates,
    story_numbers,
)
from pipelines.reprints import ReprintIndex
from pipelines.reprints.origin import Copy, origin
from pipelines.stories.joining import joins_quietly


def relate_article(db: Database, index: ReprintIndex, article_id: int) -> None:
    """Bring relations and stories in agreement with the present text of an article, new or changed.

    Must run inside the caller's transaction; the index works in the same one.
    """
    affected = {article_id} | kin_of(db, [article_id])
    pass_on_relations(db, article_id)
    is_new = not _withdraw(index, article_id)
    text, day = article_text(db, article_id)
    _, relations = index.add(text, id=article_id, day=day)
    rows = (RelationRow(found.other, found.kind, found.coverage, found.other_coverage) for found in relations)
    replace_relations(db, article_id, rows)
    joined = joins_quietly(db, article_id, relations) if is_new else None
    if joined is not None:
        _describe(db, joined, join_story(db, article_id, joined))
        return
    for number, story in number_stories(db, _stories(db, index, affected | kin_of(db, [article_id]))):
        _describe(db, number, story)


def reconsider_origin(db: Database, article_id: int) -> None:
    """Ask anew where an article's story began: its text is as it was, but its date or source may be read better now."""
    number = story_numbers(db, [article_id])[article_id]
    if number is not None:
        _describe(db, number, story_mates(db, [article_id]))


def _withdraw(index: ReprintIndex, article_id: int) -> bool:
    """Take the earlier text of an article out of the index; false where there is none."""
    try:
        index.remove(article_id)
    except KeyError:
        return False
    return True


def _stories(db: Database, index: ReprintIndex, affected: set[int]) -> list[set[int]]:
    """The stories, as the index has them now, of these articles and of all to which the change spreads.

    A text that comes or goes can part others or join them: a roundup leaves a story once another one that it holds has
    come to life. So wherever a story is not what it was, the kin of its articles are looked at as well.
    """
    stories = []
    settled: set[int] = set()
    while waiting := affected - settled:
        article_id = min(waiting)
        story = set(index.story(article_id))
        stories.append(story)
        settled |= story
        if story != (story_mates(db, [article_id]) | {article_id}):
            changed = story_mates(db, story) | story
            affected |= changed | kin_of(db, changed)
    return stories


def _describe(db: Database, number: int, story: Collection[int]) -> None:
    """Ask anew where a story began."""
    held = held_by(db, story)
    first = origin(
        Copy(
            member.article_id, member.published_at, member.source, member.publisher, frozenset(held[member.article_id])
        )
        for member in members_of(db, story)
    )
    describe_story(db, number, len(story), first.article_id, first.reason)
