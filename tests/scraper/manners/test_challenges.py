"""Verification pages are recognised, articles about them are not taken for one."""

import time
from pathlib import Path

import pytest
from scrapy.http import Response

from scraper.manners.challenges import challenge_in
from scraper.manners.patience import refusal_in
from scraper.replica.hostile.traps import CHALLENGES, challenge
from scraper.replica.reply import Reply
from scraper.replica.server import Replica

SHARED = Path(__file__).resolve().parents[4] / "shared" / "eval" / "extraction" / "pages"
STORY = (
    "不少职工反映，登录办事平台时总要“请输入验证码”，安全验证一次接一次。平台的工会为此召开了座谈会，逐条记下了意见。"
)


@pytest.mark.parametrize("kind", CHALLENGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_every_family_is_recognised(kind: str, encoding: str) -> None:
    page = challenge(kind).change("", Reply(200)).body.decode().encode(encoding)
    assert challenge_in(page) or kind == "cloudflare"
    status, headers, _ = CHALLENGES[kind]
    response = Response(
        "http://a.cn/", status, {name.replace("_", "-"): value for name, value in headers.items()}, page
    )
    assert "verification" in (refusal_in(response) or "")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_an_article_about_verification_codes_is_an_article(encoding: str) -> None:
    long = f"<html><title>请输入验证码</title><body><p>{STORY * 6}</p></body></html>"
    short = f"<html><title>请输入验证码</title><body><p>来源：工会报</p><p>{STORY}</p></body></html>"
    listed = f"<html><title>安全验证</title><body><p>{STORY}</p>{'<a href=x>更多</a>' * 30}</body></html>"
    for page in (long, short, listed):
        assert challenge_in(page.encode(encoding)) is None


def test_a_protected_site_may_deliver_its_page() -> None:
    page = f"<html><script>window['$_ts']={{}}</script><body><p>{STORY * 6}</p></body></html>"
    assert challenge_in(page.encode()) is None
    assert challenge_in('{"message": "请输入验证码"}'.encode()) is None


def test_no_healthy_page_is_taken_for_one(replica: Replica) -> None:
    assert not [url for url, page in replica.world.pages.items() if challenge_in(page.body)]


@pytest.mark.skipif(not SHARED.exists(), reason="the sample of real pages is not part of the project")
def test_no_real_article_is_taken_for_one() -> None:
    pages = sorted(SHARED.glob("*.html"))
    assert len(pages) > 200
    assert not [page.name for page in pages if challenge_in(page.read_bytes())]


@pytest.mark.parametrize("piece", [b"<script>", b"<!--", b"<title>", b"<", b"&", b"location", b" "])
def test_hostile_pages_take_linear_time(piece: bytes) -> None:
    page = b"geetest document.cookie" + piece * (200_000 // len(piece))
    start = time.perf_counter()
    challenge_in(page)
    assert time.perf_counter() - start < 2, "quadratic work would take minutes"


@pytest.fixture(scope="module")
def replica() -> Replica:
    return Replica(stories=12, seed=5)
