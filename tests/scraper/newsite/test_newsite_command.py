"""`scrapy newsite` as a person runs it, through real requests."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import HASTE, Done, inside, rows, scrapy

from scraper.commands import newsite
from scraper.newsite.fetching import Refusal
from scraper.newsite.refusing import said_no
from scraper.replica.server import Replica

HOME = "http://www.trs.example/"
QUICK = [word for name, value in (HASTE | {"DOWNLOAD_DELAY": "0"}).items() for word in ("-s", f"{name}={value}")]


@pytest.fixture(scope="module")
def strangers() -> Iterator[Replica]:
    with Replica(stories=12, seed=7, sites=["trs", "forbidding"]) as running:
        yield running


def through(replica: Replica, *words: str | Path, archive: Path) -> Done:
    env = {"http_proxy": replica.proxy, "https_proxy": replica.proxy, "no_proxy": ""}
    return scrapy(*words, *QUICK, archive=archive, env=env)


def test_a_stranger_is_crawled_by_the_file_that_was_written(strangers: Replica, tmp_path: Path) -> None:
    before = len(strangers.requests)
    done = through(strangers, "newsite", HOME, "--into", tmp_path, "--name", "linyuan", archive=tmp_path / "none")
    assert done.returncode == 0, done.stderr
    asked = [served for served in strangers.requests[before:] if served.method == "GET"]
    assert asked[0].url == f"{HOME}robots.txt"
    assert len(asked) <= 15
    assert not (tmp_path / "none").exists(), "a look stores nothing"
    assert "found    articles" in done.stdout
    assert f"written: {tmp_path / 'linyuan.py'}" in done.stdout
    crawled = through(strangers, "runspider", tmp_path / "linyuan.py", archive=tmp_path / "archive")
    assert crawled.returncode == 0, crawled.stderr
    truth = {each.url for each in strangers.truth if each.site == "trs"}
    assert {url for (url,) in rows(tmp_path / "archive", "SELECT url FROM articles")} == truth
    assert rows(tmp_path / "archive", "SELECT count(*) FROM failures") == [(0,)]
    again = inside(newsite.Command(), HOME, "--into", tmp_path, "--name", "linyuan", archive=tmp_path)
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_robots_are_obeyed(strangers: Replica, tmp_path: Path) -> None:
    done = through(strangers, "newsite", "http://www.forbidding.example/", "--into", tmp_path, archive=tmp_path)
    assert done.returncode == 1
    assert "robots.txt of the site forbids http://www.forbidding.example/" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.py"))


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal(HOME, "HTTP status 412", 412), "answers 412: the site turns programs away"),
        (Refusal(HOME, "HTTP status 404", 404), "answers 404; check the address"),
        (Refusal(HOME, "CannotResolveHostError: no such host"), "cannot be reached (CannotResolveHostError"),
        (Refusal(HOME, "Forbidden by robots.txt"), "robots.txt of the site forbids"),
    ],
)
def test_a_refusal_names_its_cure(refusal: Refusal, words: str) -> None:
    said = str(said_no(refusal))
    assert words in said
    assert ";" in said or ":" in said
    assert "\n" not in said


def test_a_known_site_is_not_looked_at(tmp_path: Path) -> None:
    done = inside(newsite.Command(), "https://www.workercn.cn/acftu/", "--into", tmp_path, archive=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "belongs to the site workercn (scraper/sites/workercn.py)" in done.stderr


def test_saved_pages_need_no_network(strangers: Replica, tmp_path: Path) -> None:
    pages = strangers.world.pages
    own = [each for each in strangers.truth if each.site == "trs" and f"{HOME}gonghui/" in each.lists][:3]
    urls = [f"{HOME}gonghui/", *(each.url for each in own)]
    files = [tmp_path / f"{number}.html" for number in range(len(urls))]
    for file, url in zip(files, urls, strict=True):
        file.write_bytes(pages[url].body)
    before = len(strangers.requests)
    done = inside(newsite.Command(), "--url", urls[0], "--into", tmp_path, *files, archive=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(strangers.requests) == before
    tree = ast.parse((tmp_path / "trs.py").read_text(encoding="utf-8"))
    values = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {value for value in values if str(value).startswith("http")} >= {urls[0]}
    assert not set(urls[1:]) & values, "an article is no list, however short"
    assert {r"https?://(?:www\.)?trs\.example/[\w-]+/\d{6}/t\d{8}_\d+\.html?", urls[0], "#zoom"} <= values
    missing = inside(newsite.Command(), "--url", urls[0], tmp_path / "none.html", archive=tmp_path)
    assert missing.returncode == 1
    assert "No such file" in missing.stderr


def test_a_dry_run_writes_nothing(strangers: Replica, tmp_path: Path) -> None:
    file = tmp_path / "list.html"
    file.write_bytes(strangers.world.pages[f"{HOME}gonghui/"].body)
    one = next(each for each in strangers.truth if each.site == "trs")
    (tmp_path / "one.html").write_bytes(strangers.world.pages[one.url].body)
    words = ("--dry-run", "--url", f"{HOME}gonghui/", file, tmp_path / "one.html")
    done = inside(newsite.Command(), *words, archive=tmp_path)
    assert "class Trs(SiteSpider):" in done.stdout, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.html", "one.html"]
