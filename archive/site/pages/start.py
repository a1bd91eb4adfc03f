"""What the archive holds, for somebody who sees it for the first time."""

from collections.abc import Mapping

from archive.database import Database

NEWEST, REPRINTED = 10, 5

_COUNTS = """
    SELECT (SELECT count(*) FROM articles) AS articles,
        (SELECT count(*) FROM stories WHERE size > 1) AS stories,
        (SELECT count(*) FROM sites) AS sites,
        (SELECT count(*) FROM damaged_articles) AS damaged,
        (SELECT count(*) FROM articles WHERE gone_at IS NOT NULL) AS gone,
        (SELECT min(published_date) FROM articles) AS first,
        (SELECT max(published_date) FROM articles) AS last
"""
_NEWEST = """
    SELECT a.id, a.title, a.published_date, a.source, a.lang, a.script, s.display_name AS site
    FROM articles a JOIN sites s ON s.name = a.site
    WHERE a.published_date IS NOT NULL ORDER BY a.published_date DESC, a.id DESC LIMIT ?
"""
_REPRINTED = """
    SELECT s.id, a.title, a.lang, a.script, s.size FROM stories s JOIN articles a ON a.id = s.first_article_id
    WHERE s.size > 1 ORDER BY s.size DESC, s.id DESC LIMIT ?
"""
_SITES = """
    SELECT s.name, s.display_name AS label, count(*) AS articles
    FROM articles a JOIN sites s ON s.name = a.site GROUP BY s.name ORDER BY articles DESC
"""


def start_page(db: Database) -> Mapping[str, object]:
    """Counts, the newest articles, the stories with most copies, the sites."""
    return {
        "counts": next(iter(db.query(_COUNTS))),
        "newest": list(db.query(_NEWEST, [NEWEST])),
        "reprinted": list(db.query(_REPRINTED, [REPRINTED])),
        "by_site": list(db.query(_SITES)),
    }
