"""HTML lists, JSON lists, feeds, sitemaps and e-papers, each on small pages of the test's own."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parsel import Selector

from scraper.spiders.epaper import EPaper
from scraper.spiders.feeds import Feed
from scraper.spiders.json_list import JsonList
from scraper.spiders.list_pages import ListPages, linked, numbered
from scraper.spiders.listing import Link, Listing, ListPage, Source, Window

URL = "http://news.example.org/27/27.shtml"
TODAY = date(2026, 3, 3)
LISTS = ListPages((URL,), items="ul.list > li", link="h3 > a", day="div.time", next_page=linked(".pager a", "下一页"))
JSON = JsonList((URL,), items=("data", "list"))
FEED = Feed((URL,))
PAPER = EPaper("http://news.example.org/{day:%Y/%m/%d}/1/page.html", sheets="#sheets a", articles="#titles a")
SOURCES: list[Source] = [LISTS, JSON, FEED, PAPER]


def read(source: Source, text: str, number: int = 1, url: str = URL) -> Listing:
    return source.read(ListPage(url, text, number))


def test_a_list_in_html() -> None:
    page = """<ul class="list">
      <li><h3><a href="/c/1.shtml">甲</a></h3><div class="time">2026-03-02 <b>10:00</b></div></li>
      <li><h3><a href="http://[broken">乙</a></h3></li>
      <li><h3><a href="/c/2.shtml#top">丙</a></h3><div class="time">昨天</div></li>
      <li><h3><a href="/c/1.shtml">甲又</a></h3></li>
      <li><p><a href="/advertisement">no</a></p></li></ul>
      <div class="pager"><a href="27.shtml">上一页</a><a href="javascript:;">下一页</a>
      <a href="27_2.shtml">下一页</a></div>"""
    assert read(LISTS, page) == Listing(
        (
            Link("http://news.example.org/c/1.shtml", date(2026, 3, 2)),
            Link("http://news.example.org/c/2.shtml"),
        ),
        ("http://news.example.org/27/27_2.shtml",),
    )
    assert list(LISTS.starts(Window(), TODAY)) == [URL]


def test_items_may_be_the_links_themselves() -> None:
    page = "<table><td><a href='1.html'>x</a><a name=x>y</a></table>"
    assert read(ListPages((URL,), items="td a"), page).links == (Link("http://news.example.org/27/1.html"),)


def follow(pages: Any, url: str, text: str = "", steps: int = 3) -> list[str]:
    """The chain of pages that a numbering leads through."""
    chain = []
    for number in range(1, steps + 1):
        following = pages(ListPage(url, text, number), Selector(text or " "))
        if following is None:
            break
        chain.append(following)
        url = following
    return [each.removeprefix("http://a.org") for each in chain]


@pytest.mark.parametrize(
    ("scheme", "start", "chain"),
    [
        (numbered(r"(_\d+)?\.shtml$", "_{n}.shtml"), "/27.shtml", ["/27_2.shtml", "/27_3.shtml", "/27_4.shtml"]),
        (numbered(r"/(index\d*\.html)?$", "/index{n}.html"), "/x/", ["/x/index2.html", "/x/index3.html"]),
        (numbered(r"/(index_\d+\.htm)?$", "/index_{n}.htm", first=1), "/x/", ["/x/index_1.htm", "/x/index_2.htm"]),
        (numbered(r"page=\d+$", "page={n}"), "/?page=1", ["/?page=2", "/?page=3"]),
        (numbered(r"page=\d+$", "page={n}"), "/other", []),
    ],
)
def test_numbered_pages(scheme: Any, start: str, chain: list[str]) -> None:
    assert follow(scheme, f"http://a.org{start}", steps=max(len(chain), 1)) == chain


def test_a_stated_total_ends_the_chain() -> None:
    scheme = numbered(r"page=\d+$", "page={n}", total=r"total\s*=\s*(\d+)")
    assert follow(scheme, "http://a.org/?page=1", "var total = 3;", steps=9) == ["/?page=2", "/?page=3"]


def test_a_list_in_json() -> None:
    entries = [
        {"url": "/a/1.html", "date": "2026-03-01 10:00"},
        {"url": "https://other.example.org/2.html", "date": None},
        {"url": ""},
        {"date": "2026-03-01"},
        {"url": ["no"], "date": 3},
        "no entry",
        {"url": "http://[broken"},
    ]
    links = read(JSON, json.dumps({"data": {"list": entries}})).links
    assert links[:2] == (
        Link("http://news.example.org/a/1.html", date(2026, 3, 1)),
        Link("https://other.example.org/2.html"),
    )
    assert len(links) == 3
    for other in ("", "[1]", '{"data": []}', '{"data": {"list": {"url": 1}}}', "[" * 100_000, "9" * 5000):
        assert read(JSON, other) == Listing()


RSS = """<?xml version="1.0" encoding="gb2312"?>
<rss version="2.0"><channel><link>http://news.example.org/</link><image><url>http://news.example.org/i.png</url></image>
<item><title>甲</title><link> http://news.example.org/1.html </link>
<pubDate>Mon, 02 Mar 2026 23:30:00 +0800</pubDate></item>
<item><title>乙</title><link>http://news.example.org/2.html</link><pubDate>soon</pubDate></item>
<item><title>no link</title></item>
<x:item><link>http://news.example.org/undeclared.html</link></x:item>
<item><link>http://news.example.org/3.html</link><pubDate>Mon, 01 Jan 99999999999999999999 00:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="/self"/><link href="/4.html"/>
<updated>2026-03-01T10:00:00+08:00</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>/5.html</link><dc:date>2026-02-28</dc:date></item></rdf:RDF>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://news.example.org/6.html</loc>
<lastmod>2026-02-27</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>http://news.example.org/s.xml</loc><lastmod>2020-01-01</lastmod></sitemap></sitemapindex>"""


def test_feeds_and_sitemaps() -> None:
    where = "http://news.example.org/"
    assert read(FEED, RSS).links == (
        Link(f"{where}1.html", date(2026, 3, 2)),
        Link(f"{where}2.html"),
        Link(f"{where}3.html"),
    )
    assert read(FEED, ATOM).links == (Link(f"{where}4.html", date(2026, 3, 1)),)
    assert read(FEED, RDF).links == (Link(f"{where}5.html", date(2026, 2, 28)),)
    assert read(FEED, SITEMAP).links == (Link(f"{where}6.html", date(2026, 2, 27)),)
    assert read(FEED, INDEX) == Listing(inner=(f"{where}s.xml",))


def test_entities_of_a_feed_are_not_resolved() -> None:
    text = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><link>http://a.org/&f;</link></item></rss>'
    assert all("root" not in link.url for link in read(FEED, text).links)


def test_an_e_paper_is_addressed_by_day() -> None:
    starts = list(PAPER.starts(Window(date(2026, 2, 28), date(2026, 3, 1)), TODAY))
    assert [url[24:34] for url in starts] == ["2026/03/01", "2026/02/28"]
    assert len(list(PAPER.starts(Window(), TODAY))) == 4
    assert list(PAPER.starts(Window(date(2026, 3, 4)), TODAY)) == [], "tomorrow's paper is not out"
    page = """<ul id="sheets"><a href="../1/page.html">1</a><a href="../2/page.html">2</a></ul>
    <ul id="titles"><a href="news-1.html">甲</a><a href="news-2.html">乙</a></ul>"""
    url = "http://news.example.org/2026/03/01/1/page.html"
    first = read(PAPER, page, url=url)
    assert first.inner == ("http://news.example.org/2026/03/01/2/page.html",)
    assert [link.day for link in first.links] == [date(2026, 3, 1)] * 2
    assert read(PAPER, page, 2, url).further == (), "the first sheet leads to all others"


FRAGMENTS = st.lists(
    st.sampled_from(["<ul class=list><li>", "<h3><a href=", "'http://[", "</a>", "<item><link>", "<pubDate>", "]]>"])
    | st.sampled_from(
        ['{"data":', '{"list":[', "<?xml ?>", "<a:item/>", "<!DOCTYPE x [", "&#0;", "\0", "<x:y xmlns:x=''>"]
    )
    | st.text(max_size=8)
).map("".join)


@settings(max_examples=150, deadline=None)
@example(text="<ul class=list><li><h3><a 0\x1f href=/1.html>", number=1)
@given(text=st.one_of(st.text(max_size=80), FRAGMENTS), number=st.integers(1, 3))
@example("", 1)
@example("<?xml", 1)
@example("<item><date>Mon, 01 Jan 2024 00:00:00 +99999999999999</date><link>x</link></item>", 1)
def test_no_page_breaks_a_source(text: str, number: int) -> None:
    for source in SOURCES:
        listing = read(source, text, number)
        assert all(link.url.startswith(("http://", "https://")) for link in listing.links)
        assert URL not in listing.further
