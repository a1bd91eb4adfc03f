"""The order of extraction: parse once, walk once, choose the text, read the metadata around it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from pipelines.extract.extraction import Extraction
from pipelines.extract.language import language, script
from pipelines.extract.layouts import fit as fit_layouts
from pipelines.extract.layouts import in_use
from pipelines.extract.layouts import stated as stated_by_layout
from pipelines.extract.metadata.fields import Fields, Setting, fields
from pipelines.extract.opinion import ask, vote
from pipelines.extract.page.lines import Line, read
from pipelines.extract.page.links import Anchors
from pipelines.extract.page.plain import read_plain
from pipelines.extract.page.structured import stated
from pipelines.extract.page.tree import parse
from pipelines.extract.text import body
from pipelines.extract.text.choice import choose, kept, settle
from pipelines.layout import Layout

FEWEST = 0.3
"""Where trafilatura keeps less than this share of what the weights keep of a page that is not Chinese, it missed."""


def extract(
    text: str, url: str, *, plain: bool = False, layouts: Sequence[Layout] = (), fetched_on: date | None = None
) -> Extraction:
    """Main text, metadata and links of a page. Never raises.

    `text` is the decoded page source or, with `plain`, page text that was extracted elsewhere. `layouts` are the
    site's dated selectors: the first that fits is used, the generic rule otherwise. `fetched_on` is the day of the
    fetch: dates after it are not believed.
    """
    root = None if plain else parse(text)
    if root is None and not plain:
        return Extraction(evidence={"text": "empty page"})
    page = read_plain(text) if root is None else read(root, elements=bool(layouts))
    head = stated(page, text)
    choice = choose(page, head.get("title", ("", ""))[0])
    chosen = page.lines[choice.start : choice.end] or page.lines
    lang = language("\n".join(line.text for line in chosen), page.lang)
    setting = Setting(page, url, lang, choice, head, fetched_on)
    found = fields(setting)
    evidence: dict[str, Any] = {}
    fitting = _layout(root, setting, found, layouts, evidence) if root is not None and layouts else None
    if fitting:
        setting, found, paragraphs = fitting
    else:
        paragraphs = _paragraphs(root, setting, evidence)
    return _assemble(setting, found, paragraphs, evidence)


def _layout(
    root: HtmlElement, setting: Setting, found: Fields, layouts: Sequence[Layout], evidence: dict[str, Any]
) -> tuple[Setting, Fields, list[str]] | None:
    """The reading by a site's layout, where one fits; the reports on all that were tried go into the evidence."""
    page, choice = setting.page, setting.choice
    day = found["published"][0][:10] if "published" in found else None
    usable = in_use(layouts, day, setting.fetched_on)
    fit, evidence["layout"] = fit_layouts(root, page, usable, choice.weights, (choice.start, choice.end))
    if fit is None:
        return None
    end = body.cut(page.lines, choice.weights, fit.start, fit.end)
    mine = settle(page, choice.weights, fit.start, end, setting.stated.get("title", ("", ""))[0])
    setting = setting._replace(choice=mine)
    found = fields(setting) | stated_by_layout(root, fit.layout, setting.offset)
    lines = [page.lines[index] for index in range(mine.start, mine.end) if index not in fit.dropped]
    evidence["text"] = f"layout {fit.layout.name}"
    return setting, found, body.paragraphs(lines, mine.headline.text or "")


def _paragraphs(root: HtmlElement | None, setting: Setting, evidence: dict[str, Any]) -> list[str]:
    """The text: by weights for Chinese, by a vote where they are unsure, by trafilatura for other languages."""
    page, choice = setting.page, setting.choice
    title = choice.headline.text or ""
    own = body.paragraphs(kept(page, choice.weights, choice.start, choice.end), title)
    evidence["text"] = "weights"
    if root is None or (setting.lang == "zh" and not choice.unsure):
        return own
    asked = ask(root, page.depth, page.size)
    other = body.paragraphs([_line(text) for text in asked.split("\n") if text.strip()], title)
    if setting.lang != "zh":
        if sum(map(len, other)) < FEWEST * sum(map(len, own)):
            return own
        evidence["text"] = "trafilatura"
        return other
    rival = body.paragraphs(kept(page, choice.weights, *choice.rival), title)
    answers = {"weights": own, "trafilatura": other, "second run": rival}
    winner = vote(["\n".join(answer) for answer in answers.values()])
    evidence["text"] = list(answers)[winner]
    evidence["vote"] = {name: sum(map(len, answer)) for name, answer in answers.items()}
    return list(answers.values())[winner]


def _line(text: str) -> Line:
    return Line(text.strip(), text.strip(), 0, -1, "div", -1, False)


def _assemble(setting: Setting, found: Fields, paragraphs: list[str], evidence: dict[str, Any]) -> Extraction:
    page, headline = setting.page, setting.choice.headline
    text = "\n".join(paragraphs) if body.prose(paragraphs) else ""
    if not text:
        evidence["text"] = "no article"
        found = {}
    if headline.text:
        found = {"title": (headline.text, headline.where), **found}
    evidence |= {name: where for name, (_, where) in found.items()}
    value = {name: value for name, (value, _) in found.items()}
    published = value.get("published")
    return Extraction(
        title=value.get("title"),
        text=text,
        published_at=published,
        published_date=published[:10] if published else None,
        source=value.get("source"),
        author=value.get("author"),
        editor=value.get("editor"),
        section=value.get("section"),
        lang=setting.lang,
        script=script(text or page.title) if setting.lang == "zh" else None,
        evidence=evidence,
        anchors=Anchors(tuple(page.anchors), setting.url, page.base),
    )
