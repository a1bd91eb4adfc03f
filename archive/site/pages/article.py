"""An article to be read, and what stands beside it."""

from collections.abc import Mapping
from pathlib import Path

from archive.database import Database, path_of
from archive.errors import InputError
from archive.site.rendering import LOST
from archive.views.dossiers import read_dossier
from archive.views.editions import vanishing
from archive.views.stories import StoryCopy, read_story, read_text

BESIDE = 8
"""Copies that are named beside an article; the story's own page has all."""


def article_page(db: Database, article_id: int) -> Mapping[str, object] | None:
    """Everything about one article; `None` where there is none of that number."""
    try:
        dossier = read_dossier(db, str(article_id))
    except InputError:
        return None
    facts = dossier.article
    assert facts is not None  # an id names articles only
    written = read_text(db, article_id)
    story = read_story(db, article_id)
    copies = story.copies if story else ()
    return {
        "id": article_id,
        "url": dossier.url,
        "facts": facts,
        "fields": facts.fields,
        "site": site_label(db, facts.site),
        "paragraphs": [line for line in written.text.split("\n") if line.strip()],
        "shows_losses": LOST in written.text or LOST in (written.title or ""),
        "repairs": _repairs(db, article_id),
        "better": _better(db, article_id),
        "story_id": facts.story_id,
        "origin_id": story.origin_id if story else None,
        "copies": [copy for copy in copies if copy.article_id != article_id][:BESIDE],
        "copies_in_all": len(copies),
        "labels": site_labels(db, copies),
        "versions": facts.versions,
        "vanishing": vanishing(db, article_id),
        **_provenance(db, article_id),
    }


def site_label(db: Database, site: str) -> str:
    """The name of a site for people."""
    return str(db.execute("SELECT display_name FROM sites WHERE name = ?", [site]).fetchone()[0])


def site_labels(db: Database, copies: tuple[StoryCopy, ...]) -> dict[str, str]:
    """The names for people of the sites of these copies."""
    return {site: site_label(db, site) for site in {copy.site for copy in copies}}


def _repairs(db: Database, article_id: int) -> list[Mapping[str, object]]:
    found = "SELECT kind, certain, guessed, lost FROM repairs WHERE article_id = ? ORDER BY kind"
    return list(db.query(found, [article_id]))


def _better(db: Database, article_id: int) -> Mapping[str, object] | None:
    found = """
        SELECT b.id, b.title, s.display_name AS site, b.published_at, c.coverage
        FROM better_copies c JOIN articles b ON b.id = c.better_id JOIN sites s ON s.name = b.site
        WHERE c.article_id = ?
    """
    return next(iter(db.query(found, [article_id])), None)


def _provenance(db: Database, article_id: int) -> Mapping[str, object]:
    found = """
        SELECT c.id, c.fetched_at, c.status, c.encoding, c.warc_file, c.warc_offset, c.warc_length
        FROM articles a JOIN captures c ON c.id = a.capture_id WHERE a.id = ?
    """
    capture = next(iter(db.query(found, [article_id])), None)
    kept = capture is not None and warc_path(db, str(capture["warc_file"])) is not None
    return {"capture": capture, "has_record": kept}


def warc_path(db: Database, name: str) -> Path | None:
    """The WARC file of that name beside the database, or `None`."""
    path = path_of(db).parent / "warc" / name
    return path if Path(name).name == name and path.is_file() else None
