"""A story in lines of text: its timeline, its tree, and the difference between two of its copies."""

from collections.abc import Iterator, Mapping, Sequence

from archive.views.stories import Story, StoryCopy, Text
from pipelines.stories.comparison import CONVERSION, Unit, differences, in_one_script, units
from pipelines.stories.lineage import Branch, lineage
from scraper.archive_command import one_line, table
from scraper.terminal import Paint

HEADINGS = ("published", "article", "site", "what it is", "in origin", "of origin", "characters", "credits", "title")
WORDS = {
    "origin": "the origin",
    "reprint": "a reprint",
    "part_of": "cut: stands in the origin",
    "contains": "longer: holds the origin",
    "template": "same form, other facts",
    "shares": "shares a passage",
    None: "related through others",
}
BELOW = {"reprint": "reprint", "part_of": "cut", "contains": "longer", None: "related through others"}
SCRIPTS = {"Hans": "simplified", "Hant": "traditional"}
DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def story_lines(story: Story, paint: Paint) -> Iterator[str]:
    """The whole page: what it is, the timeline, the tree."""
    sites = len({copy.site for copy in story.copies})
    origin = next(copy for copy in story.copies if copy.article_id == story.origin_id)
    yield paint("bold", f"story {story.id}: {len(story.copies)} copies on {_several(sites, 'site')}, {_span(story)}")
    yield one_line(f"origin: article {origin.article_id} ({origin.site}), {story.reason}")
    yield ""
    yield from _timeline(story, paint)
    yield ""
    below = lineage(story.copies, story.pairs)
    copies = {copy.article_id: copy for copy in story.copies}
    yield from _tree(origin, copies, below)


def _span(story: Story) -> str:
    days = sorted(copy.published_date for copy in story.copies if copy.published_date)
    if not days:
        return "without a date"
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _timeline(story: Story, paint: Paint) -> Iterator[str]:
    rows = [
        (
            copy.published_at,
            copy.article_id,
            copy.site,
            WORDS[copy.kind],
            percent(copy.coverage),
            percent(copy.other_coverage),
            copy.characters,
            copy.source,
            copy.title,
        )
        for copy in story.copies
    ]
    heading, *lines = table(HEADINGS, rows).split("\n")
    yield paint("dim", heading)
    for copy, line in zip(story.copies, lines, strict=True):
        yield paint("green", line) if copy.article_id == story.origin_id else line


def percent(share: float | None) -> str | None:
    """A share of one in per cent."""
    return None if share is None else f"{round(100 * share)} %"


def _tree(origin: StoryCopy, copies: Mapping[int, StoryCopy], below: Mapping[int, Sequence[Branch]]) -> Iterator[str]:
    """One line a copy, each below the copy that it hangs on."""
    yield _label(origin)
    waiting = [("", branch, last) for branch, last in _lasts(below.get(origin.article_id, ()))]
    while waiting:
        indent, branch, last = waiting.pop()
        words = BELOW[branch.kind]
        if branch.coverage is not None:
            words += f" {percent(branch.coverage)}/{percent(branch.other_coverage)}"
        yield f"{indent}{'└── ' if last else '├── '}{words}: {_label(copies[branch.article_id])}"
        deeper = indent + ("    " if last else "│   ")
        waiting += [(deeper, child, final) for child, final in _lasts(below.get(branch.article_id, ()))]


def _lasts(branches: Sequence[Branch]) -> list[tuple[Branch, bool]]:
    """The branches from the last to the first, each with whether it is the last."""
    return [(branch, place == 0) for place, branch in enumerate(reversed(branches))]


def _label(copy: StoryCopy) -> str:
    when = copy.published_at or "undated"
    return one_line(f"{copy.article_id} {copy.site} {when} {copy.title or ''}")


def diff_lines(one: Text, other: Text, unit: Unit, paint: Paint) -> Iterator[str]:
    """A unified diff of two texts, by sentence or paragraph."""
    first, second = one.text, other.text
    scripts = {one.script, other.script}
    yield paint("bold", f"--- {_described(one)}")
    yield paint("bold", f"+++ {_described(other)}")
    if len(scripts) > 1 and scripts <= set(SCRIPTS):
        first, second = in_one_script(first, second)
        yield f"both shown in simplified characters (OpenCC {CONVERSION}), since one copy is in traditional ones"
    lines = differences(units(first, unit), units(second, unit))
    if not lines:
        yield f"no {unit} differs"
    for line in lines:
        style = DIFF_STYLES.get(line[:1])
        shown = line[:1] + one_line(line[1:])
        yield paint(style, shown) if style else shown


def _described(text: Text) -> str:
    script = SCRIPTS.get(text.script or "")
    parts = [text.site, text.published_at or "undated", f"{script} characters" if script else "", text.url]
    return one_line(f"article {text.article_id} ({', '.join(part for part in parts if part)})")
