"""Which addresses are one page, and which are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.ledger.canonical import canonical

A = "http://news.example.cn/a/1.html"
TOKEN = "0aB3xYz9" * 8

SAME = [
    (A, "https://news.example.cn/a/1.html"),
    (A, "HTTP://News.Example.CN/a/1.html"),
    (A, "http://news.example.cn:80/a/1.html"),
    (A, "https://news.example.cn:443/a/1.html"),
    (A, f"  {A}\n"),
    (A, f"{A}#comments"),
    (A, f"{A}?utm_source=x&utm_medium=y"),
    (A, f"{A}?spm=C73544.P0&fbclid=abc"),
    (A, f"{A}?from=timeline&isappinstalled=0"),
    (A, f"{A};jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9"),
    (A, f"{A};jsessionid=0A1B2C3D#top"),
    (A, f"{A}?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6"),
    (A, f"{A}?sid=0a1b2c3d4e5f60718293a4b5c6"),
    (A, f"{A}?7OkeOa4k={TOKEN}"),
    (A, "http://news.example.cn//a///1.html"),
    ("http://example.cn/", "http://example.cn"),
    ("http://example.cn/", "http://www.example.cn/"),
    ("http://www.example.cn/b", "http://m.example.cn/b"),
    ("http://www.example.com.cn/b", "https://wap.example.com.cn/b/"),
    ("http://www2.example.cn/b", "http://3g.example.cn/b"),
    ("http://example.cn/gh/", "http://example.cn/gh/index.shtml"),
    ("http://example.cn/gh", "http://example.cn/gh/Default.aspx"),
    ("http://example.cn/?a=1&b=2", "http://example.cn/?b=2&a=1"),
    ("http://example.cn/index.php?a=1", "http://example.cn/?a=1"),
    ("http://example.cn/?q=%e5%b7%a5", "http://example.cn/?q=工"),
    ("http://example.cn/%7Eunion/", "http://example.cn/~union/"),
    ("http://example.cn/%E5%B7%A5%E4%BC%9A", "http://example.cn/工会"),
]
DIFFERENT = [
    (A, "http://news.example.cn/A/1.html"),
    (A, "http://news.example.cn/a/2.html"),
    (A, "http://old.example.cn/a/1.html"),
    (A, "http://news.example.cn:8080/a/1.html"),
    (A, f"{A}?page=2"),
    ("http://example.cn/a", "http://example.cn/b"),
    ("http://example.cn/gh/index.html", "http://example.cn/gh/index_2.html"),
    ("http://example.cn/v?id=1", "http://example.cn/v?id=2"),
    ("http://example.cn/v?id=1", "http://example.cn/v?ID=1"),
    ("http://example.cn/v?sid=1", "http://example.cn/v?sid=2"),
    ("http://example.cn/v?session_id=109", "http://example.cn/v?session_id=110"),
    ("http://example.cn/v?id=1&id=2", "http://example.cn/v?id=2"),
    ("http://example.cn/v?7OkeOa4k=short", "http://example.cn/v?7OkeOa4k=other"),
    ("http://example.cn/v?from=2001", "http://example.cn/v?from=2002"),
    ("http://m.example.cn/1.html", "http://www.example.cn/2.html"),
    ("http://www.com.cn/", "http://m.com.cn/"),
    ("http://www.com.cn/", "http://com.cn/"),
    ("http://m.cn/", "http://www.cn/"),
    ("http://m.cn/", "http://cn/"),
    ("http://www.example.cn/", "http://wwwexample.cn/"),
    ("http://example.cn/v?q=%B9%A4", "http://example.cn/v?q=%BB%E1"),
    ("http://example.cn/%B9%A4", "http://example.cn/%BB%E1"),
    ("http://example.cn/v?a=1%26b=2", "http://example.cn/v?a=1&b=2"),
    ("http://example.cn/a%2Fb", "http://example.cn/a/b"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_page(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_pages(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


hosts = st.sampled_from(
    ["example.cn", "www.example.cn", "m.example.com.cn", "WAP.example.org:8080", "[::1]", "[", "x:y"]
)
parts = st.text("aB1工%/;?&=#.:[]@ \udc80\n", max_size=30)
urls = st.builds("{}{}/{}".format, st.sampled_from(["http://", "https://", "//", "ftp://", ""]), hosts, parts)


@given(st.one_of(st.text(), urls))
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(canonical(text), str)


steps = st.lists(st.text("abcXYZ019._~-工", min_size=1, max_size=8), max_size=4).map("/".join)
queries = st.dictionaries(st.text("abcdef", min_size=1), st.text("aB1+工 ", max_size=6), max_size=3)


@given(st.sampled_from(["example.cn", "news.example.com.cn", "example.cn:8080"]), steps, queries)
@settings(max_examples=200, deadline=None)
def test_a_key_is_the_address_that_it_stands_for(host: str, path: str, query: dict[str, str]) -> None:
    """Asked for as a URL, a key has itself as key."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    key = canonical(f"http://{host}/{path}?{asked}")
    assert canonical(f"http://{key}") == key
