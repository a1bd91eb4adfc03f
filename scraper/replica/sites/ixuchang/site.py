"""The site ixuchang; its real domain is unknown, only the layout of its page text is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from html import escape

from scraper.replica import feeds
from scraper.replica.markup import decoys, encode, fill, paragraphs, path
from scraper.replica.model import Era, Listing, ListPage, Neighbours, Page, Render, Site, Truth

HOME = "http://www.ixuchang.com"
FORBIDDEN = f"{HOME}/qiye/0.html"
SECTION = "企业单位"


def address(moment: datetime) -> str:
    """Ids grow with time, one a minute at most."""
    return f"{HOME}/qiye/{int((moment - datetime(2012, 1, 1)).total_seconds()) // 60}.html"  # noqa: DTZ001 - Beijing wall clock


def article(encoding: str) -> Render:
    """The one template, with dates without leading zeros."""

    def render(truth: Truth, around: Neighbours) -> dict[str, bytes]:
        moment = truth.moment
        html = fill(
            "ixuchang/article.html",
            charset="gb2312" if encoding == "gbk" else encoding,
            title=escape(truth.title),
            section=truth.section,
            time=f"{moment.year}/{moment.month}/{moment.day} {moment:%H:%M:%S}",
            views=moment.minute * 7 + 3,
            origin_day=f"{moment - timedelta(days=moment.day % 9):%Y-%m-%d}",
            body=paragraphs(truth.paragraphs),
            newest="\n".join(teaser(other) for other in around),
        )
        return {truth.url: encode(html, encoding)}

    return render


def teaser(truth: Truth) -> str:
    """One item of the list behind the text: headline, day, the start of another article."""
    return (
        f'<li><a href="{path(truth.url)}">{escape(truth.title)}</a><span>{truth.moment:%m-%d}</span>'
        f"<p>来源时间为:{truth.moment:%Y-%m-%d}{escape(truth.paragraphs[0][:50])}……</p></li>"
    )


def listed(page: ListPage) -> bytes:
    """A page of the list."""
    entries = "\n".join(
        f'<li><a href="{path(truth.url)}">{escape(truth.title)}</a><span>{truth.moment:%m-%d}</span></li>'
        for truth in page.entries
    )
    pager = f'<a href="{path(page.following)}">下一页</a>' if page.following else ""
    return fill("ixuchang/list.html", section=SECTION, entries=entries + decoys(page), pager=pager).encode()


def era(name: str, years: tuple[int, int], encoding: str) -> Era:
    """The template in one encoding."""
    return Era(
        name=name,
        since=date(years[0], 1, 1),
        until=date(years[1], 12, 31),
        address=address,
        render=article(encoding),
        content_type="text/html",
        states=frozenset({"section"}),
        sections=(SECTION,),
    )


LISTING = Listing(
    holds=lambda _: True,
    address=lambda number: f"{HOME}/qiye/" + (f"list_{number}.html" if number > 1 else ""),
    render=listed,
    content_type="text/html",
)


def furniture(truths: Sequence[Truth]) -> dict[str, Page]:
    """robots.txt and a sitemap."""
    return {
        f"{HOME}/robots.txt": feeds.robots(["/qiye/0.html"], [f"{HOME}/sitemap.xml"]),
        f"{HOME}/sitemap.xml": feeds.sitemap(truths),
        f"{HOME}/": feeds.redirect(f"{HOME}/qiye/"),
    }


SITE = Site(
    name="ixuchang",
    eras=(era("gbk", (2013, 2019), "gbk"), era("utf8", (2020, 2026), "utf-8")),
    listings=lambda _: (LISTING,),
    furniture=furniture,
    forbidden=(FORBIDDEN,),
)
