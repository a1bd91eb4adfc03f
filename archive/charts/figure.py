"""A figure on a page: headline, what it says in a sentence, legend, picture in two sizes, and its numbers as text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from archive.charts.axes import SIZES, Size
from archive.charts.draw import Notes, Spec, can_draw, draw
from archive.charts.markup import tag, text
from archive.charts.words import Words
from archive.views.figures.period import Period


@dataclass(frozen=True, slots=True)
class Links:
    """Where the rows behind a mark are to be seen; in a file they are not, and every address is `None`."""

    tables: str | None = None
    page: str | None = None

    def rows(self, table: str, **conditions: object) -> str | None:
        """The rows of a table or view that meet these conditions, as Datasette filters them."""
        return self.tables and f"{self.tables}/{table}?{urlencode(conditions)}"

    def story(self, story_id: int) -> str | None:
        """This page, with that story drawn."""
        return self.page and f"{self.page}?{urlencode({'story': story_id})}#spread"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: in which language, where marks lead, and on which day."""

    words: Words
    today: date
    links: Links = field(default_factory=Links)


@dataclass(frozen=True, slots=True)
class Figure:
    """One section of the page; all but `title` and `lead` is HTML."""

    name: str
    title: str
    lead: str
    body: str = ""
    remarks: tuple[str, ...] = field(default=())

    def html(self) -> str:
        """The section."""
        told = "".join(tag("p", text(remark), class_="remark") for remark in self.remarks if remark)
        head = tag("h2", text(self.title)) + tag("p", text(self.lead), class_="lead")
        return tag("section", head + self.body + told, id=self.name)


def pictures(title: str, spec: Callable[[Size, Notes], Spec]) -> str:
    """The picture for a screen and that for a telephone, of which the stylesheet shows one."""
    if not can_draw():
        return ""
    drawn = []
    for size in SIZES:
        notes = Notes()
        drawn.append(draw(spec(size, notes), notes, title, size.name))
    return tag("figure", "".join(drawn))


def legend(entries: Iterable[tuple[str, str]]) -> str:
    """What the colours and signs mean: (class of the swatch, its meaning)."""
    return tag(
        "ul", "".join(tag("li", tag("i", "", class_=sign) + text(told)) for sign, told in entries), class_="legend"
    )


def numbers(words: Words, *tables: str) -> str:
    """The rows of a figure, folded away."""
    return tag("details", tag("summary", text(words("numbers"))) + tag("div", "".join(tables), class_="tables"))


def outside(words: Words, period: Period) -> str:
    """Which articles the axis leaves out."""
    what = [
        words("before", n=period.before, day=period.first) if period.before else "",
        words("after", n=period.after, day=period.last) if period.after else "",
        words("undated", n=period.undated) if period.undated else "",
    ]
    return words("outside", what=words("and").join(filter(None, what))) if any(what) else ""
