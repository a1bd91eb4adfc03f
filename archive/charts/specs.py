"""The four kinds of pictures, as Vega-Lite specifications (https://vega.github.io/vega-lite/docs/)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archive.charts.axes import NICE, NOTE, Size, Span, at, count_axis, fill, framed, time_axis
from archive.charts.draw import Spec, values
from archive.charts.markup import shortened
from archive.views.figures.days import MOST_SITES, Bar, Timeline
from archive.views.figures.health import Calendar, Cell
from archive.views.figures.spread import Print, Spread

# The colours of the sites, and grey for the others.
COLOURS = MOST_SITES + 2
SHADES = 5
MOST_ROWS = 24
LINE = {"color": "var(--quiet)", "strokeWidth": 1.5}


def bars(time: Timeline, size: Size, note: Callable[[Bar], str]) -> Spec:
    """Bars over time, the sites of each step above one another, the largest at the bottom."""
    heights: Counter[date] = Counter()
    rows = []
    places = {site: place for place, site in enumerate(time.sites)}
    for bar in time.bars:
        low = heights[bar.start]
        heights[bar.start] = high = low + bar.articles
        end = time.step.after(bar.start)
        gap = 0.12 * (end - bar.start).days
        colour = places.get(bar.site or "", COLOURS - 1)
        rows.append({
            "from": at(bar.start) + gap / 2, "to": at(end) - gap / 2, "low": low, "high": high,
            "colour": colour, "note": note(bar),
        })  # fmt: skip
    span = Span.of(min(time.period.first, *heights), max(time.period.last, time.step.after(max(heights)) - _DAY))
    size = replace(size, gutter=48)
    return framed(
        size,
        260 if size.name == "wide" else 200,
        data=values(rows),
        mark="rect",
        encoding={
            "x": {"field": "from", **time_axis(span, size)}, "x2": {"field": "to"},
            "y": {"field": "low", **count_axis(max(heights.values()))},
            "y2": {"field": "high"},
            "color": fill(COLOURS), "description": NOTE,
        },
    )  # fmt: skip


_DAY = timedelta(days=1)


def share_bars(rows: Sequence[tuple[str, int, str, bool]], size: Size, total: int, note: Callable[[int], str]) -> Spec:
    """Horizontal bars: (label, articles, what stands at its end, is it a source of its own)."""
    names = unique([shortened(label, 30 if size.name == "wide" else 18) for label, *_ in rows])
    wider = replace(size, gutter=210 if size.name == "wide" else 136)
    data = [
        {"name": name, "n": articles, "said": said, "own": own, "note": note(place)}
        for place, (name, (_, articles, said, own)) in enumerate(zip(names, rows, strict=True))
    ]
    room = 1.18 if size.name == "wide" else 1.75
    largest = max([articles for _, articles, *_ in rows] or [total])
    x = {"field": "n", "type": "quantitative", "axis": None, "scale": {"domain": [0, largest * room], "nice": False}}
    y = {
        "field": "name", "type": "nominal", "sort": names, "title": None,
        "axis": {"domain": False, "ticks": False, "labelColor": "var(--ink)"}, "scale": {"padding": 0.25},
    }  # fmt: skip
    colour = {"field": "own", "legend": None, "scale": {"domain": [True, False], "range": ["var(--s1)", "var(--s9)"]}}
    return framed(
        wider,
        24 * len(rows),
        bottom=4,
        data=values(data),
        encoding={"y": y, "x": x, "description": NOTE},
        layer=[
            {"mark": {"type": "bar", "cornerRadiusEnd": 2}, "encoding": {"color": colour}},
            {"mark": {"type": "text", "align": "left", "dx": 6, "aria": False, "fontSize": size.font},
             "encoding": {"text": {"field": "said"}}},
        ],
    )  # fmt: skip


def shade_starts(calendar: Calendar) -> list[int]:
    """The fewest articles of each shade, lightest first: a series of 1, 2, 5 that ends at the fullest cell."""
    fullest = max([cell.articles for cell in calendar.cells] or [0])
    if fullest <= SHADES:
        return list(range(1, fullest + 1))
    reached = [number for number in NICE if number <= fullest]
    return [1, *reached[-(SHADES - 1) :]] if len(reached) > SHADES else reached


def cells(calendar: Calendar, labels: Mapping[str, str], size: Size, note: Callable[[Cell], str]) -> Spec:
    """A row of cells for each site; a dot is trouble, a cross a gap."""
    names = dict(zip(calendar.sites, unique([shortened(labels[s], size.label) for s in calendar.sites]), strict=True))
    starts = shade_starts(calendar)
    width = size.plot / max(14, len(list(calendar.period.steps(calendar.step))))
    dot = max(12.0, min(80.0, (width * 0.6) ** 2))
    rows = []
    for cell in calendar.cells:
        end = calendar.step.after(cell.start)
        gap = 0.1 * (end - cell.start).days
        shade = sum(cell.articles >= start for start in starts) - 1
        rows.append({
            "site": names[cell.site], "from": at(cell.start) + gap / 2, "to": at(end) - gap / 2,
            "middle": (at(cell.start) + at(end)) / 2, "shade": max(0, shade), "articles": cell.articles,
            "troubled": cell.troubled, "size": dot * (0.25 + 0.75 * cell.share), "gap": cell.gap, "note": note(cell),
        })  # fmt: skip
    first = calendar.step.start(calendar.period.first)
    last = calendar.step.after(calendar.step.start(calendar.period.last)) - _DAY
    x = time_axis(Span.of(first, last), size)
    y = {
        "field": "site", "type": "nominal", "title": None, "scale": {"domain": list(names.values()), "padding": 0.1},
        "axis": {"domain": False, "ticks": False, "labelColor": "var(--ink)"},
    }  # fmt: skip
    shades = {"domain": list(range(SHADES)), "range": [f"var(--h{n})" for n in range(1, SHADES + 1)]}
    colour = {"field": "shade", "type": "ordinal", "legend": None, "scale": shades}
    return framed(
        size,
        26 * max(1, len(calendar.sites)),
        data=values(rows),
        encoding={"y": y, "description": NOTE},
        layer=[
            {"transform": [{"filter": "datum.articles > 0"}], "mark": {"type": "rect", "cornerRadius": 2},
             "encoding": {"x": {"field": "from", **x}, "x2": {"field": "to"}, "color": colour}},
            {"transform": [{"filter": "datum.troubled > 0"}],
             "mark": {"type": "point", "shape": "circle", "filled": True, "fill": "var(--bad)", "opacity": 1,
                      "stroke": "var(--paper)", "strokeWidth": 1},
             "encoding": {"x": {"field": "middle", **x},
                          "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None}}},
            {"transform": [{"filter": "datum.gap"}],
             "mark": {"type": "point", "shape": "M-1,-1L1,1M-1,1L1,-1", "stroke": "var(--gap)",
                      "filled": False, "strokeWidth": 1.8, "size": min(dot, 50.0), "opacity": 1},
             "encoding": {"x": {"field": "middle", **x}}},
        ],
    )  # fmt: skip


def spread_span(story: Spread) -> Span:
    """From the first copy to the last, with a little air."""
    first, last = story.prints[0].moment, story.prints[-1].moment
    start, end = at(first.date(), _hours(story.prints[0])), at(last.date(), _hours(story.prints[-1]))
    air = max(0.5, (end - start) * 0.04)
    return Span(start - air, end + air)


def rising(story: Spread, colours: Mapping[str, int], size: Size, note: Callable[[Print], str]) -> Spec:
    """A line that rises by one at each copy, with a dot in the colour of its site."""
    rows = [
        {"when": at(p.moment.date(), _hours(p)), "n": p.number, "colour": colours[p.site], "note": note(p)}
        for p in story.prints
    ]
    x = {"field": "when", **time_axis(spread_span(story), size)}
    y = {"field": "n", **count_axis(len(rows))}
    dot = {
        "type": "point", "filled": True, "size": 46, "opacity": 1, "stroke": "var(--paper)", "strokeWidth": 0.8,
    }  # fmt: skip
    return framed(
        size,
        220 if size.name == "wide" else 190,
        data=values(rows),
        layer=[
            {
                "mark": {"type": "line", "interpolate": "step-after", "aria": False, **LINE},
                "encoding": {"x": x, "y": y},
            },
            {"mark": dot, "encoding": {"x": x, "y": y, "color": fill(COLOURS), "description": NOTE}},
        ],
    )


def strips(
    story: Spread, labels: Mapping[str, str], colours: Mapping[str, int], size: Size, note: Callable[[Print], str]
) -> Spec:
    """A row with a tick for each copy, for the first sites that printed it; the very first is on top."""
    sites = list(dict.fromkeys(p.site for p in story.prints))[:MOST_ROWS]
    names = dict(zip(sites, unique([shortened(labels[site], size.label) for site in sites]), strict=True))
    rows = [
        {"when": at(p.moment.date(), _hours(p)), "site": names[p.site], "colour": colours[p.site], "note": note(p)}
        for p in story.prints
        if p.site in names
    ]
    y = {
        "field": "site", "type": "nominal", "title": None, "scale": {"domain": list(names.values()), "padding": 0.2},
        "axis": {"domain": False, "ticks": False, "grid": True, "labelColor": "var(--ink)"},
    }  # fmt: skip
    return framed(
        size,
        26 * len(sites),
        data=values(rows),
        mark={"type": "tick", "thickness": 3, "size": 16, "opacity": 0.85},
        encoding={"x": {"field": "when", **time_axis(spread_span(story), size)}, "y": y, "color": fill(COLOURS),
                  "description": NOTE},
    )  # fmt: skip


def unique(names: Sequence[str]) -> list[str]:
    """The names, numbered where two are the same."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in names:
            seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def _hours(p: Print) -> float:
    return p.moment.hour + p.moment.minute / 60
