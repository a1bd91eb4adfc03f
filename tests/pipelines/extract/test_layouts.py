"""Dated layouts: used where they fit, reported where they no longer do."""

from datetime import date

from benchmarks.phrases import SENTENCES
from pipelines.extract import extract
from pipelines.layout import Layout

BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = f"""<html><head><title>职工夜校今晚开课</title></head><body><div class=top><b id=t>职工夜校今晚开课了</b>
<i class=when>2016-07-26 16:40:00</i>
<i class=from>来源：江湾日报</i><i class=pen>周立群</i><i class=way>江湾网&gt;&gt;工会新闻</i></div><div id=text>{BODY}
<p class=paper>分享让更多人看到这篇报道吧。</p></div>
<div id=empty></div></body></html>"""
FITTING = Layout(
    "2016",
    body=("#none", "#text"),
    title=("#t",),
    published=(".when",),
    source=(".from",),
    author=(".pen",),
    section=(".way",),
    drop=(".paper",),
    since=date(2012, 1, 1),
    until=date(2018, 1, 1),
)


def test_a_layout_that_fits_names_the_text_and_the_fields() -> None:
    found = extract(PAGE, "http://a.example/", layouts=[FITTING])
    assert found.text == "\n".join(SENTENCES)
    assert (found.title, found.source, found.author) == ("职工夜校今晚开课了", "江湾日报", "周立群")
    assert found.section == "工会新闻"
    assert found.published_at == "2016-07-26T16:40:00+08:00"
    assert found.evidence["text"] == "layout 2016"
    assert found.evidence["source"] == "layout 2016"
    (report,) = found.evidence["layout"]
    assert (report["name"], report["fits"]) == ("2016", True)
    assert report["agreement"] > 0.9


def test_a_layout_that_no_longer_fits_is_reported_and_not_obeyed() -> None:
    stale = [Layout("gone", body=("#ccontent",)), Layout("moved", body=(".top",)), Layout("bad css", body=("p[[",))]
    found = extract(PAGE, "http://a.example/", layouts=stale)
    assert SENTENCES[0] in found.text
    assert found.evidence["text"] == "weights"
    assert [report["fits"] for report in found.evidence["layout"]] == [False, False, False]
    assert all(report["reason"] for report in found.evidence["layout"])


def test_only_layouts_in_use_on_the_day_are_tried() -> None:
    old = Layout("old", body=("#text",), until=date(2010, 1, 1))
    found = extract(PAGE, "http://a.example/", layouts=[old, FITTING])
    assert [report["name"] for report in found.evidence["layout"]] == ["2016"]


def test_a_byline_that_holds_the_day_of_the_paper_is_cut() -> None:
    for said in ("周立群 《江湾日报》（2016年07月26日 第01版）", "周立群（2016年07月26日）", "周立群"):
        found = extract(
            PAGE.replace("<i class=pen>周立群", f"<i class=pen>{said}"), "http://a.example/", layouts=[FITTING]
        )
        assert found.author == "周立群"
