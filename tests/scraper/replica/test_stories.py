"""The invented news: deterministic, complete, writable in the encodings of the sites."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.replica.markup import split, traditional
from scraper.replica.stories import YEARS, story


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), number=st.integers(0, 500))
def test_stories_are_whole(seed: int, number: int) -> None:
    news = story(seed, number)
    assert news == story(seed, number)
    assert news.moment.year == YEARS[number % len(YEARS)]
    assert 1 <= len(news.paragraphs) <= (2 if number % 5 == 4 else 14)
    assert number % 5 == 4 or len(news.paragraphs) >= 5
    for text in (news.title, news.other_title, *news.paragraphs):
        assert text
        assert not set("{}[]|\n&<>") & set(text), "every slot is filled and nothing needs escaping"
        text.encode("gbk")
        traditional(text).encode("gbk")
    assert news.title != news.other_title


@given(count=st.integers(1, 40), parts=st.integers(1, 6))
def test_pages_share_out_all_paragraphs_in_order(count: int, parts: int) -> None:
    texts = [str(number) for number in range(count)]
    runs = split(texts, parts)
    assert len(runs) == parts
    assert [text for run in runs for text in run] == texts
    assert max(map(len, runs)) - min(map(len, runs)) <= 1
