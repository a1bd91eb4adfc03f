"""The order of extraction: parse once, walk once, choose the text, read the metadata around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from pipelines.extract import language, opinion
from pipelines.extract.metadata import dates
from pipelines.extract.page import structured
from pipelines.extract.text import body
from pipelines.extract.page.lines import Line, Page, read
from pipelines.extract.page.links import Link, links
from pipelines.extract.metadata.byline import dateline, slashed
from pipelines.extract.metadata.people import names, outlet
from pipelines.extract.page.plain import read_plain
from pipelines.extract.metadata.section import section
from pipelines.extract.text.subtree import best_run
from pipelines.extract.metadata.title import Headline, anchors, headline, letters, without_site
from pipelines.extract.page.tree import parse
from pipelines.extract.text.weights import weigh
from pipelines.extract.metadata.zone import Zone, survey
from pipelines.layout import Layout


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one page says; `None` is what it does not say. `text` is empty where there is no article.

    `evidence` is plain JSON: `text` names the rule or layout that chose the text, the other keys say where each field
    was found. `links` are the page's links, absolute, with their anchor text.
    """

    title: str | None = None
    text: str = ""
    published_at: str | None = None
    published_date: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    lang: str | None = None
    script: str | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


def extract(
    text: str, url: str, *, plain: bool = False, layouts: Sequence[Layout] = (), fetched_on: date | None = None
) -> Extraction:
    """Main text, metadata and links of a page.

    `text` is the decoded page source or, with `plain`, page text that was extracted elsewhere. `layouts` are the
    site's dated selectors, `fetched_on` the day of the fetch: dates after it are not believed. Never raises.
    """
    root = None if plain else parse(text)
    if root is None and not plain:
        return Extraction(evidence={"text": "empty page"})
    page = read_plain(text) if root is None else read(root)
    return _Reading(page, root, url, layouts, fetched_on).result()


class _Reading:
    """One page on its way to an Extraction."""

    def __init__(
        self, page: Page, root: HtmlElement | None, url: str, layouts: Sequence[Layout], fetched_on: date | None
    ) -> None:
        self.page, self.root, self.url, self.layouts, self.fetched_on = page, root, url, layouts, fetched_on
        self.evidence: dict[str, Any] = {}
        self.stated = structured.stated(page)
        self.weights = weigh(page)
        self.start, self.end = self._span()
        self.lang = self._language()
        self.headline = self._headline()
        self.start = body.first(page.lines, self.start, self.end, self.headline)
        self.offset = dates.CHINA if self.lang == "zh" else ""
        self.zone = self._zone()

    def _span(self) -> tuple[int, int]:
        start, end = best_run(self.page, self.weights, anchors(self.page.lines, self.page.title))
        return start, body.cut(self.page.lines, self.weights, start, end)

    def _language(self) -> str | None:
        chosen = self.page.lines[self.start : self.end] or self.page.lines
        return language.language("\n".join(line.text for line in chosen), self.page.lang)

    def _headline(self) -> Headline:
        return headline(self.page.lines, self.start, self.page.title, self.stated.get("title", ("", ""))[0])

    def _zone(self) -> Zone:
        lines = self.page.lines
        found = self.headline.end > self.headline.start
        top = min(self.headline.end if found else max(0, self.start - 15), self.start)
        above = lines[max(0, self.headline.start - 6) : self.headline.start] if found else []
        closing = [line for line in lines[max(self.start, self.end - 3) : self.end] if body.is_meta(line)]
        after = [*closing, *lines[self.end : self.end + 6]]
        return survey(above, lines[top : self.start], after, self.offset)

    def result(self) -> Extraction:
        paragraphs = body.paragraphs(self._kept(), self.headline.text or "")
        self.evidence["text"] = "weights" if paragraphs else "no article"
        if self.root is not None and self.lang != "zh":
            text, _ = opinion.ask(self.root, self.url)
            if text:
                paragraphs, self.evidence["text"] = text.split("\n"), "trafilatura"
        text = "\n".join(paragraphs)
        at = self._published()
        self.evidence["title"] = self.headline.where
        return Extraction(
            title=self.headline.text,
            text=text,
            published_at=at,
            published_date=at[:10] if at else None,
            author=self._author(),
            source=self._source(),
            editor=self._editor(),
            section=self._section(),
            lang=self.lang,
            script=language.script(text) if self.lang == "zh" else None,
            evidence=self.evidence,
            links=links(self.page.anchors, self.url, self.page.base),
        )

    def _kept(self) -> list[Line]:
        span = range(self.start, self.end)
        return [self.page.lines[i] for i in span if self.weights[i] > -3.5 or self.page.lines[i].linked < 0.5 * len(self.page.lines[i].text)]

    def _published(self) -> str | None:
        options = [(rank, n, stamp.iso, where) for n, (rank, stamp, where) in enumerate(self.zone.dates)]
        stated = self.stated.get("date")
        machine = dates.machine(stated[0], self.offset) if stated else None
        if machine and stated:
            options.append((3, 0, machine, stated[1]))
        options += [(6, 0, dates.machine(value, self.offset) or "", "time element") for n, value in self.page.times[:1]]
        options += [(7, 0, stamp.iso, "dateline") for stamp in self._dateline_dates()]
        options.append((8, 0, dates.in_url(self.url) or "", "url"))
        options = [option for option in options if option[2] and dates.plausible(option[2], self.fetched_on)]
        if not options:
            return None
        options.sort(key=lambda option: option[:2])
        _, _, iso, where = options[0]
        finer = [option for option in options if option[2][:10] == iso and len(option[2]) > 10] if len(iso) == 10 else []
        if finer:
            _, _, iso, where = finer[0]
        self.evidence["date"] = where
        return iso

    def _dateline_dates(self) -> list[dates.Stamp]:
        """A full date that the first paragraph's dateline carries: 【…2012年1月11日訊】."""
        first = self.page.lines[self.start].text[:40] if self.start < self.end else ""
        return [stamp for stamp in dates.stamps(first) if dates.DATELINE.match(first[stamp.end :])]

    def _field(self, name: str, fallback: str | None, where: str) -> str | None:
        value, place = self.zone.fields.get(name, (fallback, where))
        if value:
            self.evidence[name] = place
        return value

    def _source(self) -> str | None:
        stated, where = self.stated.get("source", ("", ""))
        return self._field("source", outlet(stated), where)

    def _author(self) -> str | None:
        lines = self.page.lines[self.start : self.end]
        for line, last in ((lines[:2], False), (lines[-2:], True)):
            for one in line:
                self.zone.put("author", dateline(one.text, last=last), "dateline")
                self.zone.put("source", None if last else slashed(one.text).outlet, "dateline")
        stated, where = self.stated.get("author", ("", ""))
        return self._field("author", names(stated), where)

    def _editor(self) -> str | None:
        editor, _ = self.zone.fields.get("editor", (None, ""))
        if editor and editor == self.zone.fields.get("source", ("", ""))[0]:
            self.evidence["editor"] = "names the source"
            return None
        return self._field("editor", None, "")

    def _section(self) -> str | None:
        above = self.page.lines[: self.headline.start if self.headline.end else self.start]
        found = section(above, self.headline.text or "")
        stated, where = self.stated.get("section", ("", ""))
        if found or stated:
            self.evidence["section"] = "breadcrumb" if found else where
        return found or stated or None
