"""Sites that change while they are crawled: what is said of it after one run, to whom, and what stays readable."""

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from running import Done, articles, crawl, inside, rows
from scrapy.settings import Settings

from archive.health.diagnoses import Diagnosis
from scraper.commands import reprocess, status
from scraper.health.alerts import Alerts
from scraper.replica.hostile import faults, traps
from scraper.replica.reply import message
from scraper.replica.server import Replica

SITE = "dzwww"
EARLIER, LATER = 12, 24  # stories: a later press has printed the earlier ones too
LISTS = (
    "http://sd.dzwww.com/sdnews/",
    "http://weihai.dzwww.com/shxw/",
    "http://weifang.dzwww.com/yl/yulerss/index.xml",
)


def replica(stories: int) -> Replica:
    return Replica(stories, 7, sites=[SITE])


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one run over the site as it was, not to be changed."""
    archive = tmp_path_factory.mktemp("before")
    with replica(EARLIER) as old:
        done = crawl(SITE, old, archive)
    assert done.returncode == 0, done.stderr
    return archive


@pytest.fixture
def archive(before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before, tmp_path / "archive"))


@pytest.fixture
def known(before: Path) -> set[str]:
    return {url for (url,) in rows(before, "SELECT url FROM articles")}


def told(archive: Path) -> tuple[int, list[dict[str, Any]]]:
    done = inside(status.Command(), "--site", SITE, "--json", archive=archive)
    return done.returncode, json.loads(done.stdout)["problems"]


def test_a_healthy_site_is_well(before: Path) -> None:
    assert told(before) == (0, [])
    done = inside(status.Command(), archive=before)
    assert done.returncode == 0
    head, line = done.stdout.splitlines()
    assert head.split()[-2:] == ["waiting", "health"]
    assert line.split()[-2:] == ["0", "well"]


def test_a_redesign_is_noticed_in_one_run_and_old_pages_stay_readable(archive: Path, known: set[str]) -> None:
    heard = archive / "heard.json"
    command = f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + chr(10))\" {heard}"
    old = [row for row in articles(archive) if row[0] in known]
    with replica(LATER) as later:
        later.redesign(SITE, keep=known)
        new = {each.url for each in later.truth} - known
        done = crawl(SITE, later, archive, REVISIT_ALL="False", HEALTH_COMMAND=command)
        assert done.returncode == 0, done.stderr
        code, (problem,) = told(archive)
        crawl(SITE, later, archive, REVISIT_ALL="False", HEALTH_COMMAND=command)
    assert (code, problem["class"]) == (3, "layout changed")
    assert problem["example_url"] in new
    assert f"WARNING: {SITE}: layout changed: {problem['detail']} {problem['example_url']}" in done.stderr
    since = rows(archive, "SELECT started_at FROM crawls ORDER BY id")[1][0]
    assert problem["since"] == since
    assert told(archive) == (3, [problem]), "a run without anything new changes nothing"
    text = inside(status.Command(), archive=archive).stdout
    assert f"{SITE}: layout changed since {since[:10]}: {problem['detail']}  {problem['example_url']}" in text
    reread = inside(reprocess.Command(), archive=archive)
    assert reread.returncode == 0, reread.stdout
    assert [row for row in articles(archive) if row[0] in known] == old
    first, *_ = map(json.loads, heard.read_text(encoding="utf-8").splitlines())
    assert (first["site"], first["health"], first["before"]) == (SITE, "layout changed", [])
    assert first["problems"] == [problem]


def test_a_relaunch_without_dates_in_another_encoding(archive: Path, known: set[str]) -> None:
    with replica(LATER) as later:
        later.redesign(SITE, keep=known, dates=False, encoding="big5")
        crawl(SITE, later, archive, REVISIT_ALL="False")
    code, problems = told(archive)
    assert code == 3
    found = {each["class"]: each["detail"] for each in problems}
    assert list(found) == ["layout changed", "fields gone", "encoding changed"]
    assert "big5" in found["encoding changed"]


class Ear(BaseHTTPRequestHandler):
    """Takes in what is posted; answers as the path says."""

    heard: list[Any]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.path, json.loads(body)))
        self.send_response({"/": 204, "/moved": 302}.get(self.path, 500))
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def ear() -> Iterator[tuple[str, list[Any]]]:
    heard: list[Any] = []
    server = HTTPServer(("127.0.0.1", 0), type("Own", (Ear,), {"heard": heard}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_hears_of_a_change(ear: Any) -> None:
    address, heard = ear
    ill = Diagnosis(SITE, "refused", "2026-01-01T00:00:00.000000Z", "拒绝", None)
    alerts = Alerts(Settings({"HEALTH_WEBHOOK": f"{address}/"}))
    alerts.tell(SITE, [], [ill])
    alerts.tell(SITE, [ill], [ill])
    alerts.tell(SITE, [ill], [])
    assert [(path, message["health"]) for path, message in heard] == [("/", "refused"), ("/", "well")]
    assert heard[1][1]["before"] == heard[0][1]["problems"]
    assert heard[0][1]["problems"][0]["detail"] == "拒绝"


def test_lists_that_fail_are_told_apart(archive: Path) -> None:
    with replica(EARLIER) as troubled:
        troubled.misbehave(LISTS[0], traps.challenge("ruishu"))
        troubled.misbehave(LISTS[1], faults.server_error(500))
        troubled.misbehave(LISTS[2], faults.Fault(lambda *_: message(200, "under construction")))
        done = crawl(SITE, troubled, archive, RETRY_TIMES="0", REVISIT_ALL="False")
    code, problems = told(archive)
    assert code == 3, done.stderr
    found = {each["class"]: each["example_url"] for each in problems}
    assert found == dict(zip(["refused", "unreachable", "empty lists"], LISTS, strict=True))
    assert next(iter(found)) == "unreachable", "the gravest comes first"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HEALTH_COMMAND", "false", "exit status 1"),
        ("HEALTH_COMMAND", "/nowhere/at/all", "No such file"),
        ("HEALTH_COMMAND", 'say "what', "No closing quotation"),
        ("HEALTH_COMMAND", "sleep 30", "timed out"),
        ("HEALTH_WEBHOOK", "file:///etc/passwd", "not an http(s) address"),
        ("HEALTH_WEBHOOK", "{}/broken", "500"),
        ("HEALTH_WEBHOOK", "{}/moved", "302"),
        ("HEALTH_WEBHOOK", "http://127.0.0.1:9/", "refused"),
    ],
)
def test_an_alert_that_fails_is_one_line(
    name: str, value: str, said: str, ear: Any, caplog: pytest.LogCaptureFixture
) -> None:
    address, heard = ear
    alerts = Alerts(Settings({name: value.format(address), "HEALTH_TIMEOUT": 0.5}))
    ill = [Diagnosis(SITE, "refused", "2026-01-01T00:00:00.000000Z", "", None)]
    alerts.tell(SITE, ill, ill)
    assert caplog.text == "", "nothing has changed"
    alerts.tell(SITE, [], ill)
    (record,) = caplog.records
    assert record.getMessage().startswith(f"{name} failed: ")
    assert said in record.getMessage()
    assert len(heard) <= 1


def test_status_of_one_site_and_of_none(before: Path) -> None:
    done: Done = inside(status.Command(), "--site", "nowhere", archive=before)
    assert done.returncode == 1
    assert "scrapy status shows all" in done.stderr
