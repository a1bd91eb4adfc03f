"""What the archive knows of a page besides its text: capture, versions, story, and a better copy."""

from collections.abc import Iterator

from archive.captures import Capture
from archive.times import timestamp
from archive.views.dossiers import ArticleFacts, Dossier
from scraper.archive_command import one_line
from scraper.terminal import Paint
from scraper.texts.explanation import labelled


def heading(dossier: Dossier) -> str:
    """The first line."""
    return one_line(f"article {dossier.article.article_id} {dossier.url}" if dossier.article else dossier.url)


def capture_lines(capture: Capture | None) -> Iterator[str]:
    """Which bytes were read."""
    if capture is None:
        yield "  no page is kept: nothing was fetched"
        return
    yield labelled("fetched", timestamp(capture.fetched_at), f"status {capture.status},", f"as {capture.role.value}")
    yield labelled("WARC", f"{capture.warc_file} at byte {capture.warc_offset}, {capture.warc_length} bytes")
    yield labelled("digest", capture.payload_digest)


def archive_lines(dossier: Dossier, paint: Paint) -> Iterator[str]:
    """Versions, copies and damage of the article, or why there is none."""
    for failure in dossier.failures:
        yield paint("red", labelled("failed", failure))
    facts = dossier.article
    if facts is None:
        yield "  no article came of this page"
        return
    status = f"{facts.status} since {facts.gone_at}" if facts.gone_at else facts.status
    yield labelled("seen", f"{facts.first_seen_at} to {facts.last_seen_at}, {facts.characters} characters, {status}")
    yield labelled(
        "versions", f"{len(facts.versions)} earlier", "last seen " + ", ".join(facts.versions) if facts.versions else ""
    )
    others = facts.copies - 1
    told = f"story {facts.story_id}, {others} other copies; show them with: scrapy story {facts.article_id}"
    yield labelled("story", told if others else "no other article tells it")
    yield from _damage_lines(facts, paint)


def _damage_lines(facts: ArticleFacts, paint: Paint) -> Iterator[str]:
    if facts.damage is None:
        yield labelled("damage", "none")
        return
    guessed, lost, replaced = facts.damage
    yield paint("red", labelled("damage", f"{lost} places lost, {guessed} guessed, {replaced} characters replaced"))
    better = facts.better
    if better is None:
        yield labelled("", "no undamaged copy is in the archive")
        return
    yield "  " + paint("green", one_line(f"a better copy: article {better.article_id} ({better.site}) {better.url}"))
    yield labelled("", better.why)
    yield labelled("", f"compare: scrapy story {facts.article_id} --diff {better.article_id}")
