"""The pictures in a real Datasette."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from invented import EVIL
from lxml import html

from archive.site import PLUGINS


@pytest.fixture(autouse=True)
def _plugins_leave_with_the_test() -> Iterator[None]:
    """Datasette has one manager of plugins for the whole process."""
    before = set(pm.get_plugins())
    yield
    for plugin in set(pm.get_plugins()) - before:
        pm.unregister(plugin)


def asked(folder: Path, path: str, language: str = "en", **options: Any) -> Any:
    async def ask() -> Any:
        site = Datasette([str(folder / "archive.db")], plugins_dir=str(PLUGINS), **options)
        return await site.client.get(path, headers={"Accept-Language": language})

    return asyncio.run(ask())


def test_the_menu_leads_to_the_page(folder: Path) -> None:
    assert 'href="/-/pictures"' in asked(folder, "/archive").text
    assert 'href="/at/-/pictures"' in asked(folder, "/archive", settings={"base_url": "/at/"}).text


def test_the_page_is_in_the_language_of_its_visitor_and_strict(folder: Path) -> None:
    answer = asked(folder, "/-/pictures?site=a", language="zh-CN")
    page = html.document_fromstring(answer.text)
    assert answer.status_code == 200
    assert page.xpath("//h1/text()") == ["档案图览"]
    assert page.xpath("//option[@selected]/@value") == ["a"]
    assert EVIL in page.xpath("//option/text()")
    assert "script" not in {element.tag for element in page.iter()}
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    (style,) = page.xpath("//link[@rel='stylesheet']/@href")
    assert asked(folder, style).headers["content-type"] == "text/css; charset=utf-8"


def test_days_and_stories_are_taken_from_the_address(folder: Path) -> None:
    page = html.document_fromstring(asked(folder, "/archive/-/pictures?since=2025-01-01&until=2025-01-31").text)
    leads = page.xpath("//section[@id='time']/p/text()")
    assert "2025-01-01" in leads[0]
    chosen = html.document_fromstring(asked(folder, "/archive/-/pictures?story=2").text)
    assert len(chosen.xpath("//section[@id='spread']/h3")) == 1
    assert chosen.xpath("//section[@id='spread']/h3/a/@href") == ["/archive/story_copies?story_id=2"]
    links = page.xpath("//section[@id='spread']/table//@href")
    assert links == [f"/archive/-/pictures?story={number}#spread" for number in (1, 2)] or not links


def test_what_is_no_day_or_no_archive_is_refused(folder: Path) -> None:
    assert asked(folder, "/-/pictures?since=yesterday").status_code == 400
    assert asked(folder, "/nothing/-/pictures").status_code == 404
    assert asked(folder, "/archive/-/pictures?story=abc").status_code == 200


def test_who_may_not_see_the_tables_sees_no_pictures(folder: Path) -> None:
    closed = {"databases": {"archive": {"tables": {"failures": {"allow": {"id": "root"}}}}}}
    assert asked(folder, "/-/pictures", metadata=closed).status_code == 403
    assert "/-/pictures" not in asked(folder, "/archive", metadata=closed).text
