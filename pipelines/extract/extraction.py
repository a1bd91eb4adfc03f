"""The record that extraction returns."""

from dataclasses import dataclass, field

from archive.records import Evidence
from pipelines.extract.page.links import Anchors, Link, links


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one page says; `None` is what it does not say, `text` is empty where there is no article.

    `text` is paragraphs joined by a newline, without headline, byline, source and editor lines. `published_at` is
    ISO 8601, as precise as the page, `published_date` its local day. `lang` is a BCP 47 primary tag, `script` `Hans`,
    `Hant` or `None`. `evidence` is plain JSON: `text` names the rule or layout that chose the text, `layout` says
    whether a site's layout still fits, the other keys say where each field was found. `anchors` are the page's links
    as they came.
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
    evidence: Evidence = field(default_factory=dict)
    anchors: Anchors = field(default_factory=Anchors)

    @property
    def links(self) -> tuple[Link, ...]:
        """The page's links, absolute, with their anchor text, in page order; resolved when they are asked for."""
        return links(self.anchors)
