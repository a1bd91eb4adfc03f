"""What a look finds on sites that no file knows, and on the sites that have one, had they none."""

import re

import pytest

from archive.errors import InputError
from archive.records import RawPage
from benchmarks.newsite import TODAY, Printed, Score, articles_of, score, starts
from scraper.newsite.findings import Findings
from scraper.newsite.fixture import fixture_files
from scraper.newsite.links.anchors import Look
from scraper.newsite.links.candidates import chosen, groups
from scraper.replica.catalogue import KNOWN, UNKNOWN
from scraper.replica.catalogue import chosen as sites
from scraper.replica.world import World

STRANGERS = [name for name, site in UNKNOWN.items() if site.eras]
LISTED = {"dzwww": "http://www.dzwww.com/xinwen/guoneixinwen/"}


def looked(name: str, *urls: str) -> tuple[Findings, World, Printed]:
    world = World(sites([name]), 30, 7)
    printed = Printed(world)
    return printed.look(*(urls or starts(name, world)[:1])), world, printed


@pytest.mark.parametrize("name", STRANGERS)
def test_a_home_page_tells_a_whole_site(name: str) -> None:
    found, world, printed = looked(name)
    assert score(name, world, found) == Score(30, 30, 30, 30, 30)
    assert len(set(printed.asked)) <= 15
    style = next(truth for truth in world.truth)
    assert found.label in world.pages[found.home].body.decode(
        "gbk" if name in {"numbered", "trs", "query"} else "utf-8"
    )
    assert len(found.layouts) == 1, style.era
    layout = found.layouts[0]
    assert layout.body
    assert layout.title
    assert layout.published
    assert layout.source
    assert layout.editor
    assert found.expects.links == 7
    assert all(fact.sure for fact in found.facts), found.facts


@pytest.mark.parametrize("name", ["numbered", "trs", "query"])
def test_an_article_leads_to_its_site(name: str) -> None:
    world = World(sites([name]), 30, 7)
    found, *_ = looked(name, world.truth[3].url)
    assert score(name, world, found).right == 30
    assert len(found.lists[0].urls) == 3


def test_lists_say_which_are_wanted() -> None:
    first, second = ("http://www.dated.example/gonghui/", "http://www.dated.example/weiquan/")
    found, *_ = looked("dated", first, second)
    assert [source.urls for source in found.lists] == [(first, second)]
    assert found.feeds == ["http://www.dated.example/rss.xml"]


def test_what_is_announced_is_found() -> None:
    found, *_ = looked("hashed")
    assert found.feeds == ["https://www.hashed.example/map.xml"], "robots.txt names it"
    alone, *_ = looked("people_world", "http://www.people.com.cn/rss/world.xml")
    assert alone.feeds == ["http://www.people.com.cn/rss/world.xml"], "a feed may be all that there is"
    assert alone.articles


@pytest.mark.parametrize("name", ["ixuchang", "bjzgh", "hebzgfw", "pdsgh", "qhszgh", "zjftu", "zzgh", "people_legal"])
def test_sites_of_many_systems(name: str) -> None:
    found, world, _ = looked(name)
    got = score(name, world, found)
    assert got.right == got.taken
    assert got.right == got.all
    assert got.reached == got.listed


def test_what_one_list_shows_is_found_exactly() -> None:
    """Where channels differ, a list tells its own kind of address, and takes nothing that is no article."""
    found, world, _ = looked("dzwww", LISTED["dzwww"])
    got = score("dzwww", world, found)
    assert got.right == got.taken
    assert got.reached == got.listed == 6
    assert set(articles_of("dzwww", world))


def test_noise_is_left_out() -> None:
    """Links that are dressed like headlines, numbers that look like ids, sections, people and advertisements."""
    rows = "".join(
        f'<li><a href="/omn/2026{n:04}/2026{n:04}A0{n}HV{n}.html">职工代表大会通过新的集体合同之{n}</a></li>'
        for n in range(310, 320)
    )
    noise = "".join(
        f'<p><a href="/author/{n}7123">某某日报记者张三{n}</a> <a href="http://coral.front.example/55024{n}">8{n}</a>'
        f'<a href="/tag/{n}4411.html">集体合同</a><a href="/page/{n}">{n}</a><a href="/zt/2026{n}/">专题报道{n}</a>'
        f'<a href="http://shop.example/item/2026031{n}_99.html">年货大促销全场五折起快来抢购限时{n}</a></p>'
        for n in range(10, 25)
    )
    html = f"<html><body><div>{noise}</div><ul>{rows}</ul></body></html>"
    found = chosen(groups([Look(RawPage("http://www.front.example/", html.encode(), {}))]))
    urls = [url for members in found.values() for group in members for url in group.urls]
    assert len(urls) == 10
    assert all("/omn/" in url for url in urls)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body><div id='app'></div><script src='a.js'></script></body></html>", "built by scripts"),
        ("<html><body><p>建设中</p></body></html>", "no links to articles"),
        ("", "no links to articles"),
        ('{"items": [{"url": "http://www.shell.example/a/1.html"}]}', "write a JsonList"),
    ],
)
def test_what_cannot_be_read_is_said(page: str, words: str) -> None:
    world = World(sites(["shell"]), 1, 1)
    (home,) = world.pages
    world.pages[home] = type(world.pages[home])(page.encode(), "text/html", world.pages[home].modified)
    with pytest.raises(InputError, match=words):
        Printed(world).look(home)


def test_a_sheet_of_a_paper_is_good_for_a_day() -> None:
    world = World(sites(["workercn"]), 30, 7)
    sheet = next(url for url in world.pages if url.endswith("/page.html"))
    with pytest.raises(InputError, match=r"first_sheet may be .*/papers/grrb/\{day:%Y/%m/%d\}/"):
        Printed(world).look(sheet)


def test_hostile_nesting_costs_no_more_than_the_page() -> None:
    world = World(sites(["dated"]), 12, 7)
    for url, page in list(world.pages.items()):
        body = page.body.replace(b'<div class="main">', b"<div>" * 900).replace(
            b'<div class="sidebar">', b"</div>" * 900
        )
        world.pages[url] = type(page)(body, page.content_type, page.modified)
    found = Printed(world).look("http://www.dated.example/")
    assert found.articles
    assert fixture_files(found, TODAY)


def test_a_missing_page_is_said() -> None:
    with pytest.raises(InputError, match="answers 404; check the address"):
        looked("numbered", "http://www.numbered.example/none/")


def test_headlines_that_lead_nowhere_are_no_articles() -> None:
    world = World(sites(["numbered"]), 30, 7)
    empty = b"<html><body><p>404</p></body></html>"
    for truth in world.truth:
        world.pages[truth.url] = type(world.pages[truth.url])(empty, "text/html", truth.moment)
    with pytest.raises(InputError, match="look like articles are none"):
        Printed(world).look("http://www.numbered.example/")


def test_every_site_of_the_replica_can_be_looked_at() -> None:
    assert len(KNOWN) >= 5
    assert {"dated", "numbered", "hashed", "trs", "query", "slugs"} <= set(STRANGERS)
    assert all(re.fullmatch(r"[a-z]+", name) for name in UNKNOWN)
