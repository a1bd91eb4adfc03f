"""E-papers: issues by day, sheets, articles, and the calendar of a month."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import groupby
from urllib.parse import urljoin

from scraper.replica import feeds
from scraper.replica.markup import fill, links, paragraphs, path
from scraper.replica.model import Era, Listing, ListPage, Neighbours, Page, Site, Truth

HTML = "text/html; charset=utf-8"
OPENED = datetime(2010, 1, 1)  # noqa: DTZ001 - Beijing wall clock; ids count the minutes since then
WEEKDAYS = "一二三四五六日"
SHEETS = 4
SECTIONS = ("要闻", "工会", "维权", "副刊")


@dataclass(frozen=True, slots=True)
class Form:
    """How a paper addressed and printed its pages in some years.

    `sheet` and `article` are addresses with `{day}`, the sheet's number `{n}` (the first one's is `first`), and for
    articles `{id}`, which grows with time, and `{place}` on the sheet. `calendar` is the address of a month's
    calendar. `headline` is the HTML around a headline, `style` names the templates.
    """

    name: str
    years: tuple[int, int]
    sheet: str
    article: str
    first: int = 1
    headline: str = '<p id="PreTitle"></p><p id="Title">{}</p><p id="SubTitle"></p>'
    style: str = "founder"
    calendar: str | None = None


def number_of(form: Form, moment: datetime) -> int:
    """The sheet on which an article stands, as its address counts."""
    return form.first + moment.hour % SHEETS


def address(form: Form) -> Callable[[datetime], str]:
    """Addresses of articles."""

    def at(moment: datetime) -> str:
        number = int((moment - OPENED).total_seconds()) // 60
        return form.article.format(day=moment, n=number_of(form, moment), id=number, place=moment.minute % 9 + 1)

    return at


def article(form: Form) -> Callable[[Truth, Neighbours], dict[str, bytes]]:
    """The page of one article."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        day = truth.moment
        html = fill(
            f"papers/{form.style}_article.html",
            title=escape(truth.title),
            headline=form.headline.format(escape(truth.title)),
            author=truth.author or "",
            section=truth.section or "",
            day=chinese_day(day),
            iso=f"{day:%Y-%m-%d}",
            weekday=WEEKDAYS[day.weekday()],
            sheet=f"{number_of(form, day):02}",
            number="".join(filter(str.isdigit, path(truth.url)))[-7:],
            body=paragraphs(truth.paragraphs),
            related=links(around),
        )
        return {truth.url: html.encode()}

    return render


def chinese_day(day: date) -> str:
    """`2023年02月07日`."""
    return f"{day:%Y}年{day:%m}月{day:%d}日"


def issues(form: Form, truths: Sequence[Truth]) -> Iterator[tuple[date, list[Truth]]]:
    """The days on which the paper appeared in this form, with their articles, ascending."""
    own = sorted((t for t in truths if t.era == form.name), key=lambda truth: truth.moment)
    for day, printed in groupby(own, key=lambda truth: truth.moment.date()):
        yield day, list(printed)


def sheets(form: Form, truths: Sequence[Truth]) -> Iterator[Listing]:
    """Every sheet that has an article, and the first of every issue; each leads to the issue before it too."""
    before = None
    for day, printed in issues(form, truths):
        numbers = sorted({form.first, *(number_of(form, truth.moment) for truth in printed)})
        addresses = {number: form.sheet.format(day=day, n=number) for number in numbers}
        for number in numbers:
            yield sheet(form, day, number, addresses, before)
        before = addresses[form.first]


def sheet(form: Form, day: date, number: int, addresses: Mapping[int, str], before: str | None) -> Listing:
    """One sheet of an issue."""

    def show(page: ListPage) -> bytes:
        rows = (
            f'<li><a id="pageLink" href="{path(url)}">第{other:02}版</a> <a href="/{other}.pdf">PDF</a></li>'
            for other, url in addresses.items()
        )
        html = fill(
            f"papers/{form.style}_sheet.html",
            day=chinese_day(day),
            sheet=f"{number:02}",
            sheets="\n".join(rows),
            entries=links(page.entries),
            areas="".join(f'<area shape="rect" coords="0,0,9,9" href="{path(t.url)}">' for t in page.entries),
            before=f'<a href="{path(before)}">上一期</a>' if before else "",
        )
        return html.encode()

    return Listing(
        holds=lambda truth: (
            truth.era == form.name and truth.moment.date() == day and number_of(form, truth.moment) == number
        ),
        address=lambda _: addresses[number],
        render=show,
        content_type=HTML,
        size=99,
    )


def calendars(form: Form, truths: Sequence[Truth]) -> dict[str, Page]:
    """The calendar of each month in which the paper appeared."""
    pages = {}
    days = [day for day, _ in issues(form, truths)]
    for url, month in groupby(days, key=lambda day: str(form.calendar).format(day=day)):
        front = form.sheet.rpartition("/")[2].format(n=form.first)
        periods = "".join(
            f'<period id="{day:%d}"><period_name>{day:%m%d}</period_name><period_date>{day:%Y-%m-%d}</period_date>'
            f"<front_page>{front}</front_page></period>"
            for day in month
        )
        pages[url] = feeds.xml(f"<period_list>{periods}</period_list>")
    return pages


def paper(name: str, home: str, *forms: Form) -> Site:
    """One paper; `home` does nothing but send its visitor to the newest issue."""

    def furniture(truths: Sequence[Truth]) -> dict[str, Page]:
        pages = {urljoin(home, "/robots.txt"): feeds.robots()}
        for form in forms:
            pages |= calendars(form, truths) if form.calendar else {}
            if days := list(issues(form, truths)):
                pages[home] = feeds.refresh(form.sheet.format(day=days[-1][0], n=form.first))
        return pages

    return Site(
        name=name,
        eras=tuple(
            Era(
                name=form.name,
                since=date(form.years[0], 1, 1),
                until=date(form.years[1], 12, 31),
                address=address(form),
                render=article(form),
                content_type=HTML,
                states=frozenset({"author", "section"} if form.style == "founder" else {"author"}),
                precision="day",
                sections=SECTIONS,
            )
            for form in forms
        ),
        listings=lambda truths: [listing for form in forms for listing in sheets(form, truths)],
        furniture=furniture,
    )
