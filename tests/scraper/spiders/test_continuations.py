"""Later pages of an article, found in its source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.spiders.continuations import MAX_PAGES, continuation_urls

OLD = "http://world.example.org/32836/201903/14/190314070852665"
TRS = "http://sd.example.org/sdnews/201708/t20170823_16327813"


@pytest.mark.parametrize(
    ("url", "body", "later"),
    [
        (f"{OLD}.shtml", '<a href="190314070852665_2.shtml">2</a>', ["_2"]),
        (f"{OLD}.shtml", "<a href='190314070852665_2.shtml'><a href='190314070852665_4.shtml'>", ["_2", "_3", "_4"]),
        (f"{OLD}.shtml", '<input name="__totalpage" value="3">', ["_2", "_3"]),
        (f"{OLD}.shtml", '<input name="__totalpage" value="1">', []),
        (f"{OLD}.shtml", '<a href="/32836/201903/14/190314070852666_2.shtml">next article</a>', []),
        (f"{OLD}.shtml", '<a href="x190314070852665_2.shtml">', []),
        (f"{OLD}.shtml", '<a href="190314070852665_2.html">', []),
        (f"{TRS}.htm", '<a href="./t20170823_16327813_1.htm">下一页</a>', ["_1"]),
        ("http://a.example.org/n1/2019/0615/c1-2.html", '<a href="c1-2-2.html"><a href="c1-2-3.html">', ["-2", "-3"]),
        ("http://a.example.org/list/", '<a href="_2.html">', []),
        ("http://a.example.org/w_12NQX", '<a href="w_12NQX_2">', []),
    ],
)
def test_later_pages(url: str, body: str, later: list[str]) -> None:
    stem, _, ending = url.rpartition(".")
    assert continuation_urls(url, body.encode("gbk")) == [f"{stem}{number}.{ending}" for number in later]


@settings(max_examples=150, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 999), max_size=5),
    total=st.integers(0, 999),
    noise=st.binary(max_size=50),
    separator=st.sampled_from("_-"),
)
def test_they_are_bounded_and_each_once(numbers: list[int], total: int, noise: bytes, separator: str) -> None:
    links = "".join(f'<a href="190314070852665{separator}{number}.shtml">' for number in numbers)
    body = noise + links.encode() + b'<input name="__totalpage" value="%d">' % total
    found = continuation_urls(f"{OLD}.shtml", body)
    assert len(found) == len(set(found)) <= MAX_PAGES
    assert f"{OLD}.shtml" not in found
