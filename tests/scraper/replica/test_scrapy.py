"""An unmodified Scrapy spider crawls the replica under the real addresses."""

import json
import os
import subprocess
import sys
from pathlib import Path

from scraper.replica.server import Replica

SPIDER = """
import scrapy

class Reader(scrapy.Spider):
    name = "reader"
    start_urls = ["https://www.workercn.cn/acftu/", "http://acftu.workercn.cn/27/27.shtml"]
    custom_settings = {"ROBOTSTXT_OBEY": True, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False}

    def parse(self, response):
        for link in response.css("li h3 a"):
            yield response.follow(link, self.read)

    def read(self, response):
        yield {"url": response.url, "html": response.body.hex()}
"""


def test_scrapy_crawls_through_the_proxy(replica: Replica, tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text(SPIDER, encoding="utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", "reader.py", "-O", "items.json"]
    proxies = {"http_proxy": replica.proxy, "https_proxy": replica.proxy, "no_proxy": ""}
    subprocess.run(command, cwd=tmp_path, env=os.environ | proxies, timeout=60, check=True)
    items = {item["url"]: bytes.fromhex(item["html"]) for item in json.loads((tmp_path / "items.json").read_bytes())}
    lists = {"https://www.workercn.cn/acftu/", "http://acftu.workercn.cn/27/27.shtml"}
    expected = {truth.url for truth in replica.truth if lists & set(truth.lists)}
    assert len(expected) >= 2
    assert set(items) == expected
    assert items == {url: replica.world.pages[url].body for url in expected}
    asked = [served for served in replica.requests if "scrapy" in served.headers.get("user-agent", "").lower()]
    assert {served.status for served in asked} == {200, 404}, "404: the old hosts have no robots.txt"
    assert not set(replica.forbidden) & {served.url for served in asked}
