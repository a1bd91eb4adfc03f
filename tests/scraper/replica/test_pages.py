"""What the replica serves is what its truth says, in the bytes of the time."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from scraper.replica.catalogue import BY_HAND
from scraper.replica.server import Replica

Fetch = Callable[..., Any]
REAL = {"gb2312": "gbk", "gbk": "gbk", "big5": "big5", "utf-8": "utf-8"}
# In GBK, not in GB2312: why pages that declare the one must be read as the other.
GBK_ONLY = set("喆堃镕")
PATTERNS = {
    ("workercn", "new"): r"https://www\.workercn\.cn/c/\d{4}-\d\d-\d\d/\d{7}\.shtml",
    ("workercn", "old"): r"http://\w+\.workercn\.cn/\d+/\d{6}/\d\d/\d{15}\.shtml",
    ("workercn", "big5"): r"http://big5\.workercn\.cn/big5/[\w.]+/\d+/\d{6}/\d\d/\d{15}\.shtml",
    ("workercn", "paper"): r"https://www\.workercn\.cn/papers/grrb/\d{4}/\d\d/\d\d/\d/news-\d\.html",
    ("people_union", "td2012"): r"http://acftu\.people\.com\.cn/n/\d{4}/\d{4}/c121801-\d{8}\.html",
    ("people_union", "big5"): r"http://acftu\.people\.com\.cn/BIG5/n1/\d{4}/\d{4}/c67502-\d{8}\.html",
    ("people_union", ""): r"http://acftu\.people\.com\.cn/n1/\d{4}/\d{4}/c67502-\d{8}\.html",
    ("dzwww", "hot"): r"https://hot\.dzwww\.com/w_\w+",
    ("dzwww", ""): r"https?://\w+\.dzwww\.com/([\w-]+/)+\d{6}/t\d{8}_\d{7,8}\.html?",
    ("ixuchang", ""): r"http://www\.ixuchang\.com/qiye/\d+\.html",
    ("fensifuwu", "hash"): r"https://www\.fensifuwu\.com/emotion/me/[0-9a-f]{32}\.html",
    ("fensifuwu", ""): r"https://www\.fensifuwu\.com/(finance|emotion/me)/\d+\.html",
}


def declared(body: bytes) -> str:
    found = re.search(rb"charset=[\"']?([\w-]+)", body)
    assert found
    return found[1].decode().lower()


def decoded(body: bytes) -> str:
    return unescape(body.decode(REAL[declared(body)]))


@pytest.mark.parametrize("seed", [7, 8, 2026])
def test_every_template_has_an_article(seed: int) -> None:
    twelve = Replica(stories=12, seed=seed)
    seen = {(truth.site, truth.era) for truth in (*twelve.truth, *twelve.extra)}
    assert seen == {(site.name, era.name) for site in BY_HAND for era in site.eras}


def test_pages_hold_their_truth(replica: Replica, fetch: Fetch) -> None:
    for truth in replica.truth:
        if truth.damage:
            continue
        text = "".join(decoded(fetch(page).body) for page in truth.pages)
        assert truth.title in text
        assert [p for p in truth.paragraphs if p not in text] == [], truth.url
        for stated in (truth.source, truth.author, truth.editor, truth.section):
            assert stated is None or stated in text, (truth.url, stated)


def test_a_split_article_has_each_paragraph_on_one_page(replica: Replica, fetch: Fetch) -> None:
    split = [truth for truth in replica.truth if len(truth.pages) > 1]
    assert {truth.era for truth in split} >= {"old-a", "t2016"}
    for truth in split:
        texts = [decoded(fetch(page).body) for page in truth.pages]
        assert [sum(f"　　{p}<" in text for text in texts) for p in truth.paragraphs] == [1] * len(truth.paragraphs)


def test_no_page_holds_the_text_of_its_neighbours(replica: Replica, fetch: Fetch) -> None:
    for truth in replica.truth:
        others = [t for t in replica.truth if t.story != truth.story and t.site == truth.site]
        text = fetch(truth.url).body.decode(REAL[declared(fetch(truth.url).body)], "replace")
        assert not [t.url for t in others if len(t.paragraphs) > 1 and t.paragraphs[1] in text]


def test_labels_lie_as_on_the_real_sites(replica: Replica, fetch: Fetch) -> None:
    for truth in replica.truth:
        body = fetch(truth.url).body
        if truth.damage:
            with pytest.raises(UnicodeDecodeError):
                body.decode("utf-8")
        elif declared(body) == "gb2312" and GBK_ONLY & set(decoded(body)):
            with pytest.raises(UnicodeDecodeError):
                body.decode("gb2312")
    labels = {truth.era: declared(fetch(truth.url).body) for truth in replica.truth}
    assert labels["old-a"] == labels["t2016"] == labels["weihai"] == labels["big5-gateway"] == "gb2312"
    assert labels["big5"] == "big5"
    assert labels["new"] == labels["heze-utf8"] == "utf-8"


def test_both_scripts_are_there(replica: Replica, fetch: Fetch) -> None:
    hant = [truth for truth in replica.truth if truth.script == "Hant"]
    assert {truth.era for truth in hant} == {"big5", "big5-gateway"}
    for truth in hant:
        assert set("總會") & set(decoded(fetch(truth.url).body))


def test_damage_is_the_known_kind(replica: Replica, fetch: Fetch) -> None:
    damaged = [truth for truth in replica.truth if truth.damage]
    assert {truth.damage for truth in damaged} == {"php-gbk"}
    for truth in damaged:
        assert re.search(rb"[\x80-\xbf][\xfa-\xfe]", fetch(truth.url).body)
    (mirrored,) = replica.extra
    page = fetch(mirrored.url).body.decode()
    assert "會(huì)" in page
    assert page.rstrip().endswith("|")


def test_addresses_are_those_of_the_real_sites(replica: Replica) -> None:
    for truth in replica.truth:
        pattern = PATTERNS.get((truth.site, truth.era.split("-")[0])) or PATTERNS[truth.site, ""]
        assert re.fullmatch(pattern, truth.url), truth
        if truth.site == "workercn" and truth.era.startswith("old"):
            assert truth.published_at
            assert truth.url.rpartition("/")[2][:12] == re.sub(r"\D", "", truth.published_at)[2:14]


def test_every_article_is_linked_from_its_lists(replica: Replica, fetch: Fetch) -> None:
    for truth in replica.truth:
        assert truth.lists
        for address in truth.lists:
            body = fetch(address).body
            html = body.decode("gbk" if b"GB2312" in body or b"gb2312" in body else "utf-8", "replace")
            assert truth.url in {urljoin(address, unescape(href)) for href in re.findall(r'href="([^"]+)"', html)}


def test_lists_lead_to_their_last_page(fetch: Fetch) -> None:
    with Replica(stories=40, seed=7, sites=["dzwww"]) as larger:
        address, seen = "http://sd.dzwww.com/sdnews/", []
        while address:
            body = fetch(address, of=larger).body.decode("gbk")
            seen.append(address)
            following = re.search(r'<a href="([^"]+)">下一页', body)
            address = urljoin(address, following[1]) if following else ""
    assert seen[1].endswith("/index_1.htm")
    assert set(seen) >= {url for truth in larger.truth for url in truth.lists if "/sdnews/" in url}


def test_the_same_seed_prints_the_same_pages(replica: Replica) -> None:
    again, other = Replica(stories=12, seed=7), Replica(stories=12, seed=8)
    assert again.truth == replica.truth
    assert again.world.pages == replica.world.pages
    assert {t.text for t in other.truth}.isdisjoint(t.text for t in replica.truth)


def test_stories_are_reprinted_whole_cut_and_retitled(replica: Replica) -> None:
    copies: dict[str, list[Any]] = {}
    for truth in replica.truth:
        copies.setdefault(truth.story, []).append(truth)
    assert max(len({truth.site for truth in same}) for same in copies.values()) >= 3
    assert {truth.variant for truth in replica.truth} == {"whole", "cut", "retitled"}
    lengths = {len(truth.paragraphs) for truth in replica.truth}
    assert min(lengths) <= 2
    assert max(lengths) >= 8


def test_sites_can_be_chosen() -> None:
    only = Replica(sites=["ixuchang"])
    assert {urlsplit(url).hostname for url in only.world.pages} == {"www.ixuchang.com"}
    with pytest.raises(ValueError, match="choose from"):
        Replica(sites=["nowhere"])


def test_the_paper_comes_with_and_without_bom_and_sometimes_twice() -> None:
    larger = Replica(stories=60, sites=["workercn"])
    papers = {truth: larger.world.pages[truth.url].body for truth in larger.truth if truth.era == "paper"}
    assert {body.startswith(b"\xef\xbb\xbf") for body in papers.values()} == {True, False}
    assert {body.decode().count(f"　　{truth.paragraphs[-1]}<") for truth, body in papers.items()} == {1, 2}
    fronts = {url for truth in papers for url in truth.lists}
    assert all(url.endswith("/page.html") for url in fronts)


def test_nothing_leads_to_a_mirror() -> None:
    larger = Replica(stories=40, sites=["people_union"])
    assert len(larger.extra) > 1
    real = [page.body for url, page in larger.world.pages.items() if "mirror" not in url]
    assert not any(b"mirror.invalid" in body for body in real)
