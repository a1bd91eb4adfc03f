"""The figures of an archive: each from its rows, with the same rows as a table beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive.charts import specs
from archive.charts.axes import Size
from archive.charts.draw import Notes, Spec
from archive.charts.figure import Figure, Links, Viewer, legend, numbers, outside, pictures
from archive.charts.markup import Written, link, table
from archive.charts.words import Words
from archive.views.figures.days import Bar, Timeline
from archive.views.figures.health import Calendar, Cell, Reason
from archive.views.figures.period import Period, Step
from archive.views.figures.sources import Shares

Labels = Mapping[str, str]


def time_figure(time: Timeline, labels: Labels, viewer: Viewer) -> Figure:
    """(a) Articles over time, by site."""
    words, links = viewer.words, viewer.links
    title, step = words("time.title"), words(time.step.name)
    left_out = outside(words, time.period)
    if not time.bars:
        return Figure("time", title, words("nothing"), remarks=(left_out,))
    others = words("others", n=time.others)

    def drawn(size: Size, notes: Notes) -> Spec:
        def note(bar: Bar) -> str:
            named = labels[bar.site] if bar.site else others
            told = f"{words.step(bar.start, time.step)} · {named} · {words('of_articles', n=bar.articles)}"
            return notes.add(told, _articles(links, bar.site, bar.start, time.step, time.period) if bar.site else None)

        return specs.bars(time, size, note)

    columns: list[str | None] = [*time.sites, *([None] if time.others else [])]
    by_step: dict[date, Counter[str | None]] = {}
    for bar in time.bars:
        by_step.setdefault(bar.start, Counter())[bar.site] += bar.articles
    rows = [
        [words.step(start, time.step), *(found[site] for site in columns), sum(found.values())]
        for start, found in sorted(by_step.items())
    ]
    headings = [words(time.step.name), *(labels[s] if s else others for s in columns), words("total")]
    swatches = [(f"s{place}", labels[site]) for place, site in enumerate(time.sites, start=1)]
    swatches += [("s9", others)] if time.others else []
    rate = time.drawn / time.period.days
    mean = f"{rate:,.1f}" if rate >= 0.1 else f"{rate:.1g}"
    first, last = time.period.first, time.period.last
    lead = words("time.lead", step=step, n=time.drawn, first=first, last=last, mean=mean)
    body = legend(swatches) + pictures(title, drawn) + numbers(words, table(headings, rows, title))
    return Figure("time", title, lead, body, (left_out,))


def sources_figure(counts: Shares, viewer: Viewer) -> Figure:
    """(b) Whom the articles credit."""
    words, links = viewer.words, viewer.links
    title = words("sources.title")
    if not counts.total:
        return Figure("sources", title, words("nothing"))
    rows = [(found.source, found.articles, True) for found in counts.sources]
    rows += [(words("other_sources", n=counts.others), counts.rest, False)] if counts.others else []
    rows += [(words("unstated"), counts.unstated, False)] if counts.unstated else []
    addresses = [links.rows("articles", source__exact=found.source) for found in counts.sources]
    addresses += [None] * (counts.others > 0)
    addresses += [links.rows("articles", source__isblank=1)] * (counts.unstated > 0)

    def drawn(size: Size, notes: Notes) -> Spec:
        bars = [(name, n, f"{n:,} · {_percent(n, counts.total)}", own) for name, n, own in rows]

        def note(place: int) -> str:
            name, articles, _ = rows[place]
            said = f"{name} · {words('of_articles', n=articles)} · {_percent(articles, counts.total)}"
            return notes.add(said, addresses[place])

        return specs.share_bars(bars, size, counts.total, note)

    cells = [
        [Written(link(name, address)), articles, _percent(articles, counts.total)]
        for (name, articles, _), address in zip(rows, addresses, strict=True)
    ]
    headings = [words("source"), words("articles"), words("share")]
    body = pictures(title, drawn) + numbers(words, table(headings, cells, title))
    return Figure("sources", title, words("sources.lead", n=counts.total), body)


def coverage_figure(calendar: Calendar, labels: Labels, viewer: Viewer) -> Figure:
    """(d) The calendar of publication."""
    words = viewer.words
    told = Told("cover", words("articles"), words("damaged"), by_publication=True)
    figure = _calendar(told, calendar, labels, viewer)
    return replace(figure, remarks=(outside(words, calendar.period), *figure.remarks))


def visits_figure(calendar: Calendar, why: Sequence[Reason], labels: Labels, viewer: Viewer) -> Figure:
    """(d) The calendar of what was fetched and what failed."""
    words = viewer.words
    figure = _calendar(Told("visits", words("new"), words("failures")), calendar, labels, viewer)
    headings = [words("site"), words("stage"), words("reason"), words("pages")]
    rows = [[labels.get(row.site, row.site), row.stage, row.reason, row.pages] for row in why]
    return replace(figure, body=figure.body + (table(headings, rows, words("reasons")) if rows else ""))


@dataclass(frozen=True, slots=True)
class Told:
    """What the cells of a calendar are about."""

    name: str
    counted: str
    trouble: str
    by_publication: bool = False


def _calendar(told: Told, calendar: Calendar, labels: Labels, viewer: Viewer) -> Figure:
    words = viewer.words
    title, step = words(f"{told.name}.title"), words(calendar.step.name)
    if not calendar.cells:
        return Figure(told.name, title, words("nothing"))

    def drawn(size: Size, notes: Notes) -> Spec:
        def note(cell: Cell) -> str:
            said = [words.step(cell.start, calendar.step), labels[cell.site]]
            said += [words("gap.note")] if cell.gap else [f"{told.counted}: {cell.articles:,}"]
            said += [f"{told.trouble}: {cell.troubled:,}"] if cell.troubled else []
            address = _articles(viewer.links, cell.site, cell.start, calendar.step, calendar.period)
            return notes.add(" · ".join(said), address if told.by_publication else None)

        return specs.cells(calendar, labels, size, note)

    headings = [words(calendar.step.name), words("site"), told.counted, told.trouble]
    rows: list[list[object]] = [
        [words.step(cell.start, calendar.step), labels[cell.site], cell.articles, cell.troubled]
        for cell in calendar.cells
    ]
    if told.by_publication:
        headings.append(words("gap.note"))
        rows = [[*row, words("gap.note") if cell.gap else ""] for row, cell in zip(rows, calendar.cells, strict=True)]
    body = _signs(told, calendar, words) + pictures(title, drawn) + numbers(words, table(headings, rows, title))
    others = words("not_shown", n=calendar.others) if calendar.others else ""
    lead = words(f"{told.name}.lead", step=step, first=calendar.period.first, last=calendar.period.last)
    return Figure(told.name, title, lead, body, (others,))


def _signs(told: Told, calendar: Calendar, words: Words) -> str:
    starts = specs.shade_starts(calendar)
    ends = [*(following - 1 for following in starts[1:]), max(cell.articles for cell in calendar.cells)]
    entries = [
        (f"h{place}", f"{low:,}" if high == low else f"{low:,}–{high:,}")
        for place, (low, high) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    if any(cell.troubled for cell in calendar.cells):
        entries.append(("bad", words("larger", what=told.trouble)))
    if any(cell.gap for cell in calendar.cells):
        entries.append(("gap", words("gap")))
    return legend(entries)


def _articles(links: Links, site: str, start: date, step: Step, period: Period) -> str | None:
    """The rows behind a mark: those of its step that lie in the period."""
    first, last = max(start, period.first), min(step.after(start) - timedelta(days=1), period.last)
    days = {"published_date__gte": first.isoformat(), "published_date__lte": last.isoformat()}
    return links.rows("articles", site__exact=site, **days)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"
