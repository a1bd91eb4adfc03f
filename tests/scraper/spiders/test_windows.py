"""Sources that know the days that are asked for: sitemaps, calendars of papers, feeds that page back."""

import gzip
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.records import RawPage
from pipelines.decode import decode
from scraper.site_index import all_sites
from scraper.spiders.epaper import EPaper
from scraper.spiders.feeds import Feed
from scraper.spiders.issues import Issues
from scraper.spiders.listing import Link, Listing, ListPage, Window
from scraper.spiders.packing import MOST, unpacked
from scraper.spiders.sitemaps import DEEPEST, Sitemap, period_of

BIG5_FEED = Path(__file__).resolve().parents[4] / "shared" / "pages" / "big5" / "coolloud.org.tw.xml"
BASE = "https://news.example.org/"
TODAY = date(2026, 3, 3)
MARCH = Window(date(2024, 3, 1), date(2024, 3, 31))
MAPS = Sitemap((f"{BASE}sitemap.xml",))
CALENDAR = Issues(BASE + "content/{day:%Y-%m}/period.xml", sheets="#sheets a", articles="#titles a")


def page(text: str, window: Window, number: int = 1, url: str = f"{BASE}sitemap.xml") -> ListPage:
    return ListPage(url, text, number, window, TODAY)


def index(*entries: tuple[str, str]) -> str:
    maps = "".join(f"<sitemap><loc>{BASE}{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in entries)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'


def urlset(*entries: tuple[str, str]) -> str:
    urls = "".join(f"<url><loc>{BASE}{url}</loc>{day}</url>" for url, day in entries)
    return f'<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'


@pytest.mark.parametrize(
    ("url", "first", "last"),
    [
        ("post-sitemap-2024-03.xml", date(2024, 3, 1), date(2024, 3, 31)),
        ("sitemap/2024/2/map.xml.gz", date(2024, 2, 1), date(2024, 2, 29)),
        ("201912.xml", date(2019, 12, 1), date(2019, 12, 31)),
        ("sitemap-pt-post-2019-12-31.xml", date(2019, 12, 1), date(2019, 12, 31)),
        ("sitemap.xml?yyyy=2024&mm=03", date(2024, 3, 1), date(2024, 3, 31)),
        ("news_2023.xml", date(2023, 1, 1), date(2023, 12, 31)),
        ("uploads/2019/sitemap-2024.xml", date(2024, 1, 1), date(2024, 12, 31)),
        ("post-sitemap12.xml", None, None),
        ("sitemap.xml?page=2024", None, None),
        ("20240315887.xml", None, None),
    ],
)
def test_the_address_of_a_map_may_name_its_days(url: str, first: date | None, last: date | None) -> None:
    assert period_of(url) == (first, last)


def test_an_index_leads_to_the_maps_of_the_window() -> None:
    text = index(
        ("map-2024-02.xml", "2026-01-01"),
        ("map-2024-03.xml", "2026-01-01"),
        ("map-2024-04.xml", "2026-01-01"),
        ("map-2024.xml.gz", ""),
        ("misc.xml", "2024-02-28T23:00:00Z"),
        ("misc2.xml", "2024-02-29T23:00:00Z"),
        ("videos.xml", "2026-01-01"),
    )
    wanted = ["map-2024-03.xml", "map-2024.xml.gz", "misc2.xml", "videos.xml"]
    assert [url.removeprefix(BASE) for url in MAPS.read(page(text, MARCH)).inner] == wanted
    chosen = Sitemap(MAPS.urls, maps=r"/map-").read(page(text, MARCH))
    assert [url.removeprefix(BASE) for url in chosen.inner] == wanted[:2]


def test_an_index_without_anything_new_is_no_failure() -> None:
    assert MAPS.read(page(index(("map-2019.xml", "2019-12-31")), MARCH)) == Listing(idle=True)
    assert MAPS.read(page("<html>", MARCH)) == Listing()


def test_indexes_may_be_nested_but_not_without_end() -> None:
    text = index(("deeper.xml", ""))
    assert MAPS.read(page(text, MARCH, DEEPEST - 1)).inner
    assert not MAPS.read(page(text, MARCH, DEEPEST)).inner


def test_the_pages_of_a_map() -> None:
    text = urlset(
        ("edited-later", "<lastmod>2026-01-01</lastmod>"),
        ("older", "<lastmod>2024-02-01</lastmod>"),
        ("2024-03/07/content_1.htm", "<lastmod>2026-01-01</lastmod>"),
        ("2024-04/07/content_2.htm", "<lastmod>2026-01-01</lastmod>"),
        (
            "stated",
            "<news:news><news:publication_date>2024-03-09T08:00:00+08:00</news:publication_date></news:news>",
        ),
        ("unknown", ""),
    )
    assert MAPS.read(page(text, MARCH)).links == (
        Link(f"{BASE}edited-later"),
        Link(f"{BASE}2024-03/07/content_1.htm", date(2024, 3, 7)),
        Link(f"{BASE}stated", date(2024, 3, 9)),
        Link(f"{BASE}unknown"),
    )


def test_without_a_window_a_map_gives_what_is_new() -> None:
    text = urlset(("new", "<lastmod>2026-02-20</lastmod>"), ("old", "<lastmod>2025-12-20</lastmod>"), ("unknown", ""))
    assert MAPS.read(page(text, Window())).links == (Link(f"{BASE}new"),)


def test_a_packed_map() -> None:
    body = urlset(("new", "")).encode()
    assert unpacked(body) == (body, True)
    assert unpacked(gzip.compress(body)) == (body, True)
    cut, whole = unpacked(gzip.compress(body)[:-20])
    assert body.startswith(cut)
    assert not whole
    bomb, whole = unpacked(gzip.compress(b" " * (MOST + 1)))
    assert (len(bomb), whole) == (MOST, False)
    assert unpacked(b"\x1f\x8bnothing") == (b"", False)


def test_a_calendar_is_read_by_months() -> None:
    starts = list(CALENDAR.starts(Window(date(2025, 11, 20), date(2026, 1, 2)), TODAY))
    assert [url.removeprefix(f"{BASE}content/") for url in starts] == [
        "2026-01/period.xml",
        "2025-12/period.xml",
        "2025-11/period.xml",
    ]


def test_a_calendar_leads_to_the_days_with_a_paper() -> None:
    days = "".join(
        f"<period><period_date>{day}</period_date><front_page>node_{n}.htm</front_page></period>"
        for n, day in ((2, "2024-02-29"), (2, "2024-03-01"), (7, "2024-03-04"), (2, "2024-02-30"), (2, ""))
    )
    url = f"{BASE}content/2024-03/period.xml"
    listing = CALENDAR.read(page(f"<period_list>{days}</period_list>", MARCH, url=url))
    assert [front.removeprefix(f"{BASE}content/2024-03/") for front in listing.inner] == [
        "04/node_7.htm",
        "01/node_2.htm",
    ]
    sheet = """<div id="sheets"><a href="node_3.htm">2</a><a href="../03/node_2.htm">yesterday</a></div>
    <div id="titles"><a href="content_1.htm">x</a></div>"""
    front = CALENDAR.read(page(sheet, MARCH, 2, url=f"{BASE}content/2024-03/04/node_2.htm"))
    assert front.links == (Link(f"{BASE}content/2024-03/04/content_1.htm", date(2024, 3, 4)),)
    assert front.inner == (f"{BASE}content/2024-03/04/node_3.htm",)
    assert not CALENDAR.read(page(sheet, MARCH, 3, url=f"{BASE}content/2024-03/04/node_3.htm")).inner


def test_a_paper_stood_at_its_address_for_some_years() -> None:
    paper = EPaper(BASE + "{day:%Y-%m-%d}", "a", "a", since=date(2024, 12, 1), until=date(2024, 12, 3))
    assert [url[-2:] for url in paper.starts(Window(date(2020, 1, 1)), TODAY)] == ["03", "02", "01"]
    assert list(paper.starts(Window(), TODAY)) == []
    assert list(paper.starts(Window(date(2024, 12, 4)), TODAY)) == []
    centuries = EPaper(BASE + "{day:%Y-%m-%d}", "a", "a").starts(Window(date(1000, 1, 1)), TODAY)
    assert len(list(islice(centuries, 3))) == 3, "a calendar is made while it is read"


def test_a_feed_pages_back_where_it_is_asked_to() -> None:
    feed = Feed((f"{BASE}feed/",), older="paged")
    entry = "<rss><item><link>https://news.example.org/a</link></item></rss>"
    first = feed.read(page(entry, MARCH, url=f"{BASE}feed/"))
    assert first.further == (f"{BASE}feed/?paged=2",)
    assert feed.read(page(entry, MARCH, 2, first.further[0])).further == (f"{BASE}feed/?paged=3",)
    assert feed.read(page(entry, MARCH, url=f"{BASE}?feed=rss")).further == (f"{BASE}?feed=rss&paged=2",)
    assert feed.read(page(entry, Window(), url=f"{BASE}feed/")).further == ()
    assert feed.read(page("<rss/>", MARCH, url=f"{BASE}feed/")).further == ()


@pytest.mark.skipif(not BIG5_FEED.is_file(), reason="the collection of saved pages is not beside this checkout")
def test_a_feed_of_2005_in_big5() -> None:
    text = decode(RawPage("http://www.coolloud.org.tw/index.xml", BIG5_FEED.read_bytes())).text
    links = Feed(()).read(ListPage("http://www.coolloud.org.tw/index.xml", text)).links
    site = next(site for site in all_sites() if site.name == "coolloud")()
    assert len(links) == 20
    assert {link.day.year for link in links if link.day} == {2005}
    assert all(link.day and site.is_article(link.url) for link in links)


PIECES = st.lists(
    st.sampled_from(["<sitemap>", "<url>", "<loc>http://a.org/2024-13.xml</loc>", "<loc>", "<lastmod>2024-02-30"])
    | st.sampled_from(["<period>", "<period_date>", "2024-03-01", "<front_page>../x", "</", "\0", "<!DOCTYPE x ["])
    | st.text(max_size=8)
).map("".join)


@settings(max_examples=100, deadline=None)
@given(text=PIECES, number=st.integers(1, 5))
@example("<url><loc>http://[x</loc></url>", 1)
@example("<period><period_date>2024-03-01</period_date><front_page>http://[x</front_page></period>", 1)
def test_no_page_breaks_them(text: str, number: int) -> None:
    for source in (MAPS, CALENDAR):
        listing = source.read(page(text, MARCH, number))
        assert all(url.startswith(("http://", "https://")) for url in listing.inner)
