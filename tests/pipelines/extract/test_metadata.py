"""Title, date, source, people and section, with the labels that real pages are careless about."""

from datetime import date

import pytest

from benchmarks.newspages import NewsPage, chinese_pages
from benchmarks.phrases import SENTENCES
from pipelines.extract import Extraction, extract
from pipelines.extract.metadata import western
from pipelines.extract.metadata.dates import in_url, stamps

BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
FIELDS = ("title", "published_at", "source", "author", "editor", "section", "lang", "script")


def read(zone: str, after: str = "", head: str = "", url: str = "http://news.example.cn/1.html") -> Extraction:
    title = "<title>职工夜校今晚开课_江湾新闻网</title>"
    return extract(
        f"<html><head>{title}{head}</head><body><h1>职工夜校今晚开课</h1><p>{zone}</p>{BODY}<p>{after}</p></body></html>",
        url,
    )


@pytest.mark.parametrize("page", list(chinese_pages(2, seed=3)), ids=lambda page: page.template)
def test_every_field_of_a_generated_page_is_found(page: NewsPage) -> None:
    found = extract(page.html, page.url)
    assert {name: getattr(found, name) for name in FIELDS} == {name: getattr(page.truth, name) for name in FIELDS}
    stated = {name for name in FIELDS[:6] if getattr(found, name)}
    assert {"published" if name == "published_at" else name for name in stated} <= set(found.evidence)


@pytest.mark.parametrize(
    ("zone", "source", "author", "editor", "published"),
    [
        ("来源:江湾日报收集编辑:江湾日报", "江湾日报", None, None, None),
        ("日期:　来源:江湾日报", "江湾日报", None, None, None),
        ("来源:海州网   编辑:   2018-12-05 21:16:00   作者:", "海州网", None, None, "2018-12-05T21:16:00+08:00"),
        ("发布日期:2023/2/23 17:35:46 浏览:73<br>来源时间为:2023-02-07", None, None, None, "2023-02-23T17:35:46+08:00"),
        ("來源時間為：2023-02-07", None, None, None, None),
        ("2023年11月20日14:06  來源：《工人時報》", "工人時報", None, None, "2023-11-20T14:06+08:00"),
        ("2012年1月12日‧星期四", None, None, None, "2012-01-12"),
        ("二〇一二年十一月二十三日", None, None, None, "2012-11-23"),
        ("时间：2019-03-04 下午 3:05", None, None, None, "2019-03-04T15:05+08:00"),
        ("<i>2019-03-04</i><i>08:30</i><i>柳泉晚报</i>", "柳泉晚报", None, None, "2019-03-04T08:30+08:00"),
        ("来源：<a href=/>柳泉网</a><span>我要评论</span>", "柳泉网", None, None, None),
        ("作者：admin　来源：互联网", None, None, None, None),
        ("【云岭時報／記者周立群／台北報導】", "云岭時報", "周立群", None, None),
        ("本报记者 周立群 通讯员 许文静", None, "周立群、许文静", None, None),
        ("周立群", None, "周立群", None, None),
        ("文｜周立群　编辑｜许文静", None, "周立群", "许文静", None),
    ],
)  # fmt: skip
def test_zones(zone: str, source: str | None, author: str | None, editor: str | None, published: str | None) -> None:
    found = read(zone)
    assert (found.source, found.author, found.editor, found.published_at) == (source, author, editor, published)
    assert found.text == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("after", "editor"),
    [
        ("(責編：周立群、許文靜)", "周立群、許文靜"),
        ("初审编辑：周立群<br>责任编辑：许文静", "周立群、许文静"),
        ("（周立群 编辑）", "周立群"),
        ("【责任编辑:周 立】", "周立"),
    ],
)
def test_editors_behind_the_text(after: str, editor: str) -> None:
    found = read("", after)
    assert found.editor == editor
    assert found.text == "\n".join(SENTENCES)


def test_what_a_page_states_for_machines_is_checked() -> None:
    login = read("", head='<meta name="author" content="登录用户"><meta name="source" content="来源：江湾日报">')
    assert (login.author, login.source) == (None, "江湾日报")
    finer = read("2023-11-20", head='<meta property="article:published_time" content="2023-11-20T14:06:09+08:00">')
    assert finer.published_at == "2023-11-20T14:06:09+08:00"
    lying = read("2023-11-20 08:00", head='<meta name="pubdate" content="2010-01-01">')
    assert lying.published_at == "2023-11-20T08:00+08:00"
    broken = read("", head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>')
    assert broken.title == "职工夜校今晚开课"


def test_dates_after_the_fetch_are_not_believed() -> None:
    html = f"<h1>职工夜校今晚开课</h1><p>2033-01-01 08:00</p>{BODY}"
    assert extract(html, "http://a.example/", fetched_on=date(2023, 1, 1)).published_at is None
    assert extract(html, "http://a.example/2022/1230/c1.html", fetched_on=date(2023, 1, 1)).published_at == "2022-12-30"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.example/n1/2023/1120/c67502-1.html", "2023-11-20"),
        ("http://a.example/201607/t20160726_1.htm", "2016-07-26"),
        ("http://a.example/1/202006/26/200626140742265.shtml", "2020-06-26"),
        ("http://a.example/c/2022-04-30/6884577.shtml", "2022-04-30"),
        ("http://a.example/html/2016-07/26/content_1.htm", "2016-07-26"),
        ("http://a.example/20231399/1.html", None),
        ("http://a.example/article/20230001", None),
        ("http://a.example/goods/123456789012345", None),
    ],
)
def test_days_in_urls(url: str, day: str | None) -> None:
    assert in_url(url) == day


@pytest.mark.parametrize("text", ["2012-13-01", "1200-01-01", "12345-01-012", "电话2012-1234567", "比分 3-2-1"])
def test_what_is_no_date(text: str) -> None:
    assert list(stamps(text)) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [("14.12.2011 19:00", "2011-12-14T19:00"), ("March 5, 2021", "2021-03-05"), ("5 de marzo de 2021", "2021-03-05"),
     ("le 14 août 2020", "2020-08-14"), ("12. März 2019", "2019-03-12"), ("2021年3月5日 9時20分", "2021-03-05T09:20")],
)  # fmt: skip
def test_dates_of_other_languages(text: str, iso: str) -> None:
    assert [stamp.iso for stamp in stamps(text)] == [iso]


@pytest.mark.parametrize(
    ("rest", "section"),
    [
        ("-女职工-江湾工会网", "女职工"),
        (" - 维权 - 江湾工会网", "维权"),
        ("_国内新闻_江湾网", "国内新闻"),
        ("--工会新闻--江湾网", "工会新闻"),
        (" | 生活 | 即时新闻 | 江湾新闻网", "生活"),
        ("-江湾工会网", None),
        (" - 江湾工会网 - 两岸", None),
        ("-20231120-江湾工会网", None),
        ("（组图）-女职工-江湾工会网", None),
    ],
)
def test_sections_in_document_titles(rest: str, section: str | None) -> None:
    page = (
        f"<html><head><title>职工夜校今晚开课{rest}</title></head><body><h1>职工夜校今晚开课</h1>{BODY}</body></html>"
    )
    assert extract(page, "http://news.example.cn/1.html").section == section


def test_a_breadcrumb_is_nearer_than_the_document_title() -> None:
    page = (
        "<html><head><title>职工夜校今晚开课-新闻-江湾工会网</title></head><body>"
        f"<div>首页 &gt; 女职工 &gt; 正文</div><h1>职工夜校今晚开课</h1>{BODY}</body></html>"
    )
    assert extract(page, "http://news.example.cn/1.html").section == "女职工"


@pytest.mark.parametrize(
    ("zone", "after", "source", "editor"),
    [
        ("来源:江湾热搜 收集编辑:江湾热搜", "来源:海州日报", "海州日报", None),
        ("来源:海州日报 收集编辑:海州日报", "来源:海州日报", "海州日报", None),
        ("来源:江湾热搜 收集编辑:江湾热搜", "", "江湾热搜", None),
        ("来源:江湾日报 编辑:许文静", "来源:海州日报", "江湾日报", "许文静"),
    ],
)
def test_a_collector_yields_to_the_source_at_the_end(zone: str, after: str, source: str, editor: str | None) -> None:
    found = read(zone, after)
    assert (found.source, found.editor) == (source, editor)


@pytest.mark.parametrize(
    ("zone", "source"),
    [
        ("来源：江湾网|临河新闻", "江湾网|临河新闻"),
        ("2024-05-01 02:14 <span>江湾网|临河新闻</span>", "江湾网|临河新闻"),
        ("来源：江湾网|作者：许文静", "江湾网"),
        ("来源：江湾日报 | 2024-05-01 02:14", "江湾日报"),
    ],
)
def test_two_outlets_joined_by_a_bar_are_one_source(zone: str, source: str) -> None:
    assert read(zone).source == source


WALKOUT = "".join(
    f"<p>On the {day} day of the strike, members of the union met at the gate and voted to stay out until the company "
    "answers the demands that were handed to it in the spring of this year.</p>"
    for day in ("first", "second", "third", "fourth")
)


@pytest.mark.parametrize(
    ("byline", "author", "source"),
    [
        ("By Ana Ruiz", "Ana Ruiz", None),
        ("Written by Ana Ruiz and Joe O'Hill", "Ana Ruiz、Joe O'Hill", None),
        ("By Maria de la Cruz, Joe Hill, and Ann Lee | News", "Maria de la Cruz、Joe Hill、Ann Lee", None),
        ("Par Jean Dupont", "Jean Dupont", None),
        ("Source: Union Wire", None, "Union Wire"),
        ("Quelle: Druckerzeitung", None, "Druckerzeitung"),
        ("By Ana Ruiz, who has seen it all", None, None),
        ("Source: https://press.example.org/", None, None),
    ],
)
def test_bylines_of_other_languages(byline: str, author: str | None, source: str | None) -> None:
    title = "Ferry crews stay out"
    page = f"<html><title>{title}</title><h1>{title}</h1><p>August 3, 2026</p><p>{byline}</p>{WALKOUT}</html>"
    found = extract(page, "https://news.example.org/a")
    assert (found.title, found.published_at, found.lang) == (title, "2026-08-03", "en")
    assert (found.author, found.source) == (author, source)


def test_a_byline_without_end_takes_no_time() -> None:
    assert western.byline("By " + "Aa de la " * 12 + "!") is None
    assert western.byline("By " + "A" * 100 + "!") is None
    assert western.byline("By " + "Aa Bb, " * 16) is None


def test_the_comment_of_an_e_paper_is_read() -> None:
    comment = """<!--enpproperty <articleid>7</articleid><founder-date>2025-11-13 00:00:00.0</founder-date>
    <author>周立群&#12289;许文静</author><title>职工夜校今晚开课</title><nodename>要闻</nodename>enpproperty-->"""
    found = read("", head=comment)
    assert (found.published_at, found.author, found.section) == ("2025-11-13", "周立群、许文静", "要闻")
    assert found.evidence["author"] == "enpproperty"
    assert read("", head="<!--enpproperty <author>").author is None
