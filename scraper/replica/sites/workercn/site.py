"""The site workercn: its eras, addresses, lists and furniture."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import escape

from scraper.replica import feeds
from scraper.replica.markup import decoys, encode, fill, links, path
from scraper.replica.model import Era, Listing, ListPage, Page, Site, Truth
from scraper.replica.sites.workercn import articles, papers

HOME = "https://www.workercn.cn"
HTML = "text/html"
EPOCH = datetime(2022, 4, 30)  # noqa: DTZ001 - Beijing wall clock; article 6884577 appeared on this day
SECTIONS = {"acftu": "工会", "character": "人物", "theory": "理论", "right": "维权", "news": "时政"}
FORBIDDEN = f"{HOME}/c/2020-01-01/1000001.shtml"


def new_address(moment: datetime) -> str:
    """New ids grow by about 52 an hour."""
    number = 6884577 + int((moment - EPOCH).total_seconds() / 69)
    return f"{HOME}/c/{moment:%Y-%m-%d}/{number}.shtml"


def old_address(base: str) -> Callable[[datetime], str]:
    """Old ids are the time of publication down to the millisecond."""
    return lambda moment: f"{base}/{moment:%Y%m}/{moment:%d}/{moment:%y%m%d%H%M%S}{moment.second * 16 + 7:03}.shtml"


def numbered(url: str, number: int) -> str:
    """Page N of an old article or list."""
    return f"{url.removesuffix('.shtml')}_{number}.shtml" if number > 1 else url


def new_list(section: str) -> Callable[[ListPage], bytes]:
    """A list of the new site: markup as seen on /character/ in 2026."""

    def render(page: ListPage) -> bytes:
        entries = "\n".join(new_entry(truth) for truth in page.entries)
        pager = f'<a class="next" href="{path(page.following)}">下一页</a>' if page.following else ""
        entries += decoys(page, '<li id="li_1000001"><h3>{}</h3></li>')
        return fill("workercn/new_list.html", section=section, entries=entries, pager=pager).encode()

    return render


def new_entry(truth: Truth) -> str:
    """One item of a new list."""
    address, title = path(truth.url), escape(truth.title)
    return f"""<li id="li_{address.split("/")[-1].removesuffix(".shtml")}">
<a href="{address}" target="_blank"><img class="lazy" data-src="/upload/1.jpg" alt="{title}" title="{title}"/></a>
<h3><a href="{address}" target="_blank">{title}</a></h3>
<div class="info"><div class="info1"><span class="media">滚动</span></div>
<div class="info2" style="float:left">{truth.moment:%Y-%m-%d %H:%M:%S}</div>
<span style="float:right">{truth.source}</span></div></li>"""


def old_list(section: str) -> Callable[[ListPage], bytes]:
    """A list of the old site."""

    def render(page: ListPage) -> bytes:
        pager = f'<a href="{path(page.following)}">下一页</a>' if page.following else ""
        entries = links(page.entries, "<li><h3>{}</h3></li>")
        return encode(fill("workercn/old_list.html", section=section, entries=entries, pager=pager), "gbk")

    return render


def old_listing(host: str, channel: int, section: str, era: str) -> Listing:
    """The list of one channel; it may link to articles of other channels and hosts."""
    first = f"http://{host}.workercn.cn/{channel}/{channel}.shtml"
    return Listing(
        lambda truth: truth.era == era, lambda number: numbered(first, number), old_list(section), HTML, ends_empty=True
    )


def new_listing(name: str, section: str) -> Listing:
    """A section of the new site."""
    return Listing(
        lambda truth: truth.era.startswith("new") and truth.section == section,
        lambda number: f"{HOME}/{name}/" + (f"index_{number}.shtml" if number > 1 else ""),
        new_list(section),
        "text/html; charset=utf-8",
    )


def old_era(letter: str, host: str, channel: int, section: str, years: tuple[int, int], *states: str) -> Era:
    """An old template on the channel where it was seen."""
    return Era(
        name=f"old-{letter}",
        since=date(years[0], 1, 1),
        until=date(years[1], 12, 31),
        address=old_address(f"http://{host}.workercn.cn/{channel}"),
        render=articles.old(f"old_{letter}"),
        content_type=HTML,
        states=frozenset(states) | {"section"},
        sections=(section,),
        further=numbered if letter == "a" else None,
    )


def furniture(truths: Sequence[Truth]) -> dict[str, Page]:
    """robots.txt, the newest issue of the e-paper, and the bare domain."""
    pages = {f"{HOME}/robots.txt": feeds.robots(["/c/2020-01-01/"]), f"{HOME}/": feeds.refresh("/acftu/")}
    pages |= {f"http://{name}.workercn.cn/": feeds.redirect(f"{HOME}/") for name in ("www", "news", "acftu")}
    if days := papers.issues(truths):
        pages[f"{HOME}/papers/grrb/"] = feeds.redirect(papers.front(days[-1]))
    return pages


def new_era(name: str, since: date, until: date, damage: str = "") -> Era:
    """The site since spring 2022."""
    return Era(
        name=name,
        since=since,
        until=until,
        address=new_address,
        render=articles.damaged if damage else articles.new,
        content_type=HTML,
        states=frozenset({"source", "editor", "section"}),
        precision="minute",
        sections=tuple(SECTIONS.values()),
        damage=damage,
    )


PAPER = Era(
    name="paper",
    since=date(2016, 1, 1),
    until=date(2026, 12, 31),
    address=papers.address,
    render=papers.render,
    content_type=HTML,
    states=frozenset(),
    precision="day",
)
GATEWAY = Era(
    name="big5-gateway",
    since=date(2016, 1, 1),
    until=date(2020, 12, 31),
    address=old_address("http://big5.workercn.cn/big5/build.workercn.cn/26892"),
    render=articles.old("old_a"),
    content_type=HTML,
    states=frozenset({"source", "editor", "section"}),
    sections=("建设",),
    script="Hant",
)
LISTINGS = (
    *(new_listing(name, section) for name, section in SECTIONS.items()),
    old_listing("acftu", 27, "工会", "old-a"),
    old_listing("character", 354, "人物", "old-a"),
    old_listing("right", 158, "维权", "old-b"),
    old_listing("theory", 239, "理论", "old-c"),
    old_listing("xz", 10850, "工会动态", "old-d"),
    old_listing("news", 32841, "新闻", "old-e"),
    old_listing("acftu", 41, "深度报道", "big5-gateway"),
)


def listings(truths: Sequence[Truth]) -> tuple[Listing, ...]:
    """The sections of both sites, and every sheet of the e-paper."""
    return (*LISTINGS, *papers.sheets(truths))


SITE = Site(
    name="workercn",
    eras=(
        new_era("new", date(2022, 5, 1), date(2026, 12, 31)),
        new_era("new-damaged", date(2022, 1, 1), date(2024, 12, 31), damage="php-gbk"),
        old_era("a", "acftu", 27, "工会", (2014, 2022), "source", "editor"),
        old_era("b", "auto", 33, "汽车", (2014, 2021), "source"),
        old_era("c", "cq", 28000, "重庆", (2014, 2021), "source"),
        old_era("d", "xz", 10850, "工会动态", (2014, 2021), "source"),
        old_era("e", "news", 607, "新闻", (2013, 2016), "editor"),
        GATEWAY,
        PAPER,
    ),
    listings=listings,
    furniture=furniture,
    forbidden=(FORBIDDEN,),
)
