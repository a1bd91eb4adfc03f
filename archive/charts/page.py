"""The page of pictures: for a visitor of Datasette, and as one file that needs nothing else."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from archive.charts.draw import can_draw
from archive.charts.figure import Figure, Viewer
from archive.charts.markup import tag, text
from archive.charts.sections import coverage_figure, sources_figure, time_figure, visits_figure
from archive.charts.stories import spread_figure
from archive.charts.words import Language, Words
from archive.database import Database
from archive.views.figures.days import count_days, period_of, timeline
from archive.views.figures.health import coverage, reasons, visits
from archive.views.figures.scope import Scope, site_labels
from archive.views.figures.sources import shares
from archive.views.figures.spread import spread, widest_stories

TAGS = {"en": "en", "zh": "zh-Hans"}
IN_A_FILE = 3


def figures(db: Database, scope: Scope, viewer: Viewer, stories: Sequence[int] | int) -> list[Figure]:
    """Every figure of the scope, with the stories of these numbers, or so many of those with the most copies."""
    labels = site_labels(db)
    counts = count_days(db, scope)
    period = period_of(counts, scope, viewer.today)
    widest = widest_stories(db, scope)
    wanted = [story.story_id for story in widest[:stories]] if isinstance(stories, int) else stories
    spreads = [story for number in wanted if (story := spread(db, number, viewer.today))]
    return [
        time_figure(timeline(counts, period), labels, viewer),
        sources_figure(shares(db, scope), viewer),
        spread_figure(spreads, widest, labels, viewer),
        coverage_figure(coverage(db, scope, counts, period), labels, viewer),
        visits_figure(visits(db, scope, viewer.today), reasons(db, scope), labels, viewer),
    ]


@cache
def stylesheet() -> str:
    """The style of the page, light and dark."""
    return Path(__file__).with_name("pictures.css").read_text(encoding="utf-8")


def document(head: str, above: str, drawn: Sequence[Figure], words: Words) -> str:
    """The whole page: what stands in its head (a style), above the figures, and the figures."""
    entries = "".join(tag("li", tag("a", text(figure.title), href=f"#{figure.name}")) for figure in drawn)
    contents = tag("nav", tag("ul", entries), aria_label=words("contents"))
    notice = "" if can_draw() else tag("p", text(words("library")), class_="notice")
    main = above + notice + contents + "".join(figure.html() for figure in drawn)
    return (
        f'<!doctype html>\n<html lang="{TAGS[words.language]}"><head><meta charset="utf-8">'
        f"<title>{text(words('title'))}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">{head}</head>\n<body>{tag("main", main)}</body></html>\n'
    )


def report(db: Database, scope: Scope, language: Language, today: date) -> str:
    """The file: no script, no request, its only style in itself; its policy holds it to that (CSP level 3)."""
    viewer = Viewer(Words(language), today)
    style = stylesheet()
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">'
    above = heading(db, scope, viewer)
    return document(head + f"<style>{style}</style>", above, figures(db, scope, viewer, IN_A_FILE), viewer.words)


def heading(db: Database, scope: Scope, viewer: Viewer) -> str:
    """The headline, which articles are drawn, and when that was."""
    words = viewer.words
    said = [site_labels(db).get(scope.site, scope.site)] if scope.site else []
    said += [f"{words('from')} {scope.since}"] if scope.since else []
    said += [f"{words('to')} {scope.until}"] if scope.until else []
    which = words("scope", what=words("and").join(said)) if said else words("all")
    stop = "。" if words.language == "zh" else ". "
    told = which + stop + words("made", day=viewer.today)
    return tag("h1", text(words("title"))) + tag("p", text(told), class_="lead")
