"""One story with all its copies, as the commands show it."""

from dataclasses import dataclass

from archive.database import Database


@dataclass(frozen=True, slots=True)
class StoryCopy:
    """One article of a story; a row of the view `story_copies`.

    `kind` is what the article is to the origin: `origin`, a kind of relation, or `None` where the two are related
    through other copies only. `coverage` is the share of the article that stands in the origin, `other_coverage` the
    share of the origin that stands in the article. `characters` counts those of its text.
    """

    article_id: int
    site: str
    title: str | None
    published_at: str | None
    published_date: str | None
    first_seen_at: str
    source: str | None
    url: str
    characters: int
    kind: str | None
    coverage: float | None
    other_coverage: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of a story, and what the first is to the other."""

    article_id: int
    other_id: int
    kind: str
    coverage: float
    other_coverage: float


@dataclass(frozen=True, slots=True)
class Story:
    """A story: its copies in order of time, how they relate, and which is the origin, why."""

    id: int
    origin_id: int
    reason: str
    copies: tuple[StoryCopy, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The present text of an article, with what a comparison says about it."""

    article_id: int
    site: str
    url: str
    published_at: str | None
    title: str | None
    text: str
    script: str | None


def read_story(db: Database, article_id: int) -> Story | None:
    """The story that an article is in; `None` where nothing else resembles it."""
    row = db.execute(
        "SELECT s.id, s.first_article_id, s.origin FROM articles a JOIN stories s ON s.id = a.story_id WHERE a.id = ?",
        [article_id],
    ).fetchone()
    if row is None:
        return None
    story_id, origin_id, reason = row
    columns = ", ".join(StoryCopy.__slots__)
    copies = [
        StoryCopy(**copy)
        for copy in db.query(f"SELECT {columns} FROM story_copies WHERE story_id = ?", [story_id])  # noqa: S608 (own names)
    ]
    pairs = db.execute(
        "SELECT r.article_id, r.other_id, r.kind, r.coverage, r.other_coverage FROM articles a "
        "JOIN relations r ON r.article_id = a.id JOIN articles b ON b.id = r.other_id "
        "WHERE a.story_id = :id AND b.story_id = :id",
        {"id": story_id},
    )
    return Story(story_id, origin_id, reason, tuple(sorted(copies, key=_moment)), tuple(Pair(*pair) for pair in pairs))


def read_text(db: Database, article_id: int) -> Text:
    """The present text of an article that exists."""
    columns = "id, site, url, published_at, title, text, script"
    return Text(*db.execute(f"SELECT {columns} FROM articles WHERE id = ?", [article_id]).fetchone())  # noqa: S608 (own names)


def _moment(copy: StoryCopy) -> tuple[bool, str, str, str, int]:
    """By local day, then time (a bare day before the times of that day), undated ones last as they were archived."""
    dated = copy.published_date is not None
    return (not dated, copy.published_date or "", copy.published_at or "", copy.first_seen_at, copy.article_id)
