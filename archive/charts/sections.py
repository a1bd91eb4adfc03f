"""The figures of an archive: each from its rows, with the same rows as a table beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from archive.charts import specs
from archive.charts.axes import Size
from archive.charts.draw import Notes, Spec
from archive.charts.figure import Figure, Links, legend, numbers, outside, pictures
from archive.charts.markup import Written, link, table
from archive.charts.words import Words
from archive.views.figures.days import Bar, Timeline
from archive.views.figures.health import Calendar, Cell, Reason
from archive.views.figures.period import Period, Step
from archive.views.figures.sources import Shares

Labels = Mapping[str, str]


def time_figure(time: Timeline, labels: Labels, words: Words, links: Links) -> Figure:
    """(a) Articles over time, by site."""
    title, step = words("time.title"), words(time.step.name)
    left_out = outside(words, time.period)
    if not time.bars:
        return Figure("time", title, words("nothing"), remarks=(left_out,))
    others = words("others", n=time.others)

    def drawn(size: Size, notes: Notes) -> Spec:
        def note(bar: Bar) -> str:
            named = labels[bar.site] if bar.site else others
            told = f"{words.step(bar.start, time.step)} · {named} · {words('of_articles', n=bar.articles)}"
            return notes.add(told, _articles(links, bar.site, bar.start, time.step))

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
    mean = f"{time.drawn / time.period.days:,.1f}"
    lead = words("time.lead", step=step, n=time.drawn, days=time.period.days, mean=mean)
    body = legend(swatches) + pictures(title, drawn) + numbers(words, table(headings, rows, title))
    return Figure("time", title, lead, body, (left_out,))


def sources_figure(counts: Shares, words: Words, links: Links) -> Figure:
    """(b) Whom the articles credit."""
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


def coverage_figure(calendar: Calendar, labels: Labels, words: Words, links: Links) -> Figure:
    """(d) The calendar of publication."""
    return _calendar("cover", calendar, labels, words, links, outside(words, calendar.period))


def visits_figure(calendar: Calendar, why: Sequence[Reason], labels: Labels, words: Words, links: Links) -> Figure:
    """(d) The calendar of what was fetched and what failed."""
    reasons = ""
    if why:
        headings = [words("site"), words("stage"), words("reason"), words("pages")]
        rows = [[labels.get(row.site, row.site), row.stage, row.reason, row.pages] for row in why]
        reasons = table(headings, rows, words("reasons"))
    return _calendar("visits", calendar, labels, words, links, "", reasons)


def _calendar(
    name: str, calendar: Calendar, labels: Labels, words: Words, links: Links, left_out: str, further: str = ""
) -> Figure:
    title, by_publication = words(f"{name}.title"), name == "cover"
    if not calendar.cells:
        return Figure(name, title, words("nothing"), remarks=(left_out,))
    trouble = words("damaged" if by_publication else "failures")
    counted = words("articles" if by_publication else "new")

    def drawn(size: Size, notes: Notes) -> Spec:
        def note(cell: Cell) -> str:
            told = [words.step(cell.start, calendar.step), labels[cell.site]]
            told += [words("gap.note")] if cell.gap else [f"{counted}: {cell.articles:,}"]
            told += [f"{trouble}: {cell.troubled:,}"] if cell.troubled else []
            address = _articles(links, cell.site, cell.start, calendar.step) if by_publication else None
            return notes.add(" · ".join(told), address)

        return specs.cells(calendar, labels, size, note)

    starts = specs.shade_starts(calendar)
    shades = [
        (f"h{place}", f"{low:,}" if high == low else f"{low:,}–{high:,}" if high else f"{low:,}+")
        for place, (low, high) in enumerate(
            zip(starts, [*(following - 1 for following in starts[1:]), 0], strict=True), start=1
        )
    ]
    signs = [("bad", trouble)] if any(cell.troubled for cell in calendar.cells) else []
    signs += [("gap", words("gap"))] if any(cell.gap for cell in calendar.cells) else []
    rows = [
        [
            words.step(cell.start, calendar.step), labels[cell.site], cell.articles, cell.troubled,
            *([words("gap.note") if cell.gap else ""] if by_publication else []),
        ]
        for cell in calendar.cells
    ]  # fmt: skip
    headings = [words(calendar.step.name), words("site"), counted, trouble]
    headings += [words("gap.note")] if by_publication else []
    told = numbers(words, table(headings, rows, title), further)
    body = legend([*shades, *signs]) + pictures(title, drawn) + told
    others = words("not_shown", n=calendar.others) if calendar.others else ""
    return Figure(name, title, words(f"{name}.lead", step=words(calendar.step.name)), body, (left_out, others))


def _articles(links: Links, site: str | None, start: date, step: Step) -> str | None:
    last = step.after(start) - timedelta(days=1)
    days = {"published_date__gte": start.isoformat(), "published_date__lte": last.isoformat()}
    return links.rows("articles", **({"site__exact": site} if site else {}), **days)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


__all__ = ["Period", "coverage_figure", "sources_figure", "time_figure", "visits_figure"]
