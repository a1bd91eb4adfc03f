"""Days, addresses and windows: what every source of links says in the same words."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.errors import InputError
from scraper.spiders.listing import Window, absolute, day_in_text, day_in_url
from scraper.spiders.site import window_of

BASE = "http://news.example.org/list/27.shtml"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.workercn.cn/c/2022-04-30/6884577.shtml", date(2022, 4, 30)),
        ("http://news.workercn.cn/610/202209/13/220913134721234.shtml", date(2022, 9, 13)),
        ("http://acftu.workercn.cn/27/201510/13/151013183129733_2.shtml", date(2015, 10, 13)),
        ("http://big5.workercn.cn/big5/build.workercn.cn/26892/201801/30/180130080504276.shtml", date(2018, 1, 30)),
        ("https://www.workercn.cn/papers/grrb/2022/10/28/1/page.html", date(2022, 10, 28)),
        ("https://www.workercn.cn/papers/grrb/2021/12/22/2/news-4.html", date(2021, 12, 22)),
        ("http://media.workercn.cn/sites/media/grrb/2017_05/31/GR0100.htm", date(2017, 5, 31)),
        ("http://acftu.people.com.cn/n1/2023/1120/c67502-40121912.html", date(2023, 11, 20)),
        ("http://acftu.people.com.cn/BIG5/n1/2022/0209/c67502-32348744.html", date(2022, 2, 9)),
        ("http://acftu.people.com.cn/n/2015/0917/c121801-27598603.html", date(2015, 9, 17)),
        ("http://yantai.dzwww.com/ytxw/lzs/201607/t20160726_14680549.htm", date(2016, 7, 26)),
        ("https://epaper.example.org/html/2019-05/08/content_2664746.htm", date(2019, 5, 8)),
        ("https://szb.example.org/gsgrb/202302/22/col01.html", date(2023, 2, 22)),
        ("https://www.fensifuwu.com/emotion/me/1976445.html", None),
        ("http://cpc.people.com.cn/GB/64093/64094/index.html", None),
        ("http://news.example.org/2023/0230/c1-2.html", None),
        ("http://news.example.org/12022/1120/1.html", None),
        ("http://news.example.org/20231301/1.html", None),
        ("https://hot.dzwww.com/w_12NQX", None),
    ],
)
def test_days_in_addresses_of_every_era(url: str, day: date | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-02 15:41:16", date(2026, 10, 2)),
        ("发布于 2023年2月3日", date(2023, 2, 3)),
        ("[2019/06/15]", date(2019, 6, 15)),
        ("2019.6.5", date(2019, 6, 5)),
        ("06-15", None),
        ("2019-02-30", None),
        ("编号 120190615", None),
    ],
)
def test_days_in_texts(text: str, day: date | None) -> None:
    assert day_in_text(text) == day


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/c/1.shtml", "http://news.example.org/c/1.shtml"),
        ("27_2.shtml", "http://news.example.org/list/27_2.shtml"),
        (" ../a.html#top ", "http://news.example.org/a.html"),
        ("//other.example.org/x", "http://other.example.org/x"),
        ("https://other.example.org:8443/x?a=1", "https://other.example.org:8443/x?a=1"),
        ("javascript:void(0)", None),
        ("mailto:a@example.org", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("http://[broken/x", None),
        ("http://a.example.org:port/", None),
        ("http://a.example.org:99999/", None),
        ("http://:80/", None),
        (" ", None),
        (None, None),
    ],
)
def test_links_become_whole_or_nothing(href: str | None, url: str | None) -> None:
    assert absolute(BASE, href) == url


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60))
@example("http://[::1")
@example("//[a]b/")
@example("http://a:\u0663/")
def test_no_text_breaks_them(text: str) -> None:
    day_in_url(text)
    day_in_text(text)
    url = absolute(BASE, text)
    assert url is None or url.startswith(("http://", "https://"))


def test_a_window_holds_both_its_ends() -> None:
    window = window_of("2026-01-02", "2026-01-04")
    days = [date(2026, 1, day) for day in range(1, 6)]
    assert [window.holds(day) for day in days] == [False, True, True, True, False]
    assert [window.is_past(day) for day in days] == [True, False, False, False, False]
    assert window.holds(None), "only the article can tell"
    assert Window() == window_of(None, None)
    assert all(Window().holds(day) and not Window().is_past(day) for day in days)


@pytest.mark.parametrize(
    ("since", "until", "cure"),
    [
        ("yesterday", None, "write it as -a since=YYYY-MM-DD"),
        (None, "2026-02-30", "write it as -a until=YYYY-MM-DD"),
        ("", None, "write it as -a since=YYYY-MM-DD"),
        ("2026-02-01", "2026-01-31", "exchange them"),
    ],
)
def test_days_that_make_no_window_are_refused(since: str | None, until: str | None, cure: str) -> None:
    with pytest.raises(InputError, match=cure):
        window_of(since, until)
