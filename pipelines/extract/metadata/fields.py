"""Every metadata field of an article and where it stood: in the zone, among the page's own statements, in the URL."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipelines.extract.metadata import dates
from pipelines.extract.metadata.byline import dateline, slashed
from pipelines.extract.metadata.people import names, outlet
from pipelines.extract.metadata.section import in_title, section
from pipelines.extract.metadata.zone import Zone, survey
from pipelines.extract.page.lines import Page
from pipelines.extract.text import body
from pipelines.extract.text.choice import Choice

Fields = dict[str, tuple[str, str]]
"""Field name to (value, where it was found). The date is under `published`, in ISO 8601."""
ABOVE, BELOW, HIGH = 6, 6, 15
"""Lines of the zone above the headline, behind the text, and above the text where there is no headline line."""
STATED, TIMES, DATELINE, URL = 3, 7, 8, 9
"""Trust in dates outside the zone, in the ranks of `zone`: JSON-LD and meta tags, `<time>`, a dateline, the URL."""


class Setting(NamedTuple):
    """What the fields are read from: the page, its URL, its language, the chosen text, what the head states."""

    page: Page
    url: str
    lang: str | None
    choice: Choice
    stated: Fields
    fetched_on: date | None

    @property
    def offset(self) -> str:
        """The offset of times that state none: Chinese pages keep Beijing's, Taipei's or Hong Kong's time."""
        return dates.CHINA if self.lang == "zh" else ""


def fields(setting: Setting) -> Fields:
    """All fields that the page states."""
    zone = _zone(setting)
    found: Fields = {}
    published = _published(setting, zone)
    if published:
        found["published"] = published
    _datelines(setting, zone)
    _prefer_origin(zone)
    for name in ("source", "author", "editor"):
        if name in zone.fields:
            found[name] = zone.fields[name]
    for name, clean in (("source", outlet), ("author", names)):
        value, where = setting.stated.get(name, ("", ""))
        good = clean(value)
        if good and name not in found:
            found[name] = (good, where)
    if "editor" in found and found["editor"][0] == found.get("source", ("",))[0]:
        del found["editor"]
    place = _section(setting)
    if place:
        found["section"] = place
    return found


def _zone(setting: Setting) -> Zone:
    lines, choice = setting.page.lines, setting.choice
    top, bottom = choice.headline.start, choice.headline.end
    if bottom <= top:
        top = bottom = max(0, choice.start - HIGH)
    above = lines[max(0, top - ABOVE) : top] if bottom > top else []
    closing = [line for line in lines[max(choice.start, choice.end - 3) : choice.end] if body.is_meta(line)]
    after = [*closing, *lines[choice.end : choice.end + BELOW]]
    return survey(above, lines[min(bottom, choice.start) : choice.start], after, setting.offset)


def _published(setting: Setting, zone: Zone) -> tuple[str, str] | None:
    options = [option for option in _dates(setting, zone) if dates.plausible(option[1], setting.fetched_on)]
    if not options:
        return None
    _, iso, where = min(options, key=lambda option: option[0])
    finer = [option for option in options if len(option[1]) > len(iso) and option[1].startswith(iso[:16])]
    return (finer[0][1], finer[0][2]) if finer else (iso, where)


def _dates(setting: Setting, zone: Zone) -> Iterator[tuple[int, str, str]]:
    """Every date with its rank and where it stood; of equal ranks the first counts."""
    for rank, stamp, where in zone.dates:
        yield rank, stamp.iso, where
    if "date" in setting.stated:
        value, where = setting.stated["date"]
        iso = dates.machine(value, setting.offset)
        if iso:
            yield STATED, iso, where
    for value in setting.page.times[:1]:
        iso = dates.machine(value, setting.offset)
        if iso:
            yield TIMES, iso, "time element"
    start, end = setting.choice.start, setting.choice.end
    first = setting.page.lines[start].text[:40] if start < end else ""
    for stamp in dates.stamps(first):
        if dates.DATELINE.match(first[stamp.end :]):
            yield DATELINE, stamp.iso, "dateline"
    day = dates.in_url(setting.url)
    if day:
        yield URL, day, "url"


def _datelines(setting: Setting, zone: Zone) -> None:
    lines = setting.page.lines[setting.choice.start : setting.choice.end]
    for line in lines[:2]:
        zone.put("author", dateline(line.text), "dateline")
        zone.put("source", slashed(line.text).outlet, "dateline")
    for line in lines[-2:]:
        zone.put("author", dateline(line.text, last=True), "last paragraph")


def _prefer_origin(zone: Zone) -> None:
    """A source that is also the editor is the collector, who is no editor and yields to another stated source."""
    source, editor = (zone.fields.get(name, ("", ""))[0] for name in ("source", "editor"))
    if source and source == editor:
        del zone.fields["editor"]
        zone.fields["source"] = next((other for other in zone.sources if other[0] != source), zone.fields["source"])


def _section(setting: Setting) -> tuple[str, str] | None:
    headline = setting.choice.headline
    above = setting.page.lines[: headline.start if headline.end else setting.choice.start]
    found = section(above, headline.text or "")
    if found:
        return found, "breadcrumb"
    if "section" in setting.stated:
        return setting.stated["section"]
    found = in_title(setting.page.title, headline.text or "")
    return (found, "document title") if found else None
