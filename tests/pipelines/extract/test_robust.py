"""No input raises, hangs or yields what is not plain: hostile pages and generated fragments."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.phrases import SENTENCES
from pipelines.extract import Extraction, extract

WORDS = SENTENCES[0] * 20
TAGS = [
    "html",
    "head",
    "body",
    "div",
    "p",
    "a",
    "span",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "li",
    "h1",
    "br",
    "img",
    "b",
    "script",
    "style",
    "title",
    "meta",
    "font",
    "article",
    "time",
    "base",
]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(["<a href='//x[", "<a href=/b>", "<base href='http://[::1'>", "<meta name=date content=2020-02-30>",
                     "<!--", "]]>",                      "<?xml",
                     "<td colspan=9>", "<time datetime=x>", "<p hidden>", "&#0;", "&lt", "\0", "\x1f", "\ud800"]),
    st.sampled_from(["来源：", "编辑", "作者:", "日期：", "2023-02-30 25:61",
                     "2023-02-03 10:00", "（记者", "责任编辑：",
                     "当前位置：", ">", "／", "【", *SENTENCES[:3]]),
    st.text(max_size=8),
)  # fmt: skip
HOSTILE = {
    "nested tables": "<table><tr><td>" * 10_000 + WORDS,
    "unclosed": "<div><p><a href=x><b>" * 10_000 + WORDS,
    "unclosed scripts": "<script>" * 20_000 + WORDS,
    "attributes": f"<p {' '.join(f'a{n}=b' for n in range(50_000))}>{WORDS}",
    "one line": f"<p>{WORDS * 300}",
    "spaces": f"<p>来源：{' ' * 500_000}{WORDS}",
    "entities": "<!DOCTYPE x ["
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + f"]><p>&a11;{WORDS}",
    "links": "".join(f'<a href="/n/{n}/../{n}.html">第{n}条</a>' for n in range(20_000)),
    "labels": "<p>来源：编辑：作者：日期：时间：记者：" * 3000,
    "json": f'<script type="application/ld+json">{"[" * 50_000}</script><p>{WORDS}',
}


def check(found: Extraction) -> None:
    json.dumps(found.evidence)
    assert (found.published_date is None) == (found.published_at is None)
    if found.published_at:
        date.fromisoformat(found.published_at[:10])
    assert all(line == line.strip() and line for line in found.text.split("\n")) or not found.text
    assert all(link.url.startswith("http") for link in found.links)


@given(
    st.lists(PIECES, max_size=40).map("".join),
    st.booleans(),
    st.sampled_from(["", "http://[", "http://a.cn/2020/0230/1.html"]),
)
@settings(max_examples=150, deadline=None)
def test_anything_yields_an_extraction(source: str, plain: bool, url: str) -> None:  # noqa: FBT001 -- hypothesis draws it
    check(extract(source, url, plain=plain))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_answered(name: str) -> None:
    check(extract(HOSTILE[name], "http://a.example/x.html"))
    check(extract(HOSTILE[name], "http://a.example/x.html", plain=True))


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="<>&"), max_size=60))
@settings(max_examples=40, deadline=None)
def test_what_stands_above_an_article_costs_it_no_paragraph(noise: str) -> None:
    article = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    found = extract(f"<html><body><div>{noise}</div><div>{article}</div></body></html>", "")
    assert set(SENTENCES) <= set(found.text.split("\n"))
