"""Dates as pages write them, to ISO 8601 no more precise than the page."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

CHINA = "+08:00"
"""Mainland China, Hong Kong, Macau and Taiwan share one offset the year round (since 1992)."""
EARLIEST = 1980

_BY = r"\s*[-/.‐‑–－]\s*"
_DAY = (
    rf"(?P<y>(?:19|20)\d\d)(?:{_BY}|\s?年\s?)(?P<m>[01]?\d)(?:{_BY}|\s?月\s?)"
    r"(?P<d>[0-3]?\d)(?!\d)\s?日?号?"
)
_WEEKDAY = r"(?:[(（]?(?:星期|周|週|禮拜)[一二三四五六日天][)）]?)?"
_HALF = r"(?:HKT|北京时间)?\s*(?P<half>上午|下午|晚上|凌晨|早上|中午)?"
_TIME = (
    r"(?P<H>[0-2]?\d)(?:\s?[:：]\s?|[时時點点])(?P<M>[0-5]\d)(?:(?:\s?[:：]\s?|分)(?P<S>[0-5]\d))?"
    r"(?:\.\d+)?(?:\s?(?P<pm>[ap]m)\b)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_CLOCK = rf"(?:[\s,，T‧·|]*{_WEEKDAY}[\s,，‧·|]*{_HALF}\s*{_TIME})?"
_STAMP = re.compile(rf"(?<![\d.]){_DAY}{_CLOCK}")
_YEAR = re.compile(r"(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3}年|[１２][０-９]{3}")
_DOTTED = re.compile(rf"(?<![\d.])(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<y>(?:19|20)\d\d)(?!\d){_CLOCK}")
_FULL_WIDTH, _SHIFT = re.compile("[\uff01-\uff5e]"), 0xFEE0
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPELT = re.compile(
    r"(?P<y>[一二][〇○零一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "janv févr mars avri mai juin juil août sept octo nove déce",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
    )
    for number, name in enumerate(names.split(), 1)
}
"""The beginnings of month names in English, Spanish, French, German, Italian and Portuguese; none has two meanings."""
_WORDED = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?(?P<b>[^\W\d_]{3,10})\.?,?"
    r"|(?<!\w)(?P<b2>[^\W\d_]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,)\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)(?!\d)"
)


class Stamp(NamedTuple):
    """A date found in a text: its span there, ISO 8601, and whether it has a time of day."""

    start: int
    end: int
    iso: str

    @property
    def day(self) -> str:
        """The local day, YYYY-MM-DD."""
        return self.iso[:10]


def stamps(text: str, offset: str = "") -> Iterator[Stamp]:
    """Every plausible date of a line, in order; `offset` is appended to times that state none."""
    if not _YEAR.search(text):
        return
    folded = fold(text)
    for match in _STAMP.finditer(folded):
        iso = _iso(match, offset)
        if iso:
            yield Stamp(match.start(), match.end(), iso)
    for match in _DOTTED.finditer(folded):
        iso = _iso(match, offset)
        if iso:
            yield Stamp(match.start(), match.end(), iso)
    for match in _SPELT.finditer(folded):
        day = _day(int(match["y"].translate(_DIGITS)), _number(match["m"]), _number(match["d"]))
        if day:
            yield Stamp(match.start(), match.end(), day)
    for match in _WORDED.finditer(folded):
        name = (match["b"] or match["b2"]).lower()
        month = _MONTHS.get(name[:4]) or _MONTHS.get(name[:3], 0)
        day = _day(int(match["y"]), month, int(match["d"] or match["d2"]))
        if day:
            yield Stamp(match.start(), match.end(), day)


def fold(text: str) -> str:
    """Full-width digits and marks to ASCII, character by character, so that offsets stay."""
    return _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - _SHIFT), text)


def machine(value: str, offset: str = "") -> str | None:
    """The ISO form of a machine-written date (meta, JSON-LD, `datetime`), `None` where it is none."""
    value = value.strip()
    if re.fullmatch(r"\d{10}|\d{13}", value):
        return None
    if re.match(r"(?:19|20)\d{6}(?!\d)", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    found = next(stamps(value[:60], offset), None)
    return found.iso if found else None


def _iso(match: re.Match[str], offset: str) -> str | None:
    day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    if not day or not match["H"]:
        return day
    hour = int(match["H"])
    if (match["half"] in {"下午", "晚上"} or match["pm"] == "pm") and hour < 12:
        hour += 12
    if hour > 23:
        return day
    zone = match["zone"] or offset
    zone = "+00:00" if zone == "Z" else zone
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    seconds = f":{match['S']}" if match["S"] else ""
    return f"{day}T{hour:02}:{match['M']}{seconds}{zone}"


def _day(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if found.year >= EARLIEST else None


def _number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    digits = {c: i for i, c in enumerate("一二三四五六七八九", 1)}
    if not ten:
        return digits.get(text, 0)
    return (digits.get(tens, 1)) * 10 + digits.get(ones, 0)


DATELINE = re.compile(r"\s*(?:讯|訊|电|電|消息)")
_URL_DAY = re.compile(
    r"/(?P<y>20[0-3]\d|199\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-])"
    r"|/[tcW]_?(?P<y2>20[0-3]\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])_\d+"
)
_URL_CLOCK = re.compile(r"/(\d\d)(\d\d)(\d\d)([01]\d|2[0-3])([0-5]\d)([0-5]\d)\d{3}\.s?html?$")


def in_url(url: str) -> str | None:
    """The day that a news URL carries: /2023/1120/, /2016-07/26/, /201607/t20160726_1.htm, or a 15-digit time stamp.

    Content systems write these when the page is made, so they name the day of publication on that site.
    """
    clock = _URL_CLOCK.search(url)
    if clock:
        year, month, day = (int(part) for part in clock.groups()[:3])
        stamp = _day(2000 + year, month, day)
        if stamp:
            return stamp
    found = None
    for match in _URL_DAY.finditer(url):
        groups = [part for part in match.groups() if part]
        found = _day(*(int(part) for part in groups[:3])) or found
    return found


def plausible(iso: str, today: date | None) -> bool:
    """Not later than the day after the page was fetched (time zones differ by less than that)."""
    return today is None or (datetime.fromisoformat(iso[:10]).date() - today).days <= 1
