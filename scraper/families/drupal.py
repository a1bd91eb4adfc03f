"""Drupal: lists of `.views-row` entries with `?page=1` as their second page, RSS at /rss.xml, articles as nodes.

Bodies, headlines and dates are fields with classes of their own; the names changed between Drupal 7
(`field-name-body`) and 8 (`field--name-body`).
"""

from pipelines.layout import Layout
from scraper.spiders.list_pages import ListPages, numbered


def lists(*urls: str) -> ListPages:
    """Views, page after page."""
    return ListPages(
        urls,
        items=".views-row, .view-content li, .field-content",
        day=".views-field-created, .date-display-single, time, .views-field-field-date",
        next_page=numbered(r"(\?page=\d+)?$", "?page={n}", first=1),
    )


LAYOUTS = (
    Layout(
        "drupal",
        body=(".field-name-body", ".field--name-body", ".node__content", ".node .content"),
        title=("#page-title", "h1.page-title", "h1.page-header", "h1"),
        published=(".field-name-post-date", ".date-display-single", ".submitted", "time"),
        author=(".field-name-field-author", ".field--name-field-author", ".byline"),
        drop=(".field-name-field-tags", ".links", ".social-share"),
    ),
)
