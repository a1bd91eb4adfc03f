"""Each site knows its own articles by their addresses, and nothing else; each file is one site."""

import json
import re
from pathlib import Path

import pytest

from scraper.site_index import all_sites, host_of, layouts_for, site_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "pages" / "example_urls.json"
ARTICLES = {
    "workercn": [
        "https://www.workercn.cn/c/2026-02-25/8740893.shtml",
        "https://workercn.cn/c/2022-04-30/6884577.shtml",
        "http://acftu.workercn.cn/817/202005/08/200508153140433.shtml",
        "https://workercn.cn/110/202006/26/200626140742265.shtml",
        "http://big5.workercn.cn/big5/build.workercn.cn/26892/201801/30/180130080504276.shtml",
        "https://www.workercn.cn/papers/grrb/2021/12/22/2/news-4.html",
    ],
    "people_union": [
        "http://acftu.people.com.cn/n1/2023/1120/c67502-40121912.html",
        "http://acftu.people.com.cn/BIG5/n1/2022/0209/c67502-32348744.html",
        "http://acftu.people.com.cn/n/2015/0917/c121801-27598603.html",
        "http://acftu.people.com.cn/GB/67502/4567890.html",
    ],
    "dzwww": [
        "http://yantai.dzwww.com/ytxw/lzs/201607/t20160726_14680549.htm",
        "https://www.dzwww.com/xinwen/guoneixinwen/202601/t20260120_17326136.htm",
        "https://sd.dzwww.com/sdnews/201011/t20101121_5990791.html",
        "https://hot.dzwww.com/w__bnk",
    ],
    "fensifuwu": [
        "https://www.fensifuwu.com/emotion/me/33b75f2f5d303ea845c97c14c6f7808f.html",
        "http://www.fensifuwu.com/finance/4446458.html",
    ],
    "ixuchang": ["http://www.ixuchang.com/qiye/4446458.html"],
}
NO_ARTICLES = [
    "https://www.workercn.cn/character/",
    "http://news.workercn.cn/32841/32841.shtml",
    "http://xz.workercn.cn/10930/10930_2.shtml",
    "http://world.workercn.cn/32836/201903/14/190314070852665_2.shtml",
    "https://www.workercn.cn/papers/grrb/2022/10/28/1/page.html",
    "https://www.workercn.cn/papers/grrb/2018/06/28/7/grrb201806287.pdf",
    "http://acftu.people.com.cn/GB/67502/index.html",
    "http://acftu.people.com.cn/n1/2019/0615/c67502-31153719-2.html",
    "http://cpc.people.com.cn/GB/64093/64094/index.html",
    "http://www.people.com.cn/rss/society.xml",
    "http://sd.dzwww.com/sdnews/",
    "http://yantai.dzwww.com/ytxw/lzs/201607/t20160726_14680549_1.htm",
    "https://www.fensifuwu.com/e/extend/list/?classid=1&orderby=newstime&page=1",
    "http://www.ixuchang.com/qiye/",
    "http://www.ixuchang.com/qiye/list_2.html",
]
# Which keys of the shared examples hold articles that a crawl of the site takes.
EXAMPLES = {
    "workercn": ("workercn_new_article", "workercn_old_article", "workercn_big5", "workercn_paper_article"),
    "people_union": ("people_acftu_article", "people_acftu_big5"),
    "dzwww": ("dzwww_article", "dzwww_hot"),
    "fensifuwu": ("fensifuwu_article",),
}


def takes(name: str, url: str) -> bool:
    site = next(site for site in all_sites() if site.name == name)
    return site().is_article(url)


def test_there_are_the_five_sites() -> None:
    assert [site.name for site in all_sites()] == sorted(ARTICLES)
    for site in all_sites():
        assert site.__module__ == f"scraper.sites.{site.name}", "file and name agree"
        assert site.home.startswith("http")
        assert site_of(site.home) is site
        assert all(re.compile(pattern) for pattern in site.articles)


@pytest.mark.parametrize(("name", "url"), [(name, url) for name, urls in ARTICLES.items() for url in urls])
def test_articles_are_known_by_their_address(name: str, url: str) -> None:
    assert takes(name, url)
    owner = site_of(url)
    assert owner is not None
    assert owner.name == name
    assert layouts_for(url) == owner.layouts


@pytest.mark.parametrize("url", NO_ARTICLES)
def test_lists_and_later_pages_are_none(url: str) -> None:
    assert not any(takes(name, url) for name in ARTICLES)


@pytest.mark.skipif(not SHARED.is_file(), reason="the collection of real addresses is not beside this checkout")
@pytest.mark.parametrize("name", EXAMPLES)
def test_real_addresses_are_known(name: str) -> None:
    examples = json.loads(SHARED.read_bytes())
    urls = [url for key in EXAMPLES[name] for url in examples[key]]
    assert [url for url in urls if not takes(name, url)] == []
    lists = [url for key, urls in examples.items() if "list" in key or "rss" in key or "sitemap" in key for url in urls]
    assert [url for url in lists if takes(name, url)] == []


def test_other_hosts_belong_to_nobody() -> None:
    for url in ("https://notdzwww.com/a", "https://dzwww.com.example.org/", "urn:sha256:00", "http://[broken", ""):
        assert site_of(url) is None
        assert layouts_for(url) == ()
    assert (host_of("HTTP://WWW.DZWWW.COM/"), host_of("http://[broken")) == ("www.dzwww.com", "")
