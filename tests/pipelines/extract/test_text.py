"""Which lines are the article, on generated pages and on the traps that real ones set."""

import pytest
import trafilatura

from benchmarks.newspages import NewsPage, chinese_pages, foreign_pages
from benchmarks.phrases import SENTENCES
from pipelines.extract import extract
from pipelines.extract.opinion import agreement

CHINESE = list(chinese_pages(2, seed=7))
FOREIGN = list(foreign_pages(2, seed=7))
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def named(page: NewsPage) -> str:
    return f"{page.template}-{page.truth.script}"


def page_of(body: str, title: str = "职工夜校开课") -> str:
    return f"<html><head><title>{title}_江湾新闻网</title></head><body><h1>{title}</h1>{body}</body></html>"


@pytest.mark.parametrize("page", CHINESE, ids=named)
def test_the_text_of_a_page_is_its_article_and_nothing_else(page: NewsPage) -> None:
    assert extract(page.html, page.url).text == "\n".join(page.truth.paragraphs)


@pytest.mark.parametrize("page", FOREIGN, ids=named)
def test_other_languages_are_read_no_worse_than_by_trafilatura(page: NewsPage) -> None:
    want = "\n".join(page.truth.paragraphs)
    document = trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True)
    assert document is not None
    found = extract(page.html, page.url)
    assert agreement(found.text, want) >= agreement(document.text, want)
    assert (found.title == page.truth.title) >= (document.title == page.truth.title)
    assert (found.published_date == page.truth.published_at[:10]) >= (document.date == page.truth.published_at[:10])
    assert found.lang == page.truth.lang


def test_scripts_styles_and_hidden_blocks_do_not_leak() -> None:
    leak = (
        "<style>p{color:red}</style><script>alert('这里不该出现。')</script><div style='display: none'>隐藏的话。</div>"
    )
    text = extract(page_of(BODY.replace("</p><p>", f"</p>{leak}<p>", 3)), "").text
    assert text == "\n".join(SENTENCES)


def test_the_second_copy_of_a_body_goes_and_a_repeated_line_stays() -> None:
    twice = extract(page_of(f"<div>{BODY}</div><div>{BODY}</div>"), "").text
    assert twice == "\n".join(SENTENCES)
    refrain = extract(page_of(f"{BODY}<p>{SENTENCES[0]}</p>"), "").text
    assert refrain.count(SENTENCES[0]) == 2


def test_data_tables_stay_and_layout_tables_go() -> None:
    data = "<table><tr><th>车间</th><th>人数</th></tr><tr><td>焊接</td><td>31</td></tr></table>"
    menu = "<table><tr><td><a href=/a>首页</a></td></tr><tr><td><a href=/b>登录</a></td></tr></table>"
    text = extract(page_of(f"{menu}<div>{BODY}{data}<p>{SENTENCES[0]}</p></div>"), "").text
    assert "车间\t人数\n焊接\t31" in text
    assert "登录" not in text


def test_captions_go_unless_they_are_the_story() -> None:
    caption = "<p><img src=a.jpg></p><p>图为职工夜校的学员们正在练习电焊，老师在旁指导。</p>"
    assert "图为" not in extract(page_of(f"<div>{caption}{BODY}</div>"), "").text
    assert "图为" in extract(page_of(f"<div><p>{SENTENCES[0]}</p>{caption}</div>"), "").text


def test_advertisements_between_paragraphs_do_not_end_the_text() -> None:
    advertisement = "<div><a href=http://ad.example>点此领取今日份优惠大礼包，数量有限先到先得</a></div>"
    text = extract(page_of(f"<div>{BODY.replace('</p><p>', f'</p>{advertisement}<p>')}</div>"), "").text
    assert text == "\n".join(SENTENCES)


def test_a_heavier_article_elsewhere_does_not_win_over_the_one_below_the_headline() -> None:
    feed = "".join(f"<div><p>{sentence * 3}</p></div>" for sentence in SENTENCES[2:6])
    html = page_of(f"<div><p>{SENTENCES[0]}{SENTENCES[1]}</p></div><div><ul>{'<li><a href=/>频道</a>' * 12}</ul>"
                   f"<h2>另一篇报道的大标题</h2><section>{feed}</section></div>")  # fmt: skip
    assert extract(html, "").text == SENTENCES[0] + SENTENCES[1]


@pytest.mark.parametrize("depth", [200, 300, 1900, 3000, 10_000])
def test_deep_nesting_loses_no_text(depth: int) -> None:
    html = f"{'<div>' * depth}<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p>{'</div>' * depth}"
    assert extract(html, "").text == "\n".join(SENTENCES[:3])


@pytest.mark.parametrize("source", ["", " \n", "<", "<html></html>", "\0\0", "没有标签", "<p>暂无内容</p>"])
def test_a_page_without_an_article_has_no_text(source: str) -> None:
    found = extract(source, "http://news.example.cn/")
    assert found.text == ""
    assert found.published_at is None


def test_a_list_of_headlines_is_no_article() -> None:
    items = "".join(
        f"<li><a href=/{n}.html>{sentence[:20]}</a><span>2024-05-0{n + 1}</span></li>"
        for n, sentence in enumerate(SENTENCES[:8])
    )
    found = extract(
        f"<html><title>基层动态</title><body><ul>{items}</ul></body></html>", "http://news.example.cn/list/"
    )
    assert (found.text, found.published_at) == ("", None)
    assert found.links[0].url == "http://news.example.cn/0.html"
    assert found.links[0].text == SENTENCES[0][:20]


def test_links_are_absolute_and_stand_once() -> None:
    anchors = (
        "<a href='../a.html#top'>甲</a><a href=//other.example/b>乙</a>"
        "<a href='javascript:x()'>丙</a><a href=/c?d=1>丁</a><a href='../a.html'>甲文</a>"
    )
    links = extract(page_of(BODY + anchors), "http://news.example.cn/x/y/z.html").links
    assert [(link.url, link.text) for link in links] == [
        ("http://news.example.cn/x/a.html", "甲文"),
        ("http://other.example/b", "乙"),
        ("http://news.example.cn/c?d=1", "丁"),
    ]  # fmt: skip
