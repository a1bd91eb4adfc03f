"""Pages that are gone: told by the answer, by where it leads, by what the page says; healthy pages are left alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Article, Failure, RawPage
from pipelines.notices import deletion_notice, is_notice
from pipelines.process import EXTRACTOR, process
from pipelines.vanished import absence, leads_away, onward
from scraper.replica.server import Replica

SHARED = Path(__file__).resolve().parents[3] / "shared"
URL = "http://news.example.org/n1/2026/0101/c12-3456789.html"
PROSE = "厂工会的读报小组上周读完了第三册，组员们各写了一页心得，贴在车间门口的墙上，来往的人都停下来看。"
MORE = "女工委员说，下一册由夜班的同事来选，借书卡已经发到各班组，还书的日子写在卡的背面。"

NOTICES = [
    "文章不存在",
    "内容已删除",
    "您访问的页面不存在",
    "该内容已被发布者删除",
    "很抱歉，您要查看的文章已被删除。",
    "此信息已过期",
    "没有找到您要访问的页面",
    "找不到该网页！",
    "404错误：页面未找到",
    "对不起，页面不存在或已经被管理员删除了",
    "頁面不存在",
    "該文章已被作者刪除",
    "您所请求的网页可能已经移走",
    "Page not found",
    "404 Not Found",
    "Error 404",
    "404",
    "Sorry, the page you are looking for could not be found.",
    "This article is no longer available.",
    "The requested URL was not found on this server.",
    "This content has been removed by its author.",
]
SENTENCES = [
    "公司称文章不存在抄袭",
    "工会指出该网站的文章已被删除，要求说明",
    "工会文章已被删除引发热议",
    "双方不存在劳动关系",
    "找不到工作的人",
    "404名职工入会",
    "该评论已被删除",
    "新闻已发布",
    "内容有删减",
    "页面",
    "Union found not guilty",
    "The union removed the article from its website",
    "404 workers at the page were dismissed",
    "Not a page",
]


@pytest.mark.parametrize("line", NOTICES)
def test_a_line_that_says_so_is_a_notice(line: str) -> None:
    assert is_notice(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert not is_notice(line)


@given(st.text(st.sampled_from("已或被您所想访问的文章页面不存在删除找到404抱歉 "), max_size=100))
@settings(max_examples=200, deadline=None)
def test_any_line_is_judged(line: str) -> None:
    assert is_notice(line) in {True, False}


def page(*parts: str, title: str = "职工之家") -> RawPage:
    source = f"<html><head><title>{title}</title></head><body>{''.join(parts)}</body></html>"
    return RawPage(URL, source.encode(), {"Content-Type": "text/html; charset=utf-8"})


NAVIGATION = "".join(f'<li><a href="/{n}/">第{n}版：各地工会动态与职工风采专栏</a></li>' for n in range(40))
IMPRINT = "<p>版权所有，未经书面授权，不得转载、摘编或以其他方式使用上述作品。技术支持：某某公司。</p>"


@pytest.mark.parametrize(
    "raw",
    [
        page("<p>您访问的文章不存在</p>"),
        page(
            NAVIGATION,
            "<div><h2>抱歉，该内容已被删除！</h2><p>3秒后自动返回首页，如未跳转，请点击这里。</p></div>",
            IMPRINT,
        ),
        page(NAVIGATION, "<div>请检查您输入的网址是否正确。</div>", IMPRINT, title="页面不存在 - 职工之家"),
        page("<script>alert('文章不存在');location.href='/';</script>"),
        page("<h1>Page Not Found</h1><p>Go back to the home page.</p>", title="404"),
        RawPage(URL, "您访问的页面不存在\n返回首页".encode(), {"Content-Type": "text/plain; charset=utf-8"}),
    ],
    ids=["bare", "template", "title", "alert", "english", "plain"],
)
def test_a_page_that_only_says_so_is_a_deleted_one(raw: RawPage) -> None:
    result = process(raw)
    assert isinstance(result, Failure)
    assert (result.stage, result.vanished) == ("extract", "deleted")
    assert result.evidence["vanished"]["notice"] in result.reason


@pytest.mark.parametrize(
    "raw",
    [
        page(f"<h1>一篇报道撤下之后</h1><p>{PROSE}</p><p>该文章已被删除。</p><p>{MORE}</p>"),
        page(f"<h1>页面不存在</h1><p>{PROSE}</p><p>{MORE}</p>", title="页面不存在"),
        page(f"<h1>读报</h1><p>{PROSE}</p><div><p>该内容已被发布者删除</p></div>"),
    ],
    ids=["in between", "as headline", "below"],
)
def test_an_article_that_speaks_of_deletion_is_none(raw: RawPage) -> None:
    result = process(raw)
    assert isinstance(result, Article)
    assert result.extractor == EXTRACTOR


@pytest.mark.parametrize(
    "target", ["/", "/n1/", "http://news.example.org/index.html", "https://www.example.org/GB/1.html"]
)
def test_an_empty_page_that_refreshes_to_the_home_page_is_redirected(target: str) -> None:
    source = f'<meta http-equiv="Refresh" content="0; url={target}">'
    result = process(page(source))
    assert isinstance(result, Failure)
    expected = None if target.endswith("1.html") else "redirected"
    assert result.vanished == expected
    assert isinstance(process(page(source, f"<h1>读报</h1><p>{PROSE}</p><p>{MORE}</p>")), Article)


@pytest.mark.parametrize(
    ("asked", "target", "away"),
    [
        (URL, "http://news.example.org/", True),
        (URL, "/index.shtml", True),
        (URL, "http://www.example.com", True),
        (URL, "/n1/2026/", True),
        (URL, "/GB/12/index.html", True),
        (URL, "/404.html", True),
        (URL, "/error/", True),
        (URL, URL.replace("http:", "https:"), False),
        (URL, "/BIG5" + URL[23:], False),
        (URL, "/a/3456789/", False),
        (URL, "/2026/20260101/", False),
        (URL, "/union-wins-a-raise/", False),
        (URL, "/?p=3456789", False),
        (URL, "/login?back=3456789", False),
        ("http://news.example.org/story/12/amp", "http://news.example.org/story/12", False),
        ("http://news.example.org/view.php?id=77", "/", True),
        ("http://news.example.org/", "http://example.com/", False),
        ("http://news.example.org/a/b.html", "http://[broken", False),
    ],
)
def test_where_a_redirect_leads(asked: str, target: str, *, away: bool) -> None:
    assert leads_away(asked, target) is away
    assert absence(asked, 302, target) == ("redirected" if away else None)
    assert absence(asked, 404, target) == absence(asked, 410) == "gone"
    assert absence(asked, 200, target) is absence(asked, 403) is absence(asked, 503) is None


@given(source=st.text(), url=st.text())
@settings(max_examples=50, deadline=None)
def test_nothing_raises(source: str, url: str) -> None:
    leads_away(url, source)
    leads_away(source, url)
    onward(f"location='{source}'", url)
    deletion_notice(f"<p>404</p>{source}", "", source)


def test_healthy_articles_are_not_called_deleted() -> None:
    pages = sorted((SHARED / "eval" / "extraction" / "pages").glob("*.htm*"))
    if not pages:
        pytest.skip("needs the evaluation pages in ../shared/eval")
    for path in pages:
        source = path.read_text(encoding="utf-8", errors="replace")
        assert deletion_notice(source, "", None) is None, path.name


def test_no_page_of_the_replica_is_called_deleted() -> None:
    replica = Replica(stories=12, seed=7)
    for truth in replica.truth:
        result = process(RawPage(truth.url, replica.world.pages[truth.url].body, {"Content-Type": "text/html"}))
        assert isinstance(result, Article) or result.vanished is None, truth.url
