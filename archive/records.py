"""The nouns of the archive: what was fetched, what was made of it, what went wrong.

All records are frozen, picklable and free of behaviour, so that they pass unchanged between an event loop, a worker
process and a database. `evidence` holds plain JSON values only, keyed by the step that wrote them (`decode`,
`repair`, `extract` …): it is how a row can say why it looks the way it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

Evidence = dict[str, Any]
Absence = Literal["gone", "redirected", "deleted"]


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it came: bytes after transfer and content decoding, nothing else changed.

    `headers` are the response headers by name, any case. A media type of `text/plain` marks page text that somebody
    else already extracted (a `.txt` file, a WET record). `fetched_at` carries an offset. `continuations` are the
    further pages of the same article, in reading order. `truncated` says why the end of the body is missing, if it is.
    """

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    fetched_at: datetime | None = None
    continuations: "tuple[RawPage, ...]" = ()
    truncated: str | None = None

    def header(self, name: str) -> str | None:
        """The value of a response header, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)

    @property
    def media_type(self) -> str:
        """The media type that HTTP declares, lower case and without parameters; empty when undeclared."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()


class Edit(NamedTuple):
    """`text[start:end]` becomes `replacement`; offsets are those of the text that the fix received."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What one repair did to one text: how many places were mended for certain, guessed, or found beyond mending.

    `edits` are in ascending order and do not overlap; applying them to the text that the fix received gives the text
    that it returned. For a fix on bytes the text is the bytes read as latin-1.
    """

    kind: str
    certain: int = 0
    guessed: int = 0
    lost: int = 0
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as its page states it; what the page does not state is `None`.

    `text` is paragraphs joined by a newline, without headline, byline, source and editor lines. `published_at` is
    ISO 8601, as precise as the page, with the page's offset where it has a time; `published_date` is the local day.
    `script` is `Hans`, `Hant` or `None`, `lang` a BCP 47 primary tag. `extractor` is the version of the reading rules
    that made it of the page; `None` where they are not known.
    """

    url: str
    title: str | None
    text: str
    published_at: str | None = None
    published_date: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    lang: str | None = None
    script: str | None = None
    fixes: tuple[Fix, ...] = ()
    evidence: Evidence = field(default_factory=dict)
    extractor: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that yielded no article: the stage that gave up, and why, in words for a person.

    `vanished` says how an article that once stood at this address is known to be gone from it: `gone` (404 or 410),
    `redirected` (sent on to the home page or a section), `deleted` (a page that only says so). `None` is any other
    failure, after which the article may well be there.
    """

    url: str
    stage: str
    reason: str
    evidence: Evidence = field(default_factory=dict)
    vanished: Absence | None = None
