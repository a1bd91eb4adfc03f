import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Edit, Fix, RawPage
from pipelines.places import Place, _stages, as_noted, mendings
from pipelines.process import process
from pipelines.repair import replay

BODY = "各级工会走进车间，为一线职工送去清凉，并听取了大家对休息场所的意见。活动将持续到九月底。"


def page(body: bytes) -> RawPage:
    return RawPage("http://site.example/1.html", body, {"Content-Type": "text/html"})


def test_a_misread_page_is_shown_before_and_after() -> None:
    html = f"<p>{BODY}</p>".encode().decode("latin-1").encode()
    (mending,) = mendings(page(html))
    (place,) = mending.places
    assert place.after == BODY
    assert place.before == BODY.encode().decode("latin-1")
    assert (place.left, place.right) == ("<p>", "</p>")


def test_what_is_lost_is_shown_where_it_stood() -> None:
    (mending,) = mendings(page(f"<p>{BODY}</p>".replace("车间", "车\ufffd").encode()))
    assert mending.fix.lost == 1
    assert mending.places == (Place("<p>各级工会走进车", "\ufffd", None, "，为一线职工送去清凉，并听取了大"),)


def test_bytes_are_shown_as_whole_characters() -> None:
    healthy = f"<p>{BODY}</p>".encode()
    (mending,) = mendings(page(healthy.replace("。</p>".encode(), b"\xe3\x80\x81\xfc/p>")))
    (place,) = mending.places
    assert (place.left[-4:], place.after, place.right) == ("到九月底", "。<", "/p>")
    assert "\ufffd" in place.before
    assert "\ufffd" not in place.left


def test_near_edits_are_one_place() -> None:
    fix = Fix("kind", certain=3, edits=(Edit(1, 2, "丙丁"), Edit(4, 5, ""), Edit(40, 41, "终")))
    (mending,) = _stages("甲乙" * 30, [fix], None)
    assert [(place.before, place.after) for place in mending.places] == [("乙甲乙甲", "丙丁甲乙"), ("甲", "终")]


@given(st.binary(max_size=200) | st.sampled_from(["utf-8", "gb18030"]).map(BODY.encode))
@settings(max_examples=60, deadline=None)
def test_never_raises_and_agrees_with_process(body: bytes) -> None:
    raw = page(body)
    noted = process(raw).evidence.get("repair")
    if noted is not None:
        assert as_noted([mending.fix for mending in mendings(raw)]) == [
            {**fix, "edits": [list(edit) for edit in fix["edits"]]} for fix in noted
        ]


@pytest.mark.parametrize("gap", [0, 5, 30])
def test_places_hold_all_that_changed(gap: int) -> None:
    text = "工会新闻" * 40
    edits = tuple(Edit(start, start + 2, "甲") for start in range(3, 150, gap + 3))
    (mending,) = _stages(text, [Fix("kind", edits=edits)], None)
    shorter = sum(len(place.before) - len(place.after or "") for place in mending.places)
    assert shorter == len(text) - len(replay(text, [mending.fix]))
