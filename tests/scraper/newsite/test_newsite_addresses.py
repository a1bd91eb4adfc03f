"""Addresses of one make get one regular expression; hosts, codes and slugs are told apart."""

import re

import pytest

from scraper.newsite.links.addresses import (
    cut,
    directory_pattern,
    domain_of,
    host_pattern,
    is_code,
    is_slug,
    same_site,
    tail_pattern,
)
from scraper.newsite.pages.paging import by_number

HOST = "http://www.paper.example"


@pytest.mark.parametrize(
    ("paths", "pattern", "others"),
    [
        (["/c/2026-02-25/8740893.shtml", "/c/2022-04-30/684577.shtml"], r"/\d{4}-\d\d-\d\d/\d+\.shtml", ["/c/8740893"]),
        (["/sd/201011/t20101121_5990791.htm"], r"/\d{6}/t\d{8}_\d+\.html?", ["/sd/201011/t20101121_5990791_1.htm"]),
        (["/n1/2023/1120/c67502-40121912.html"], r"/\d{4}/\d{4}/c\d+-\d+\.html?", ["/n1/2023/1120/c1-2-2.html"]),
        (["/27/202005/08/200508153140433.shtml"], r"/\d+/\d{6}/\d\d/\d{15}\.shtml", ["/27/27.shtml"]),
        (["/a/33b75f2f5d303ea845c97c14c6f7808f.html"], r"/[0-9a-f]{32}\.html?", ["/a/index.html"]),
        (["/omn/20200704/20200704A04HVX00.html"], r"/\d{8}/\w+\.html?", ["/omn/author/1233"]),
        (["/i.php?c=show&id=97", "/i.php?c=show&id=12345"], r"\?c=show&id=\d+", ["/i.php?c=list&id=9"]),
        (["/2026/03/strike-won/", "/2025/11/nurses-sign-new-contract/"], r"/\d{4}/\d\d/[\w%.~-]+/", ["/2026/03/"]),
    ],
)
def test_a_family_has_one_pattern(paths: list[str], pattern: str, others: list[str]) -> None:
    family = [address for path in paths if (address := cut(HOST + path))]
    assert len({address.family for address in family}) == 1
    assert tail_pattern(family) == pattern
    whole = re.compile(re.escape(HOST) + directory_pattern(each.directory for each in family) + pattern)
    assert all(map(whole.fullmatch, (HOST + path for path in paths)))
    assert not any(map(whole.fullmatch, (HOST + path for path in others)))


def test_codes_and_slugs_are_no_names() -> None:
    assert all(map(is_code, ("20200704A04HVX00", "33b75f2f-5d30-3ea8-45c9-7c14c6f7808f", "deadbeef00deadbeef")))
    assert not any(map(is_code, ("content_4711", "t20160726_14680549", "gonghui", "2026", "c67502-40121912")))
    assert all(map(is_slug, ("nurses-sign-new-contract", "%E5%B7%A5%E4%BC%9A", "工会要闻今日头条")))
    assert not any(map(is_slug, ("about-us", "index", "2026-03-01")))


def test_what_no_file_could_hold_is_no_address() -> None:
    for path in ("/a b", '/a"b/1', "/a'b", "/{x}/1", "/a\nb", "/a\\b", "/<i>", "/a\u202eb"):
        assert cut(HOST + path) is None
    assert cut("http://[broken") is None


def test_hosts() -> None:
    domains = {"www.a.com.cn": "a.com.cn", "x.bjzgh.org": "bjzgh.org", "gh.sd.cn": "gh.sd.cn", "a.cn": "a.cn"}
    assert {host: domain_of(host) for host in domains} == domains
    assert same_site("sd.dz.example", "www.dz.example")
    assert not same_site("dz.example", "notdz.example")
    assert not same_site("127.0.0.1", "10.0.0.1")
    assert re.fullmatch(host_pattern(["www.a.example"]), "a.example")
    assert re.fullmatch(host_pattern(["www.a.example", "b.a.example"]), "c.a.example")
    assert not re.fullmatch(host_pattern(["www.a.example", "b.a.example"]), "xa.example")
    assert host_pattern(["news.a.example"]) == r"news\.a\.example"


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("/news/", "/news/list_2.html", "/news/list_3.html"),
        ("/news/", "/news/index_1.html", "/news/index_2.html"),
        ("/27/27.shtml", "/27/27_2.shtml", "/27/27_3.shtml"),
        ("/list?cid=2&page=1", "/list?cid=2&page=2", "/list?cid=2&page=3"),
        ("/news", "/news?p=2", "/news?p=3"),
        ("/blog/", "/blog/page/2/", "/blog/page/3/"),
        ("/GB/1/index1.html", "/GB/1/index2.html", "/GB/1/index3.html"),
    ],
)
def test_a_second_page_tells_the_third(first: str, second: str, third: str) -> None:
    paging = by_number(HOST + first, HOST + second)
    assert paging
    (pattern, replacement), place = paging.arguments, paging.first
    assert re.sub(pattern, lambda _: replacement.format(n=place), HOST + first, count=1) == HOST + second
    assert re.sub(pattern, lambda _: replacement.format(n=place + 1), HOST + second, count=1) == HOST + third


def test_other_pages_are_no_second_page() -> None:
    assert by_number(f"{HOST}/news/", f"{HOST}/about/") is None
    assert by_number(f"{HOST}/news/", f"{HOST}/news/") is None
