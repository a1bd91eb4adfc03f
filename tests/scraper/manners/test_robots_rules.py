"""What a robots.txt asks for, whoever wrote it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.manners.robots_rules import SIZE, RobotsRules

AGENT = "union-news-archive"


@pytest.mark.parametrize(
    ("text", "allowed", "delay"),
    [
        ("", True, 0),
        ("User-agent: *\nDisallow:\nCrawl-delay: 120", True, 120),
        ("User-agent: *\nDisallow: /", False, 0),
        ("\ufeffUser-agent: *\r\nDisallow: /a/*.html$\r\n", False, 0),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Union-News-Archive\nAllow: /a/\nCrawl-delay: 3", True, 3),
        ("User-agent: OtherBot\nUser-agent: union-news-archive # us\nDisallow: /a/", False, 0),
        ("User-agent: OtherBot\nDisallow: /\nCrawl-delay: 9", True, 0),
        ("User-agent: *\nRequest-rate: 1/30\nCrawl-delay: 5", True, 30),
        ("<html><body>404</body></html>", True, 0),
    ],
)
def test_rules_and_pace(text: str, allowed: bool, delay: float) -> None:  # noqa: FBT001 (a table)
    rules = RobotsRules.read(text.encode(), AGENT)
    assert rules.allow("http://a.cn/a/1.html") is allowed
    assert rules.delay == delay


def test_only_the_first_500_kib_count() -> None:
    late = b"User-agent: *\nAllow: /\n" + b"#" * SIZE + b"\nDisallow: /\n"
    assert RobotsRules.read(late, AGENT).allow("http://a.cn/")


def test_many_names_before_many_rules_take_linear_time() -> None:
    names = "".join(f"User-agent: bot{number}\n" for number in range(12_000))
    text = names + "".join(f"Disallow: /{number}*x$\n" for number in range(12_000))
    start = time.perf_counter()
    assert RobotsRules.read(text.encode(), AGENT).allow("http://a.cn/1x")
    assert time.perf_counter() - start < 5, "one by one they would take minutes"


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(
        st.binary(max_size=300), st.text("user-agent:*disallow/crawl-delay 09\n$%#é工", max_size=300).map(str.encode)
    )
)
def test_any_bytes_give_rules(body: bytes) -> None:
    rules = RobotsRules.read(body, AGENT)
    assert rules.delay >= 0
    assert rules.allow("http://a.cn/") in {True, False}
