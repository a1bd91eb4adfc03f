"""The page of pictures, drawn for real: true, harmless, complete in itself."""

import re
from urllib.parse import parse_qsl

import pytest
from invented import EVIL, TODAY, article
from lxml import html

from archive.articles import add_site
from archive.charts.draw import can_draw
from archive.charts.figure import Links, Viewer
from archive.charts.markup import plain, shortened
from archive.charts.page import figures, report
from archive.charts.words import TEXTS, Language, Words
from archive.database import Database
from archive.views.figures.days import count_days, period_of, timeline
from archive.views.figures.scope import Scope

drawing = pytest.mark.skipif(not can_draw(), reason="needs the extra report, which every lock file has")
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


@drawing
@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_tables_and_rows_agree(full: Database, language: Language) -> None:
    page = tree(report(full, Scope(), language, TODAY))
    counts = count_days(full, Scope())
    drawn = timeline(counts, period_of(counts, Scope(), TODAY))
    marks = page.xpath("//section[@id='time']//svg[@class='wide']//title/text()")
    shown = [int(re.findall(r"[\d,]+", mark.rpartition("·")[2])[0].replace(",", "")) for mark in marks]
    assert len(shown) == len(drawn.bars)
    ticks = page.xpath("//section[@id='time']//svg[@class='wide']//text[not(contains(@text-anchor, 'end'))]/text()")
    assert len(ticks) > 4
    assert all(re.fullmatch(r"\d{4}-\d\d", tick) for tick in ticks)
    assert sum(shown) == drawn.drawn
    table = page.xpath("//section[@id='time']//tbody/tr/td[last()]/text()")
    assert sum(int(cell.replace(",", "")) for cell in table) == drawn.drawn


@drawing
def test_bars_are_as_high_as_their_numbers(full: Database) -> None:
    counts = count_days(full, Scope("c"))
    drawn = timeline(counts, period_of(counts, Scope("c"), TODAY))
    page = tree(report(full, Scope("c"), "en", TODAY))
    paths = page.xpath("//section[@id='time']//svg[@class='wide']//path[title]/@d")
    heights = [abs(float(re.findall(r"v(-?[\d.]+)", path)[0])) for path in paths]
    unit = heights[0] / drawn.bars[0].articles
    assert heights == pytest.approx([bar.articles * unit for bar in drawn.bars], rel=1e-6)


@drawing
def test_nothing_in_the_file_can_run_or_ask(full: Database) -> None:
    page = report(full, Scope(), "en", TODAY)
    root = tree(page)
    assert EVIL in " ".join(root.xpath("//td//text()"))
    names = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert not names & {"script", "img", "image", "iframe", "object", "link", "base", "form", "foreignobject", "use"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in {"src", "style", "xlink:href"}}
    assert {address[0] for address in root.xpath("//@href")} == {"#"}
    assert "url(" not in page
    assert "://" not in "".join(root.xpath("//style/text()"))
    policy = "".join(root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content"))
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@drawing
@pytest.mark.parametrize("scope", [Scope("evil"), Scope("a", "2025-01-03", "2025-09-10")])
def test_marks_lead_to_their_rows(full: Database, scope: Scope) -> None:
    links = Links("/archive", "/archive/-/pictures")
    found = figures(full, scope, Viewer(Words("en"), TODAY, links), 1)
    page = tree("".join(figure.html() for figure in found))
    marks = page.xpath("//*[self::section[@id='time'] or self::section[@id='cover']]//svg[@class='wide']//a[*/title]")
    assert len(marks) > 20
    for mark in marks:
        asked = dict(parse_qsl(mark.get("href").partition("?")[2]))
        (told,) = mark.xpath(".//title/text()")
        number = re.search(r"· (?:articles: (\d+)|(\d+) articles|gap)(?: ·|$)", told)
        assert number, told
        sql = "SELECT count(*) FROM articles WHERE site = ? AND published_date BETWEEN ? AND ?"
        assert full.execute(sql, list(asked.values())).fetchone()[0] == int(number[1] or number[2] or 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_archive_says_that_it_is(db: Database, language: Language) -> None:
    page = report(db, Scope(), language, TODAY)
    assert page.count(Words(language)("nothing")) == 4
    assert "<svg" not in page


@drawing
def test_one_article_is_enough_and_long_names_are_cut(db: Database) -> None:
    add_site(db, "long", "crawl")
    db.execute("UPDATE sites SET label = ?", ["很长的名字" * 100])
    db.execute(
        "INSERT INTO articles (url, site, text, published_date, digest, first_seen_at, last_seen_at) "
        "VALUES ('u', 'long', '', '2026-03-01', '', '2026-03-01T00', '')"
    )
    page = report(db, Scope(), "en", TODAY)
    assert page.count("<svg") == 8
    assert "很长的名字" * 50 not in page


def test_languages_have_the_same_places_to_fill() -> None:
    for key, texts in TEXTS.items():
        english, chinese = (set(re.findall(r"{\w+}", text)) for text in texts)
        assert english == chinese, key


def test_labels_are_one_harmless_line() -> None:
    assert plain("a\x00b\n\u202ec\ud800") == "a b c"
    assert shortened("工会abc", 6) == "工会a…"
    assert shortened("工会", 4) == "工会"


@drawing
def test_a_story_of_many_sites_shows_the_first(db: Database) -> None:
    for number in range(30):
        add_site(db, f"s{number}", "crawl")
        article(db, f"s{number}", f"2026-01-{number + 1:02}")
    db.execute("INSERT INTO stories VALUES (1, 1, 'because', 30)")
    db.execute("UPDATE articles SET story_id = 1")
    page = tree(report(db, Scope(), "en", TODAY)).xpath("//section[@id='spread']")[0]
    rising, strips = page.xpath(".//svg[@class='wide']")
    assert (len(rising.xpath(".//title")), len(strips.xpath(".//title"))) == (30, 24)
    assert "6 sites that printed it later are not shown here." in page.text_content()
