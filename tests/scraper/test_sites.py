"""Each site knows its own articles by their addresses, and nothing else; each file is one site with one fixture."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scraper.replica.families.copies import fixtures
from scraper.site_index import NOT_CRAWLED, all_sites, host_of, layouts_for, renewed, site_of
from scraper.spiders.listing import ListPage, Window
from scraper.spiders.site import SiteSpider

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "pages" / "example_urls.json"
SITES = {site.name: site for site in all_sites()}
LISTS = re.compile("list|rss|sitemap")  # keys of the shared examples that hold no articles
# Which keys of the shared examples hold articles that a crawl of the site takes.
EXAMPLES = {
    "workercn": ("workercn_new_article", "workercn_old_article", "workercn_big5", "workercn_paper_article"),
    "people_union": ("people_acftu_article", "people_acftu_big5"),
    "dzwww": ("dzwww_article", "dzwww_hot"),
    "fensifuwu": ("fensifuwu_article",),
}


def fixture(name: str) -> dict[str, Any]:
    return fixtures()[name]


def test_every_site_has_a_fixture_and_every_fixture_a_site() -> None:
    assert list(fixtures()) == list(SITES)


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_a_file_is_a_site(site: type[SiteSpider]) -> None:
    assert site.__module__ == f"scraper.sites.{site.name}", "file and name agree"
    assert site.label == fixture(site.name)["label"]
    assert site.home.startswith("http")
    assert site_of(site.home) is site
    assert all(re.compile(pattern) for pattern in site.articles)
    assert set(site.assumed) <= {"lists", "pages", "addresses", "layouts"}


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_articles_are_known_by_their_address_and_lists_are_none(site: type[SiteSpider]) -> None:
    told, spider = fixture(site.name), site()
    assert [url for url in told["articles"] if not spider.is_article(url)] == []
    assert [url for url in told["articles"] if site_of(url) is not site] == []
    assert all(layouts_for(url) == site.layouts for url in told["articles"])
    assert told["others"]
    assert [url for url in told["others"] if spider.is_article(url)] == []


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_neither_a_list_nor_the_page_after_it_is_an_article(site: type[SiteSpider]) -> None:
    spider = site()
    for source in site.sources:
        for url in source.starts(Window(), date(2026, 10, 9)):
            further = source.read(ListPage(url, f'<a href="{url}">下一页</a>')).further
            assert [list_url for list_url in (url, *further) if spider.is_article(list_url)] == []


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_no_site_takes_the_articles_of_another(site: type[SiteSpider]) -> None:
    spider = site()
    others = [url for name, told in fixtures().items() if name != site.name for url in told["articles"]]
    assert [url for url in others if spider.is_article(url)] == []


@pytest.mark.skipif(not SHARED.is_file(), reason="the collection of real addresses is not beside this checkout")
@pytest.mark.parametrize("name", EXAMPLES)
def test_real_addresses_are_known(name: str) -> None:
    examples, spider = json.loads(SHARED.read_bytes()), SITES[name]()
    assert [url for key in EXAMPLES[name] for url in examples[key] if not spider.is_article(url)] == []
    lists = [url for key, urls in examples.items() if LISTS.search(key) for url in urls]
    assert [url for url in lists if spider.is_article(url)] == []


def test_the_documentation_lists_all_sites() -> None:
    documented = (ROOT / "docs" / "sites.md").read_text(encoding="utf-8")
    assert renewed(documented) == documented, "run `python -m scraper.site_index`"
    assert all(f"| `{name}` |" in documented for name in (*SITES, *(each.name for each in NOT_CRAWLED)))


def test_what_is_not_crawled_is_no_site() -> None:
    names = [each.name for each in NOT_CRAWLED]
    assert len(set(names)) == len(names)
    assert not set(names) & set(SITES)
    for each in NOT_CRAWLED:
        owner = site_of(each.home)
        assert owner is None, "nobody else reads it either"


def test_other_hosts_belong_to_nobody() -> None:
    for url in ("https://notdzwww.com/a", "https://dzwww.com.example.org/", "urn:sha256:00", "http://[broken", ""):
        assert site_of(url) is None
        assert layouts_for(url) == ()
    assert (host_of("HTTP://WWW.DZWWW.COM/"), host_of("http://[broken")) == ("www.dzwww.com", "")


def test_a_channel_goes_before_the_house() -> None:
    assert site_of("http://world.people.com.cn/n1/2024/0424/c1002-1.html") is SITES["people_world"]
    assert site_of("http://www.people.com.cn/n1/2024/0424/c1013-1.html") is SITES["people_union"]
    assert site_of("http://culture.people.com.cn/n1/2024/0424/c1013-1.html") is SITES["people_union"]
