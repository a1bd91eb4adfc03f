"""Addresses that lead nowhere new."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.manners.traps import trap_in, without_session

REAL = (
    "http://acftu.people.com.cn/n1/2024/0424/c67502-40222222.html",
    "http://www.workercn.cn/papers/grrb/2016/11/11/1/news-1.html",
    "http://media.example.cn/cn/cn/2011/11/11/11/x.html",
    "http://big5.example.cn/gate/big5/www.example.cn/a/b/a/b.html",
    "http://www.example.cn/show.php?contentid=12345&sid=3&page=2",
    "http://www.example.cn/list.jsp?sid=1234567890",
)
TRAPS = (
    "http://a.cn/a/a/a/",
    "http://a.cn/news/list/news/list/news/list/1.html",
    "http://a.cn/" + "x" * 2000,
    "http://a.cn/" + "/".join(str(number) for number in range(30)),
    "http://a.cn/?" + "&".join(f"a{number}=1" for number in range(40)),
)
SAME = (
    ("http://a.cn/x.php?id=1&PHPSESSID=0a1b2c3d4e5f6a7b8c9d", "http://a.cn/x.php?id=1"),
    ("http://a.cn/x.jsp;jsessionid=0A1B2C3D4E5F.node1?id=1", "http://a.cn/x.jsp?id=1"),
    ("http://a.cn/x.asp?ASPSESSIONIDABCD=KJHKJH1234567890", "http://a.cn/x.asp"),
    ("http://a.cn/(S(lit3py55t21z5v55vlm25s55))/x.aspx", "http://a.cn/x.aspx"),
    ("http://a.cn/forum.php?tid=5&sid=a1B2c3d4e5f6", "http://a.cn/forum.php?tid=5"),
)


@pytest.mark.parametrize("url", REAL)
def test_real_addresses_pass(url: str) -> None:
    assert trap_in(url) is None
    assert "sid=1234567890" in url or without_session(url) == url


@pytest.mark.parametrize("url", TRAPS)
def test_traps_are_seen(url: str) -> None:
    assert trap_in(url)


@pytest.mark.parametrize(("url", "page"), SAME)
def test_session_ids_go(url: str, page: str) -> None:
    assert without_session(url) == page


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    for url in (text, f"http://a.cn/{text}"):
        assert trap_in(url) is None or trap_in(url)
        assert without_session(without_session(url)) == without_session(url)
