"""The written file: what is in it, that it passes the checks, and that nothing from the web can break out of it."""

import ast
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import ROOT

from archive.errors import InputError
from benchmarks.newsite import TODAY, Printed
from pipelines.layout import Layout
from scraper.newsite.findings import Findings, ListSource
from scraper.newsite.fixture import fixture_files
from scraper.newsite.naming import checked_name, class_of, label_of, name_of
from scraper.newsite.pages.lists import ListShape
from scraper.newsite.pages.paging import Paging
from scraper.newsite.writing import literal, site_file, words
from scraper.replica.catalogue import chosen
from scraper.replica.families import copies, markup
from scraper.replica.world import World

HOSTILE = '"""\nimport os; os.system("touch /tmp/pwned")\n"""\'\'\' {0.__class__} \\ \u202e\u200b\x00 <b>$title</b>'


def hostile() -> Findings:
    paging = Paging("linked", (f"div.{HOSTILE}", HOSTILE))
    found = Findings(name="hostile", label=HOSTILE, home="http://a.example/", domains=("a.example",))
    found.lists = [ListSource((f"http://a.example/{HOSTILE}",), ListShape(HOSTILE, HOSTILE, paging), 3)]
    found.articles, found.feeds = [HOSTILE, f"{HOSTILE}\\"], [HOSTILE]
    found.layouts = [Layout(HOSTILE, body=(HOSTILE,), title=(HOSTILE,))]
    found.note(HOSTILE, HOSTILE, examples=[HOSTILE])
    found.note("x", HOSTILE, sure=False)
    return found


def test_nothing_breaks_out_of_the_file() -> None:
    text = site_file(hostile(), TODAY)
    tree = ast.parse(text)
    assert [type(node).__name__ for node in tree.body][-1] == "ClassDef"
    assert {type(node).__name__ for node in tree.body} == {"Expr", "ImportFrom", "ClassDef"}
    names = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert names == {"ListPages", "linked", "Feed", "Layout", "Expectations"}
    assert HOSTILE in {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert text.isascii() or all(c.isprintable() for c in text.replace("\n", ""))


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_strings_come_back(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text
    assert not set(words(text)) & set('"\\\n')


def test_pages_full_of_traps_give_a_plain_file() -> None:
    """The same from the other end: titles and links of a whole site are hostile."""
    world = World(chosen(["trs"]), 30, 7)
    for url, page in list(world.pages.items()):
        body = page.body.replace("临沅市总工会".encode("gbk"), b'"""+__import__("os").name+"""')
        body = body.replace(
            b"<ul class=", b"<a href=\"/x'''{0}/12345.html\">\\N{BELL}\"\"\"'''{n}</a><ul data-x=\"'\" class="
        )
        body = body.replace(b'class="detail-text" id="zoom"', b'class="a\'b {n} zoom&quot;" id="zoom{1}"')
        world.pages[url] = type(page)(body, page.content_type, page.modified)
    found = Printed(world).look("http://www.trs.example/")
    text = site_file(found, TODAY)
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    assert "__import__" not in names
    assert "zoom" not in text
    assert all(tomllib.loads(each) for each in fixture_files(found, TODAY).values())


@pytest.mark.parametrize("name", ["dated", "numbered", "hashed", "trs", "query", "slugs"])
def test_the_copy_of_a_new_site_is_read_by_its_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixture prints invented news in the markup seen; a look at that finds the same site again."""
    world = World(chosen([name]), 30, 7)
    found = Printed(world).look(next(url for url in world.pages if url.count("/") == 3 and url.endswith("/")))
    files = fixture_files(found, TODAY)
    assert set(files) == {f"fixtures/{name}.toml", f"families/seen_{name}.toml"}
    (tmp_path / f"seen_{name}.toml").write_text(files[f"families/seen_{name}.toml"], encoding="utf-8")
    monkeypatch.setattr(markup, "FOLDER", tmp_path)
    fixture = tomllib.loads(files[f"fixtures/{name}.toml"])
    assert fixture["label"] == found.label
    assert not set(fixture["articles"]) & set(fixture["others"])
    again = World([copies.site(name, fixture)], 30, 5)
    assert again.truth
    seen = Printed(again).look(*found.lists[0].urls)
    assert seen.articles == found.articles
    assert [each.body for each in seen.layouts] == [each.body for each in found.layouts]
    assert seen.lists[0].urls == found.lists[0].urls
    assert seen.lists[0].shape.day == found.lists[0].shape.day
    assert not {truth.title for truth in world.truth} & set(files)


def test_written_files_pass_the_checks_of_this_project(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text('"""Sites."""\n', encoding="utf-8")
    for name in ("dated", "numbered", "trs", "query"):
        found = Printed(World(chosen([name]), 12, 7)).look(f"http://www.{name}.example/")
        (tmp_path / f"{name}.py").write_text(site_file(found, TODAY), encoding="utf-8")
    (tmp_path / "hostile.py").write_text(site_file(hostile(), TODAY), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    for words_ in (["check", *config, "--ignore", "D101,E501"], ["format", "--check", *config]):
        done = subprocess.run([*ruff, *words_, tmp_path], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_names() -> None:
    hosts = {
        "www.bjzgh.org": "bjzgh",
        "acftu.people.com.cn": "people_acftu",
        "dzb.51grb.com": "site_51grb_dzb",
        "json.org": "json_site",
        "class.cn": "class_site",
        "127.0.0.1": "site_127_0_0_1",
    }
    assert {host: name_of(host) for host in hosts} == hosts
    assert all(checked_name(name) for name in hosts.values())
    assert (class_of("people_acftu"), class_of("feed"), class_of("layout")) == ("PeopleAcftu", "FeedSite", "LayoutSite")
    for bad in ("Feed", "a-b", "../x", "1a", "", "class", "json", "a" * 60):
        with pytest.raises(InputError, match="--name"):
            checked_name(bad)


def test_labels() -> None:
    assert label_of("云陵工会网_首页", ["要闻_云陵工会网", "标题_要闻_云陵工会网"], "a.example") == ("云陵工会网", True)
    assert label_of("首页", ["某事-某栏-工人报", "另一事-工人报"], "a.example") == ("工人报", True)
    assert label_of("", [], "a.example") == ("a.example", False)
    assert date(2026, 1, 1) < TODAY
