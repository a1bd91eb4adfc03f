"""The site fensifuwu: an EmpireCMS content farm."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from hashlib import sha256
from html import escape

from scraper.replica import feeds
from scraper.replica.markup import decoys, encode, fill, paragraphs, path
from scraper.replica.model import Era, Listing, ListPage, Neighbours, Page, Render, Site, Truth

HOME = "https://www.fensifuwu.com"
SIZE = 5  # articles in one part of the list
COLLECTOR = "山东热搜"
FORBIDDEN = f"{HOME}/e/member/1.html"
SCROLL = f"{HOME}/e/extend/list/?classid=1&orderby=newstime&page="


def hash_address(moment: datetime) -> str:
    """An article under 32 hexadecimal digits."""
    return f"{HOME}/emotion/me/{sha256(str(moment).encode()).hexdigest()[:32]}.html"


def number_address(folder: str) -> Callable[[datetime], str]:
    """An article under a number that grows with time."""
    start = datetime(2010, 1, 1)  # noqa: DTZ001 - Beijing wall clock
    return lambda moment: f"{HOME}/{folder}/{int((moment - start).total_seconds()) // 60}.html"


def collector(truth: Truth) -> str:
    """Whom the byline names: the collector where the true source stands at the end, else the source."""
    return COLLECTOR if truth.era == "hash" else truth.source or ""


def article(encoding: str) -> Render:
    """The one template; only the oldest pages have a date."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        html = fill(
            "fensifuwu/article.html",
            charset="gb2312" if encoding == "gbk" else encoding,
            title=escape(truth.title),
            section=truth.section,
            day=truth.published_date or "",
            collector=collector(truth),
            body=paragraphs(truth.paragraphs, indent=""),
            true_source=f"<p>来源:{truth.source}</p>" if truth.era == "hash" else "",
            newest="\n".join(teaser(other) for other in around),
        )
        return {truth.url: encode(html, encoding)}

    return render


def teaser(truth: Truth) -> str:
    """One item of the related reading: headline and the start of another article."""
    return f'<li><a href="{path(truth.url)}">{escape(truth.title)}</a><p>{escape(truth.paragraphs[0][:60])}...</p></li>'


def front(page: ListPage) -> bytes:
    """The newest articles, and the script that scrolls on from there."""
    total = -(-page.known // SIZE)
    return fill("fensifuwu/list.html", total=total, entries=fragment(page).decode()).encode()


def fragment(page: ListPage) -> bytes:
    """What the infinite scroll asks for: items without a page around them."""
    return ("\n".join(item(truth) for truth in page.entries) + decoys(page)).encode()


def item(truth: Truth) -> str:
    """One item of the list; its time has no year."""
    return fill(
        "fensifuwu/item.html",
        address=path(truth.url),
        title=escape(truth.title),
        abstract=escape(truth.paragraphs[0][:60]),
        collector=collector(truth),
        time=f"{truth.moment:%m-%d %H:%M}",
    )


def era(name: str, years: tuple[int, int], address: Callable[[datetime], str], encoding: str, precision: str) -> Era:
    """The template of some years."""
    return Era(
        name=name,
        since=date(years[0], 1, 1),
        until=date(years[1], 12, 31),
        address=address,
        render=article(encoding),
        content_type="text/html" if encoding == "gbk" else "text/html; charset=utf-8",
        states=frozenset({"source", "section"}),
        precision=precision,
        sections=("故事",),
    )


def listing(address: Callable[[int], str], render: Callable[[ListPage], bytes], most: int | None) -> Listing:
    """All articles, newest first."""
    return Listing(
        holds=lambda _: True,
        address=address,
        render=render,
        content_type="text/html; charset=utf-8",
        size=SIZE,
        most=most,
        ends_empty=most is None,
    )


LISTINGS = (
    listing(lambda _: f"{HOME}/e/action/ListInfo/?classid=1", front, 1),
    listing(lambda number: f"{SCROLL}{number}", fragment, None),
)


def furniture(_: Sequence[Truth]) -> dict[str, Page]:
    """robots.txt."""
    return {f"{HOME}/robots.txt": feeds.robots(["/e/member/"])}


SITE = Site(
    name="fensifuwu",
    eras=(
        era("finance", (2014, 2021), number_address("finance"), "gbk", "day"),
        era("hash", (2022, 2026), hash_address, "utf-8", "none"),
        era("digits", (2022, 2026), number_address("emotion/me"), "utf-8", "none"),
    ),
    listings=lambda _: LISTINGS,
    furniture=furniture,
    forbidden=(FORBIDDEN,),
)
