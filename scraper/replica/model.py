"""What the replica is made of: the truth about an article, the page that is served, the sites and their templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Truth:
    """What a perfect reader finds at one article URL; the fields are those of `archive.records.Article`.

    `pages` are the URLs of all pages of the article in reading order, the canonical one first. `story` is shared by
    all reprints of one story, `variant` is how this copy differs from it (`whole`, `cut`, `retitled`). `damage` names
    what was done to the bytes: `php-gbk`, `pinyin`, or nothing. `moment` is when the site printed it, in Beijing time,
    whatever the page states. A field that the page does not state is `None`; a reporter named in the first paragraph
    is the author.
    """

    url: str
    site: str
    era: str
    pages: tuple[str, ...]
    story: str
    variant: str
    title: str
    text: str
    moment: datetime = field(repr=False)
    published_at: str | None = None
    published_date: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    lang: str = "zh"
    script: str | None = "Hans"
    damage: str = ""
    lists: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Page:
    """What lies at one URL. `modified` is Beijing wall-clock time; a redirect has `location` and an empty body.

    `status` is that of a redirect.
    """

    body: bytes
    content_type: str
    modified: datetime
    location: str | None = None
    status: int = 301


Neighbours = Sequence[Truth]
Render = Callable[[Truth, Neighbours], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Era:
    """One template of one site and the years in which it was used.

    `address` gives the URL of an article by its time; `further` the URL of page N (from 2) of an article, where the
    template splits long ones; `states` names the optional fields that its pages show: source, author, editor, section;
    `precision` is how exact its dates are: `second`, `minute`, `day` or `none`.
    `source` is what pages name as source where that is not the source of the story.
    """

    name: str
    since: date
    until: date
    address: Callable[[datetime], str]
    render: Render
    content_type: str
    states: frozenset[str]
    precision: str = "second"
    editors: int = 1
    sections: tuple[str, ...] = ()
    further: Callable[[str, int], str] | None = None
    source: str | None = None
    script: str = "Hans"
    damage: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Page `number` (from 1) of a list, with the articles that it links to, newest first.

    `known` is the number of articles on all pages of the list. `decoys` are links that a polite crawler must not
    follow: robots.txt forbids them.
    """

    url: str
    number: int
    known: int
    entries: Sequence[Truth]
    previous: str | None
    following: str | None
    decoys: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the articles that it `holds`; `address` gives the URL of page N, from 1.

    It has at most `most` pages of `size` articles. Where it `ends_empty`, an empty page follows the last one, which
    no page links to.
    """

    holds: Callable[[Truth], bool]
    address: Callable[[int], str]
    render: Callable[[ListPage], bytes]
    content_type: str
    size: int = 5
    most: int | None = None
    ends_empty: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its templates and the lists for its articles.

    `furniture` is robots.txt, feeds, sitemaps and redirects, by URL. `forbidden` are URLs that its robots.txt
    disallows and its lists link to. `lang` is the language of its stories: `zh` or `en`.
    """

    name: str
    eras: tuple[Era, ...]
    listings: Callable[[Sequence[Truth]], Sequence[Listing]]
    furniture: Callable[[Sequence[Truth]], Mapping[str, Page]]
    forbidden: tuple[str, ...] = ()
    lang: str = "zh"
