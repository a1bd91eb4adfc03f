"""The e-paper of Workers' Daily: issues by day, sheets, articles."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from html import escape

from scraper.replica.markup import fill, links, paragraphs, path
from scraper.replica.model import Listing, ListPage, Neighbours, Truth

PAPER = "https://www.workercn.cn/papers/grrb"
WEEKDAYS = "一二三四五六日"
SHEETS = 4


def address(moment: datetime) -> str:
    """An e-paper article; sheet and number follow from the time."""
    return f"{folder(moment)}{moment.hour % SHEETS + 1}/news-{moment.minute % 9 + 1}.html"


def folder(day: date) -> str:
    """The folder of one issue."""
    return f"{PAPER}/{day:%Y/%m/%d}/"


def front(day: date) -> str:
    """The first sheet of one issue."""
    return f"{folder(day)}1/page.html"


def issues(truths: Sequence[Truth]) -> list[date]:
    """The days on which the paper appeared, ascending."""
    return sorted({truth.moment.date() for truth in truths if truth.era == "paper"})


def chinese_day(day: date) -> str:
    """`2023年02月07日`."""
    return f"{day:%Y}年{day:%m}月{day:%d}日"


def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
    """The e-paper: UTF-8, on even days with BOM, on every third day with a hidden second copy of the body."""
    day = truth.moment
    copied = day.day % 3 == 0
    html = fill(
        "workercn/paper_article.html",
        title=escape(truth.title),
        day=chinese_day(day),
        weekday=WEEKDAYS[day.weekday()],
        sheet=path(truth.url).split("/")[-2].zfill(2),
        body=paragraphs(truth.paragraphs),
        hidden=f'<div style="display:none">{paragraphs(truth.paragraphs)}</div>' if copied else "",
        related=links(around),
    )
    return {truth.url: html.encode("utf-8-sig" if day.day % 2 == 0 else "utf-8")}


def sheets(truths: Sequence[Truth]) -> Iterator[Listing]:
    """Every sheet that has an article, and the first of every issue; each issue leads to the one before it."""
    days = issues(truths)
    for before, day in zip([None, *days], days, strict=False):
        numbers = {truth.url.split("/")[-2] for truth in truths if truth.url.startswith(folder(day))}
        for number in sorted(numbers | {"1"}):
            yield sheet(day, number, sorted(numbers | {"1"}), before)


def sheet(day: date, number: str, numbers: Sequence[str], before: date | None) -> Listing:
    """One sheet of an issue."""

    def show(page: ListPage) -> bytes:
        pdf = f"grrb{day:%Y%m%d}"
        rows = (
            f'<li><a href="../{other}/{pdf}{other}.pdf">PDF</a><a href="../{other}/page.html">第0{other}版</a></li>'
            for other in numbers
        )
        html = fill(
            "workercn/paper_page.html",
            day=chinese_day(day),
            sheet=number.zfill(2),
            sheets="\n".join(rows),
            before=f'<a class="prev" href="{path(front(before))}">上一期</a>' if before else "",
            entries=links(page.entries),
        )
        return html.encode()

    start = f"{folder(day)}{number}/"
    return Listing(
        holds=lambda truth: truth.url.startswith(start),
        address=lambda _: f"{start}page.html",
        render=show,
        content_type="text/html; charset=utf-8",
        size=99,
    )
