"""What a crawl says while it runs and when it ends."""

import json
import re
from pathlib import Path

import pytest
from running import crawl
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from archive.crawls import COUNTS
from scraper import bookkeeping
from scraper.bookkeeping import Pace, duration
from scraper.commands.crawling.crawl import summary
from scraper.replica.server import Replica


def test_the_pace_is_that_of_the_last_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 0.0
    monkeypatch.setattr(bookkeeping.time, "monotonic", lambda: moment)
    pace = Pace()
    assert pace.after(0) == 0
    moment = 10.0
    assert pace.after(50) == 5
    moment = 100.0
    assert pace.after(50) == 0, "what was long ago does not count"
    moment = 110.0
    assert pace.after(70) == 2


def test_lengths_of_time() -> None:
    assert [duration(seconds) for seconds in (0.4, 89, 600, 7200)] == ["0 s", "89 s", "10 min", "2 h"]


def test_the_summary_is_a_table() -> None:
    stats = MemoryStatsCollector(get_crawler())
    for name, value in {
        "response_received_count": 12,
        "archive/new": 9,
        "archive/to_go": 3,
        "downloader/response_bytes": 2_500_000,
        "elapsed_time_seconds": 42.0,
    }.items():
        stats.set_value(name, value)
    headings, row = summary("dzwww", "stopped", stats).splitlines()
    assert re.split(" {2,}", headings) == ["site", "outcome", *COUNTS, "to go", "MB", "time"]
    assert re.split(" {2,}", row) == ["dzwww", "stopped", *["12", "9", "0", "0", "0", "3", "2.5"], "42 s"]


def test_logs_are_json_on_request(tmp_path: Path) -> None:
    with Replica(stories=2, sites=["ixuchang"]) as small:
        done = crawl("ixuchang", small, tmp_path, LOG_JSON="True")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert any(line["message"].startswith("complete: ixuchang") for line in lines)
    assert all(set(line) >= {"time", "level", "logger", "message"} for line in lines)
    assert done.stdout.startswith("site      outcome")
