"""The figure of how a story spread, and the list of stories to choose from."""

from collections import Counter
from collections.abc import Mapping, Sequence

from archive.charts import specs
from archive.charts.axes import Size
from archive.charts.draw import Notes, Spec
from archive.charts.figure import Figure, Links, Viewer, legend, numbers, pictures
from archive.charts.markup import Written, link, plain, table, tag, text
from archive.charts.words import Words
from archive.views.figures.days import MOST_SITES
from archive.views.figures.spread import Print, Spread, StoryTitle

Labels = Mapping[str, str]


def spread_figure(stories: Sequence[Spread], widest: Sequence[StoryTitle], labels: Labels, viewer: Viewer) -> Figure:
    """(c) Stories over time, and which others there are."""
    words, links = viewer.words, viewer.links
    title = words("spread.title")
    if not stories and not widest:
        return Figure("spread", title, words("spread.none"))
    shown = "".join(_story(story, labels, words, links) for story in stories)
    return Figure("spread", title, "", shown + (_choice(widest, words, links) if widest else ""))


def _choice(widest: Sequence[StoryTitle], words: Words, links: Links) -> str:
    rows = [
        [Written(link(story.title or words("untitled"), links.story(story.story_id))), story.copies] for story in widest
    ]
    return table([words("headline"), words("copies")], rows, words("spread.more"))


def _story(story: Spread, labels: Labels, words: Words, links: Links) -> str:
    headline = tag("h3", link(story.title or words("untitled"), links.rows("story_copies", story_id=story.story_id)))
    left_out = [
        words("spread.outside", n=story.outside) if story.outside else "",
        words("spread.undated", n=story.undated) if story.undated else "",
    ]
    told = words("outside", what=words("and").join(filter(None, left_out))) if any(left_out) else ""
    remark = tag("p", text(told), class_="remark") if told else ""
    if not story.prints:
        return headline + remark
    first, last = story.prints[0].moment.date(), story.prints[-1].moment.date()
    said = words("spread.lead", n=story.size, drawn=len(story.prints), first=first, last=last)
    lead = tag("p", text(said), class_="lead")
    colours = _colours(story)

    def noted(notes: Notes, copy: Print) -> str:
        kind = words(_kind(story, copy))
        said = f"{_when(copy)} · {labels[copy.site]} · {kind} · {copy.number:,}/{len(story.prints):,}"
        return notes.add(said, links.rows("articles", id=copy.copy.article_id))

    def rising(size: Size, notes: Notes) -> Spec:
        return specs.rising(story, colours, size, lambda copy: noted(notes, copy))

    def strips(size: Size, notes: Notes) -> Spec:
        return specs.strips(story, labels, colours, size, lambda copy: noted(notes, copy))

    name = plain(story.title or words("spread.title"))
    later = len(colours) - specs.MOST_ROWS
    by_site = tag("h4", text(words("spread.sites")))
    by_site += tag("p", text(words("spread.later", n=later)), class_="remark") if later > 0 else ""
    drawn = pictures(name, rising) + by_site + pictures(name, strips)
    return headline + lead + _legend(story, colours, labels, words) + drawn + remark + _table(story, labels, words)


def _table(story: Spread, labels: Labels, words: Words) -> str:
    headings = [words("number"), words("time"), words("site"), words("kind"), words("headline")]
    rows = [
        [copy.number, _when(copy), labels[copy.site], words(_kind(story, copy)), copy.copy.title or ""]
        for copy in story.prints
    ]
    return numbers(words, table(headings, rows, plain(story.title or words("spread.title"))))


def _legend(story: Spread, colours: Mapping[str, int], labels: Labels, words: Words) -> str:
    by_site = Counter(copy.site for copy in story.prints)
    own = sorted((place, site) for site, place in colours.items() if place < specs.COLOURS - 1)
    entries = [(f"s{place + 1}", f"{labels[site]} ({by_site[site]:,})") for place, site in own]
    others = len(colours) - len(own)
    return legend([*entries, *([("s9", words("others", n=others))] if others else [])])


def _colours(story: Spread) -> dict[str, int]:
    """Sites with the most copies have colours of their own."""
    by_site = Counter(copy.site for copy in story.prints)
    order = sorted(by_site, key=lambda site: (-by_site[site], site))
    most = MOST_SITES + 1 if len(order) == MOST_SITES + 1 else MOST_SITES
    return {site: place if place < most else specs.COLOURS - 1 for place, site in enumerate(order)}


def _kind(story: Spread, copy: Print) -> str:
    if copy.copy.article_id == story.origin_id:
        return "origin"
    return copy.copy.kind or "related"


def _when(copy: Print) -> str:
    return f"{copy.moment:%Y-%m-%d %H:%M}" if copy.timed else f"{copy.moment:%Y-%m-%d}"
