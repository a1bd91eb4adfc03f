"""Names that lead to private addresses: refused where the connection is made."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from running import OWN, ROOT

# A name server cannot be run without privileges, so its answer is put in the place of the system's.
SCRIPT = """
import socket, sys
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
socket.gethostbyname = lambda name: "127.0.0.1"
class Visitor(Spider):
    name = "visitor"
    async def start(self):
        yield Request(sys.argv[1], errback=self.failed)
    def parse(self, response):
        print("reached", response.status)
    def failed(self, failure):
        print("failed", failure.value)
settings = {"ADDONS": {"scraper.addon.ArchiveAddon": 0}, "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": False,
    "RETRY_TIMES": 0, "PRIVATE_ADDRESSES_ALLOWED": sys.argv[2] == "allowed", "ARCHIVE_DIR": sys.argv[3]}
process = CrawlerProcess(settings)
process.crawl(Visitor)
process.start()
"""


class Intranet(HTTPServer):
    visits = 0


class Door(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Intranet)
        self.server.visits += 1
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def intranet() -> Iterator[Intranet]:
    with Intranet(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def visit(url: str, word: str, archive: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    command = [sys.executable, "-c", SCRIPT, url, word, str(archive)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def test_a_name_that_leads_inside_is_refused(intranet: Intranet, tmp_path: Path) -> None:
    url = f"http://news.example.cn:{intranet.server_port}/"
    assert (
        visit(url, "no", tmp_path)
        == "failed news.example.cn leads to 127.0.0.1, which is no public address; left alone\n"
    )
    assert intranet.visits == 0
    assert visit(url, "allowed", tmp_path) == "reached 200\n"
    assert intranet.visits == 1
