"""The verdict on a run: which problem is named for what, and that luck is none."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.health.findings import PageRead, Trouble
from archive.health.measures import Measure
from scraper.health import judging
from scraper.health.chance import RARE, at_most, fallen
from scraper.health.judging import Evidence, judge
from scraper.health.measuring import kind_of, measured, together
from scraper.spiders.expectations import Expectations

FORMS = (r"http://a\.example/n/\d+\.html", r"http://a\.example/paper/\d+\.html")
ALL = frozenset({"title", "published_date", "source", "author"})
LENIENT = Expectations(fields={})


def pages(
    count: int,
    *,
    rule: str = "layout news",
    fields: frozenset[str] = ALL,
    encoding: str = "gb18030",
    form: str = "n",
    tried: int = 1,
    again: bool = False,
) -> list[PageRead]:
    return [PageRead(f"http://a.example/{form}/{n}.html", encoding, tried, rule, fields, again) for n in range(count)]


def run(read: Sequence[PageRead], links: int = 20, lists: int = 2) -> list[Measure]:
    return measured(read, FORMS, links, lists)


def verdict(
    now: Sequence[PageRead],
    *past: Sequence[Measure],
    links: int = 20,
    expects: Expectations = LENIENT,
    troubles: Sequence[Trouble] = (),
    silence: tuple[float, float] = (0, 0),
    failed: bool = False,
) -> list[tuple[str, str, str | None]]:
    evidence = Evidence(now, run(now, links), troubles, 2, len(now), silence, past, past, failed)
    return [(each.name, each.detail, each.example_url) for each in judge(evidence, expects, FORMS)]


def names(found: Sequence[tuple[str, str, str | None]]) -> list[str]:
    return [name for name, _, _ in found]


PAST = run(pages(10))


def test_a_run_like_those_before_is_well() -> None:
    assert verdict(pages(4), PAST) == []
    assert verdict(pages(4)) == [], "nothing is known of the first run but what the file states"


def test_a_layout_that_no_longer_fits_is_named_with_a_page() -> None:
    (found,) = verdict([*pages(1), *pages(9, rule="weights")[1:]], PAST)
    assert found[:2] == ("layout changed", "1 of 9 articles read by the site's own layouts, before 100%")
    assert found[2] == "http://a.example/n/1.html"


def test_pages_without_text_are_a_changed_layout_and_their_fields_are_not_missed() -> None:
    (found,) = verdict(pages(5, rule="", fields=frozenset(), tried=0), run(pages(10, rule="weights", tried=0)))
    assert found[:2] == ("layout changed", "0 of 5 articles have a text, before 100%")


@pytest.mark.parametrize("field", ["title", "published_date", "source"])
def test_a_field_that_is_gone_is_named(field: str) -> None:
    (found,) = verdict(pages(5, fields=ALL - {field}), PAST)
    assert found[:2] == ("fields gone", f"0 of 5 articles state {field}, before 100%")


def test_what_the_file_states_goes_before_the_past() -> None:
    undated = pages(9, fields=ALL - {"published_date"})
    assert names(verdict(undated, PAST, expects=Expectations(fields={"published_date": 0.0}))) == []
    (found,) = verdict(undated, expects=Expectations())
    assert found[1] == "0 of 9 articles state published_date, expected 90%"
    (found,) = verdict(pages(9, rule="weights"), expects=Expectations(fields={}, own_layout=0.5))
    assert found[0] == "layout changed"


def test_kinds_of_articles_are_not_mixed() -> None:
    """A run that finds only news is no drift of the paper's layout."""
    past = run([*pages(10, form="paper"), *pages(3, rule="weights")])
    assert verdict(pages(9, rule="weights"), past) == []
    assert names(verdict(pages(9, rule="weights", form="paper"), past)) == ["layout changed"]
    assert kind_of(PageRead("http://a.example/x", None, 0, "", ALL), FORMS) == ""


def test_new_pages_are_not_lost_among_those_read_again() -> None:
    past = run([*pages(10), *pages(90, again=True)])
    assert names(verdict([*pages(4, rule="weights"), *pages(200, again=True)], past)) == ["layout changed"]
    undated = [*pages(9, fields=ALL - {"published_date"}), *pages(200, again=True)]
    (found,) = verdict(undated, past, expects=Expectations())
    assert found[:2] == ("fields gone", "0 of 9 articles state published_date, expected 90%")


def test_an_encoding_never_seen_before_is_named() -> None:
    (found,) = verdict(pages(4, encoding="utf-8"), PAST)
    assert found[:2] == ("encoding changed", "4 of 4 articles in utf-8, before 0 of 10")
    assert verdict(pages(9, encoding="utf-8"), run([*pages(9), *pages(2, encoding="utf-8")])) == []


def test_an_illness_lasts_until_enough_pages_are_well_again() -> None:
    ill = run(pages(9, rule="weights"))
    evidence = Evidence([], [], earlier=[ill, PAST], well=[PAST])
    assert [each.name for each in judge(evidence, LENIENT, FORMS)] == ["layout changed"], "nothing new tells nothing"
    for count, verdicts in ((2, ["layout changed"]), (5, [])):
        evidence = Evidence([], run(pages(count)), earlier=[ill, PAST], well=[PAST])
        assert [each.name for each in judge(evidence, LENIENT, FORMS)] == verdicts


def test_a_site_with_one_article_a_run_is_noticed_too() -> None:
    one = run(pages(1, rule="weights"))
    evidence = Evidence(
        pages(1, rule="weights"), one, earlier=[one, *[run(pages(1))] * 8], well=[one, *[run(pages(1))] * 8]
    )
    assert judge(evidence, LENIENT, FORMS) == []
    many = [one, one, one, one, *[run(pages(1))] * 8]
    assert [each.name for each in judge(Evidence([], one, earlier=many, well=many), LENIENT, FORMS)] == [
        "layout changed"
    ]


def test_a_new_encoding_is_told_for_a_while() -> None:
    other = run(pages(6, encoding="utf-8"))
    for runs, verdicts in ((0, ["encoding changed"]), (3, ["encoding changed"]), (4, [])):
        evidence = Evidence([], other, earlier=[*[other] * runs, PAST, PAST], well=[PAST])
        assert [each.name for each in judge(evidence, LENIENT, FORMS)] == verdicts, runs


def test_lists_that_show_less() -> None:
    (found,) = verdict(pages(4), PAST, PAST, PAST, links=4)
    assert found[:2] == ("fewer articles", "4 article links on the first pages of lists, before 20")
    some = [Measure(each.name, each.kind, each.hits, 1 if each.name == "links" else each.pages) for each in PAST]
    assert verdict(pages(4), some, some, some, links=4) == [], "other lists had not changed then, and were not read"
    assert verdict(pages(4), PAST, PAST, links=4) == [], "two runs are no habit"
    assert names(verdict([], PAST, links=0)) == ["empty lists"]
    assert names(verdict([], PAST, links=4, expects=Expectations(links=5, fields={}))) == ["fewer articles"]
    failed = [trouble("HTTP status 500", first_list=True)]
    found = verdict([], PAST, links=4, expects=Expectations(links=5, fields={}), troubles=failed)
    assert names(found) == ["unreachable"], "the other list may have the rest"


def test_a_silence_that_was_never_so_long() -> None:
    (found,) = verdict([], PAST, silence=(4.0, 13.0))
    assert found[:2] == ("fewer articles", "nothing new for 13 days, before never longer than 4")
    assert verdict([], PAST, silence=(4.0, 11.0)) == []
    assert verdict([], PAST, silence=(0.1, 6.0)) == []


def trouble(reason: str, *, stage: str = "fetch", first_list: bool = False, number: int = 0) -> Trouble:
    return Trouble(f"http://a.example/{number}", stage, reason, first_list)


@pytest.mark.parametrize(
    ("reason", "name"),
    [
        ("HTTP status 403", "refused"),
        ("HTTP status 412", "refused"),
        ("the site refused with HTTP 429; left alone", "refused"),
        ("the site asked for a verification (cf-mitigated); left alone", "refused"),
        ("forbidden by robots.txt", "refused"),
        ("HTTP status 503", "unreachable"),
        ("HTTP status 4030", "unreachable"),
        ("the name of the host cannot be resolved", "unreachable"),
        ("timeout: the whole page did not come within 60 s", "unreachable"),
    ],
)
def test_why_nothing_came(reason: str, name: str) -> None:
    (found,) = verdict(pages(4), PAST, troubles=[trouble(reason, first_list=True)])
    assert found == (name, f"1 of 2 lists: {reason}", "http://a.example/0")
    many = [trouble(reason, number=number) for number in range(4)]
    (found,) = verdict(pages(4), PAST, troubles=many)
    assert found[0] == name
    assert verdict(pages(40), PAST, troubles=many[:2]) == []


def test_the_gravest_comes_first_and_each_class_once() -> None:
    troubles = [
        trouble("the list is empty; has the site changed its layout?", stage="list", first_list=True),
        trouble("HTTP status 403", first_list=True, number=1),
        trouble("HTTP status 500", first_list=True, number=2),
        trouble("HTTP status 500", first_list=True, number=3),
    ]
    found = verdict(pages(9, rule="weights", fields=frozenset()), PAST, troubles=troubles)
    assert names(found) == ["unreachable", "refused", "empty lists", "layout changed", "fields gone"]
    assert [name for name in judging.ORDER if name in names(found)] == names(found)
    assert names(verdict([], failed=True)) == ["unreachable"]


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_chances_are_chances(hits: int, pages_seen: int, share: float) -> None:
    chance = at_most(hits, pages_seen, share)
    assert 0 <= chance <= 1
    assert chance <= at_most(hits + 1, pages_seen, share) + 1e-9


def test_a_site_that_stays_as_it_is_is_seldom_called_ill() -> None:
    rng = random.Random(1)
    false = 0
    for _ in range(2000):
        share = rng.choice([0.55, 0.8, 0.95, 1.0])
        before = sum(rng.random() < share for _ in range(20))
        count = rng.randint(1, 12)
        now = sum(rng.random() < share for _ in range(count))
        false += fallen(Measure("", "", now, count), Measure("", "", before, 20))
    assert false / 2000 < RARE


def test_two_pages_are_enough_after_many_and_one_never_is() -> None:
    assert fallen(Measure("", "", 0, 2), Measure("", "", 18, 18))
    assert not fallen(Measure("", "", 0, 1), Measure("", "", 90, 90))
    assert together([PAST, PAST])["title", FORMS[0]] == Measure("title", FORMS[0], 20, 20)
