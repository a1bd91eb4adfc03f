"""Where pictures put things: their two sizes, the time axis with its ticks, and what all specifications share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from archive.charts.draw import Spec

# The day that Vega's `utcFormat` counts from, as Python counts days.
EPOCH = date(1970, 1, 1).toordinal()
FEWEST_DAYS = 14
_TICKS: tuple[tuple[int, str], ...] = ((1, "d"), (2, "d"), (7, "d"), (14, "d"), (1, "m"), (2, "m"), (3, "m"), (6, "m"))
_YEARS = (1, 2, 5, 10, 20, 50, 100, 500)


@dataclass(frozen=True, slots=True)
class Size:
    """A picture in pixels: for a screen or for a telephone. `gutter` is the room left of the axis."""

    name: str
    width: int
    gutter: int
    label: int
    ticks: int
    font: int

    @property
    def plot(self) -> int:
        """The width between the axes."""
        return self.width - self.gutter - MARGIN


MARGIN = 14
# A label starts at its tick, where the day or month that it names starts; so much has to stand right of the last tick.
LABEL_ROOM = 36
WIDE = Size("wide", 860, 136, 18, 10, 12)
NARROW = Size("narrow", 350, 86, 12, 5, 11)
SIZES = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Span:
    """The time axis in days, as `date.toordinal` counts them; at least a fortnight, so that one bar is no wall."""

    first: float
    last: float

    @classmethod
    def of(cls, first: date, last: date, fewest: int = FEWEST_DAYS) -> "Span":
        """From the start of one day to the end of another."""
        start, end = first.toordinal(), last.toordinal() + 1
        missing = max(0, fewest - (end - start))
        return cls(start - missing / 2, end + missing / 2)

    def ticks(self, most: int) -> list[int]:
        """Days to label, on the finest grid of the calendar with at most so many."""
        for size, unit in _TICKS:
            if (self.last - self.first) / (size if unit == "d" else size * 30.44) <= most:
                return list(self._days(size) if unit == "d" else self._months(size))
        for years in _YEARS:
            if (self.last - self.first) / (years * 365.25) <= most:
                break
        return list(self._months(years * 12))

    def _days(self, size: int) -> Iterator[int]:
        # The Monday before, for steps of weeks: day 1 of `date.toordinal` was a Monday.
        day = int(self.first) + (1 - int(self.first)) % size
        while day <= self.last:
            if day >= self.first:
                yield day
            day += size

    def _months(self, size: int) -> Iterator[int]:
        start = date.fromordinal(max(1, int(self.first)))
        month = (start.year * 12 + start.month - 1) // size * size
        while month < 12 * 9999:
            if month >= 12 and (day := date(month // 12, month % 12 + 1, 1).toordinal()) >= self.first:
                if day > self.last:
                    return
                yield day
            month += size

    def form(self, ticks: list[int]) -> str:
        """How to write them: as fine as they need, the same in every language (ISO 8601)."""
        days = [date.fromordinal(day) for day in ticks]
        if all((day.month, day.day) == (1, 1) for day in days) and self.last - self.first > 370:
            return "%Y"
        return "%Y-%m" if all(day.day == 1 for day in days) else "%m-%d"


def time_axis(span: Span, size: Size) -> Spec:
    """The horizontal axis of a picture over time, for fields in days."""
    room = LABEL_ROOM * (span.last - span.first) / size.plot
    ticks = [day for day in span.ticks(size.ticks) if day <= span.last - room]
    label = f"utcFormat((datum.value - {EPOCH}) * 864e5, '{span.form(ticks)}')"
    return {
        "type": "quantitative",
        "scale": {"domain": [span.first, span.last], "nice": False, "zero": False},
        "axis": {
            "values": ticks,
            "labelExpr": label,
            "grid": False,
            "title": None,
            "labelAlign": "left",
            "labelLimit": 0,
            "labelPadding": 4,
        },
    }


def count_axis(top: int) -> Spec:
    """The vertical axis of a picture of numbers up to `top`: whole numbers, five or six of them labelled."""
    step = next(size for size in NICE if top <= 6 * size)
    end = max(1, -(-top // step)) * step
    return {
        "type": "quantitative",
        "scale": {"domain": [0, end], "nice": False},
        "axis": {
            "title": None,
            "values": list(range(0, end + 1, step)),
            "format": ",d",
            "domain": False,
            "ticks": False,
        },
    }


NICE = [factor * 10**power for power in range(18) for factor in (1, 2, 5)]


def fill(count: int) -> Spec:
    """Colours by number, which the stylesheet sets for light and for dark."""
    names = [f"var(--s{number})" for number in range(1, count + 1)]
    return {
        "field": "colour",
        "type": "ordinal",
        "legend": None,
        "scale": {"domain": list(range(count)), "range": names},
    }


NOTE: Spec = {"field": "note", "type": "nominal"}


def framed(size: Size, height: int, *, bottom: int = 30, **parts: Any) -> Spec:
    """A specification of one size; the plot fills what gutter and margin leave."""
    axis = {
        "aria": False, "labelColor": "var(--quiet)", "labelFontSize": size.font, "domainColor": "var(--line)",
        "tickColor": "var(--line)", "gridColor": "var(--line)", "labelLimit": size.gutter - 10, "labelPadding": 6,
    }  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": size.plot,
        "height": height,
        "padding": {"left": size.gutter, "right": MARGIN, "top": 10, "bottom": bottom},
        "autosize": "none",
        "background": None,
        "config": {"font": "sans-serif", "view": {"stroke": None}, "axis": axis, "text": {"color": "var(--ink)"}},
        **parts,
    }


def at(day: date, hours: float = 0) -> float:
    """A moment on the axis."""
    return day.toordinal() + hours / 24


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
