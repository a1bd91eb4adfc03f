"""The site people_union: its eras, addresses, lists and furniture."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from scraper.replica import feeds
from scraper.replica.model import Era, Listing, Page, Render, Site, Truth
from scraper.replica.sites.people.articles import article, listed, mirrored

HOME = "http://acftu.people.com.cn"
START = datetime(2015, 9, 17)  # noqa: DTZ001 - Beijing wall clock; article 27598603 appeared on this day
DELAY = 0.1  # the real robots.txt asks for 120 s, which no test would live to see


def address(base: str, node: int) -> Callable[[datetime], str]:
    """Ids grow by about 140 an hour, seen from 27598603 (2015) to 40731411 (2026)."""

    def at(moment: datetime) -> str:
        number = 27598603 + int((moment - START).total_seconds() / 26)
        return f"{base}/{moment:%Y}/{moment:%m%d}/c{node}-{number}.html"

    return at


def numbered(url: str, number: int) -> str:
    """Page N of an article."""
    return f"{url.removesuffix('.html')}-{number}.html"


def era(name: str, years: tuple[int, int], render: Render, base: str = f"{HOME}/n1", node: int = 67502) -> Era:
    """One template; the CPC type shows a byline."""
    return Era(
        name=name,
        since=date(years[0], 1, 1),
        until=date(years[1], 12, 31),
        address=address(base, node),
        render=render,
        content_type="text/html",
        states=frozenset(
            {"source", "editor", "section"} | ({"author"} if name in {"cpc", "big5", "mirror"} else set())
        ),
        precision="minute",
        editors=2,
        sections=("中国工会新闻",),
        further=numbered if name == "t2016" else None,
        script="Hant" if name in {"big5", "mirror"} else "Hans",
        damage="pinyin" if name == "mirror" else "",
    )


def listing(base: str, encoding: str, *eras: str) -> Listing:
    """A list; page N is `indexN.html`."""
    return Listing(
        holds=lambda truth: truth.era in eras,
        address=lambda number: f"{base}/index{number if number > 1 else ''}.html",
        render=listed(encoding),
        content_type="text/html",
    )


LISTINGS = (
    listing(f"{HOME}/GB/67502", "gbk", "t2021", "t2016", "cpc", "td2012"),
    listing(f"{HOME}/GB/121801", "gbk", "td2012"),
    listing(f"{HOME}/BIG5/67502", "big5", "big5"),
)


def furniture(truths: Sequence[Truth]) -> dict[str, Page]:
    """robots.txt with the sitemaps, sitemaps, RSS, and a channel root that is a meta refresh."""
    reachable = [truth for truth in truths if truth.url.startswith(HOME)]
    recent = [truth for truth in reachable if truth.era == "t2021"]
    index, news = "http://www.people.cn/sitemap_index.xml", "http://www.people.cn/sitemap/cn/acftu/news_sitemap.xml"
    robots = feeds.robots(sitemaps=[index], delay=DELAY)
    hosts = ("http://acftu.people.com.cn", "http://www.people.com.cn", "http://www.people.cn")
    return {f"{host}/robots.txt": robots for host in hosts} | {
        index: feeds.sitemap_index([news]),
        news: feeds.sitemap(reachable),
        "http://www.people.com.cn/rss/society.xml": feeds.rss("社会新闻", "http://society.people.com.cn/", recent),
        f"{HOME}/": feeds.refresh("/GB/67502/index.html"),
        f"{HOME}/GB/67502/index1.html": feeds.redirect(f"{HOME}/GB/67502/index.html"),
    }


SITE = Site(
    name="people_union",
    eras=(
        era("t2021", (2021, 2026), article("t2021", "gbk")),
        era("t2016", (2016, 2020), article("t2016", "gbk")),
        era("cpc", (2017, 2026), article("cpc", "gbk")),
        era("td2012", (2012, 2015), article("td2012", "gbk"), f"{HOME}/n", 121801),
        era("big5", (2018, 2026), article("cpc", "big5"), f"{HOME}/BIG5/n1"),
        era("mirror", (2018, 2026), mirrored, "http://mirror.invalid/BIG5/n1"),
    ),
    listings=lambda _: LISTINGS,
    furniture=furniture,
)
