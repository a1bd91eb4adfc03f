"""What sites of one content system share: their lists are read, in the system's markup and in any other."""

import re
from datetime import date

import pytest

from scraper.families import empire, guangdong, jeecms, jpage, people, plain, trs, xunrui
from scraper.families.entries import DAY, ENTRIES
from scraper.spiders.list_pages import ListPages
from scraper.spiders.listing import ListPage, Source, Window

WHENEVER = (Window(), date(2026, 10, 9))
HOST = "https://news.example.org"
PEOPLE = "http://world.people.com.cn"
# Each system's list, an article's address on it, and the list's second page.
SYSTEMS = {
    "trs": (trs.lists(f"{HOST}/a/"), f"{HOST}/a/202311/t20231120_4711.html", f"{HOST}/a/index_1.html"),
    "guangdong": (guangdong.lists(f"{HOST}/a/"), f"{HOST}/a/content/post_4711.html", f"{HOST}/a/index_2.html"),
    "jeecms": (jeecms.lists(f"{HOST}/a/index.jhtml"), f"{HOST}/a/4711.jhtml", f"{HOST}/a/index_2.jhtml"),
    "xunrui": (
        xunrui.lists(f"{HOST}/index.php?c=category&id=1"),
        f"{HOST}/index.php?c=show&id=4711",
        f"{HOST}/index.php?c=category&id=1&page=2",
    ),
    "jpage": (
        jpage.lists(f"{HOST}/col/col1/index.html?uid=2&pageNum=1"),
        f"{HOST}/art/2023/11/20/art_1_4711.html",
        f"{HOST}/col/col1/index.html?uid=2&pageNum=2",
    ),
    "people": (
        people.lists(f"{PEOPLE}/GB/1/index1.html"),
        f"{PEOPLE}/n1/2023/1120/c1-4711.html",
        f"{PEOPLE}/GB/1/index2.html",
    ),
    "plain": (plain.lists(f"{HOST}/a/", address=r"/a/\d+\.html"), f"{HOST}/a/4711.html", f"{HOST}/a/index_2.html"),
}


@pytest.mark.parametrize(("source", "article", "second"), SYSTEMS.values(), ids=SYSTEMS)
def test_unknown_markup_still_gives_its_articles(source: Source, article: str, second: str) -> None:
    (first,) = source.starts(*WHENEVER)
    html = f'<div><p>2023-11-20 <a href="{article}">标题</a></p><ol><a href="/about.html">关于我们</a></ol></div>'
    listing = source.read(ListPage(first, html.replace("&", "&amp;")))
    assert [link.url for link in listing.links] == [article]
    assert str(listing.links[0].day) == "2023-11-20"
    assert listing.further == (second,)


@pytest.mark.parametrize(("source", "article", "second"), SYSTEMS.values(), ids=SYSTEMS)
def test_the_third_page_follows_the_second(source: Source, article: str, second: str) -> None:
    (third,) = source.read(ListPage(second, f'<li><a href="{article}">标题</a></li>', 2)).further
    before, number, after = re.split(r"([12])(?=\.j?html$|$)", second, maxsplit=1)
    assert third == f"{before}{int(number) + 1}{after}"


def test_a_list_without_articles_stays_as_it_is() -> None:
    source = trs.lists(f"{HOST}/a/")
    listing = source.read(ListPage(f"{HOST}/a/", '<ul><li><a href="/about.html">关于</a></li></ul>'))
    assert [link.url for link in listing.links] == [f"{HOST}/about.html"]
    assert not source.read(ListPage(f"{HOST}/a/", "<p>维护中</p>")).links


def test_records_in_a_script_are_entries() -> None:
    record = '<record><![CDATA[<li><a href="/art/2023/11/20/art_1_{0}.html">标题</a><b>2023-11-{0}</b></li>]]></record>'
    html = "<script type='text/xml'><datastore>" + "".join(map(record.format, (20, 19))) + "</datastore></script>"
    source = jpage.lists(f"{HOST}/col/col1/index.html?uid=2&pageNum=1")
    listing = source.read(ListPage(f"{HOST}/col/col1/index.html?uid=2&pageNum=1", f"<ul><li>导航</li></ul>{html}"))
    assert [(link.url[-7:-5], str(link.day)) for link in listing.links] == [("20", "2023-11-20"), ("19", "2023-11-19")]


def test_entries_are_the_innermost_rows() -> None:
    """Else every entry of a page laid out with tables would bear the first day on it."""
    rows = "".join(f'<tr><td><a href="/{n}.html">标题</a></td><td>2023-11-{n}</td></tr>' for n in (20, 19))
    html = f"<table><tr><td>今天是2026-10-09</td></tr><tr><td><table>{rows}</table></td></tr></table>"
    listing = ListPages((HOST,), items=ENTRIES, day=DAY).read(ListPage(f"{HOST}/", html))
    assert [str(link.day) for link in listing.links] == ["2023-11-20", "2023-11-19"]


def test_the_day_of_an_entry_is_not_the_day_in_its_headline() -> None:
    entry = '<li><a href="/1.html"><b>2020年5月1日起施行的规定</b></a><span>2023-11-20</span></li>'
    linked = '<li><a href="/2.html"><span>2023-11-19</span> 标题</a></li>'
    listing = ListPages((HOST,), items=ENTRIES, day=DAY).read(ListPage(f"{HOST}/", f"<ul>{entry}{linked}</ul>"))
    assert [str(link.day) for link in listing.links] == ["2023-11-20", "2023-11-19"]


def test_links_that_share_an_element_share_no_day() -> None:
    anchors = "".join(f'<a href="/a/202311/t20231120_{n}.html">标题</a>' for n in range(2))
    listing = trs.lists(f"{HOST}/a/").read(ListPage(f"{HOST}/a/", f"<p>2023-11-20 {anchors}</p>"))
    assert [link.day for link in listing.links] == [None, None]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><a href='/a/202311/t20231120_1.html'>标题</a>" + "<span>1" * 3000,
        "<ul>" + "<li>" * 3000 + "<a href='/a/202311/t20231120_1.html'>标题</a>",
        "<div><a href='/a/202311/t20231120_1.html'>标题</a>" * 3000,
        f"<a href='{'/a' * 50_000}/202311/t20231120_1.html'>标题</a>",
    ],
)
def test_hostile_lists_end(html: str) -> None:
    assert len(trs.lists(f"{HOST}/a/").read(ListPage(f"{HOST}/a/", html)).links) <= 1


def test_a_scrolled_list_ends_where_its_script_says() -> None:
    source = empire.scrolled(f"{HOST}/e/extend/list/?classid=1&page=1")
    html = '<script>var totalpage = 2;</script><li class="item"><a class="title" href="/me/4711.html">标题</a></li>'
    assert source.read(ListPage(f"{HOST}/e/extend/list/?classid=1&page=1", html, 1)).further
    assert not source.read(ListPage(f"{HOST}/e/extend/list/?classid=1&page=2", html, 2)).further


@pytest.mark.parametrize(
    ("patterns", "url"),
    [
        (trs.articles(r"news\.example\.org"), SYSTEMS["trs"][1]),
        (guangdong.articles(r"news\.example\.org"), SYSTEMS["guangdong"][1]),
        (jeecms.articles(r"news\.example\.org"), SYSTEMS["jeecms"][1]),
        (xunrui.articles(r"news\.example\.org"), SYSTEMS["xunrui"][1]),
        (jpage.articles(r"news\.example\.org"), SYSTEMS["jpage"][1]),
        (people.articles("world.people.com.cn"), SYSTEMS["people"][1]),
    ],
)
def test_a_system_knows_its_articles_on_the_host_that_it_is_told(patterns: tuple[str, ...], url: str) -> None:
    assert any(re.fullmatch(pattern, url) for pattern in patterns)
    assert not any(
        re.fullmatch(pattern, url.replace("example", "examples").replace("world", "w")) for pattern in patterns
    )
    (source,) = (source for source, article, _ in SYSTEMS.values() if article == url)
    assert not any(re.fullmatch(pattern, first) for pattern in patterns for first in source.starts(*WHENEVER))
