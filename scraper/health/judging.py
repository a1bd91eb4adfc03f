"""Holds a run against what its site's file states, and against the site's own past."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from archive.health.diagnoses import Problem
from archive.health.findings import PageRead, Trouble
from archive.health.measures import Measure
from scraper.health.chance import fallen, risen, share_of, short_of
from scraper.health.measuring import AGAIN, ENCODING, LINKS, OWN_LAYOUT, TEXT, kind_of, recent, said, together
from scraper.spiders.expectations import Expectations

# Classes of problems, the gravest first.
UNREACHABLE = "unreachable"
REFUSED = "refused"
EMPTY = "empty lists"
LAYOUT = "layout changed"
FIELDS = "fields gone"
ENCODINGS = "encoding changed"
FEWER = "fewer articles"
ORDER = (UNREACHABLE, REFUSED, EMPTY, LAYOUT, FIELDS, ENCODINGS, FEWER)

NO = re.compile(
    r"HTTP (?:status )?(?:401|403|407|412|418|429|451)\b|robots\.txt|verification|captcha|asked to wait", re.IGNORECASE
)
ROBOTS = re.compile(r"robots\.txt", re.IGNORECASE)
LEAST = 3  # pages of which some fail by chance alone say nothing
SHARE = {
    REFUSED: 0.2,
    UNREACHABLE: 0.2,
    "robots": 0.5,
}  # of the articles asked for; some sites forbid a corner of theirs
LONG = 3  # times the longest silence of the past
FEWEST_DAYS = 7.0
ENCODING_RUNS = 3  # so many runs after the first a new encoding is told; it is read all the same, and no illness
WATCHED = ("title", "published_date", "source")  # held against the past where the file states nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a run is judged by.

    `well` are the measures of earlier runs in which nothing was wrong, `earlier` those of all, both newest first and
    only of runs that read pages. `lists` is the number of first lists asked for, `unchanged` that of those that were as
    before and not read, `asked` that of articles. `silence` is the longest wait between two runs with something new,
    and the present one, in days.
    """

    pages: Sequence[PageRead]
    measures: Sequence[Measure]
    troubles: Sequence[Trouble] = ()
    lists: int = 0
    asked: int = 0
    silence: tuple[float, float] = (0.0, 0.0)
    well: Sequence[Sequence[Measure]] = ()
    earlier: Sequence[Sequence[Measure]] = ()
    failed: bool = False
    unchanged: int = 0


def judge(run: Evidence, expects: Expectations, forms: Sequence[str]) -> list[Problem]:
    """What is wrong, one problem a class, the gravest first. `forms` are those of the site's article addresses."""
    found: dict[str, Problem] = {}
    for problem in (
        *_fetching(run),
        *_lists(run, expects),
        *_shares(run, expects, forms),
        *_encodings(run, forms),
        *_silence(run),
    ):
        found.setdefault(problem.name, problem)
    if run.failed and not found:
        found[UNREACHABLE] = Problem(UNREACHABLE, "nothing came")
    return sorted(found.values(), key=lambda problem: ORDER.index(problem.name))


def class_of(trouble: Trouble) -> str:
    """The class of a page that could not be had."""
    if trouble.stage == "list":
        return EMPTY
    return REFUSED if NO.search(trouble.reason) else UNREACHABLE


def _fetching(run: Evidence) -> Iterator[Problem]:
    for name in (UNREACHABLE, REFUSED, EMPTY):
        lists = [each for each in run.troubles if each.first_list and class_of(each) == name]
        if lists:
            total = max(run.lists, len(lists))
            yield Problem(name, f"{len(lists)} of {total} lists: {lists[0].reason}", lists[0].url)
    fetches = [each for each in run.troubles if not each.first_list and each.stage == "fetch"]
    forbidden = [each for each in fetches if ROBOTS.search(each.reason)]
    others = [each for each in fetches if each not in forbidden]
    total = run.asked + sum(not each.reason.startswith("HTTP status") for each in fetches)
    for name, share, failed in (
        (REFUSED, SHARE["robots"], forbidden),
        (REFUSED, SHARE[REFUSED], [each for each in others if class_of(each) == REFUSED]),
        (UNREACHABLE, SHARE[UNREACHABLE], [each for each in others if class_of(each) == UNREACHABLE]),
    ):
        if len(failed) >= LEAST and len(failed) >= share * total:
            yield Problem(
                name, f"{len(failed)} of {max(total, len(failed))} articles: {failed[0].reason}", failed[0].url
            )


def _lists(run: Evidence, expects: Expectations) -> Iterator[Problem]:
    now = next((each for each in run.measures if each.name == LINKS), None)
    if now is None:
        return
    all_read = not run.unchanged and not any(each.first_list for each in run.troubles)
    if now.hits < expects.links and all_read:
        detail = f"{now.hits} article links on {now.pages} first pages of lists, {expects.links} expected"
        yield Problem(FEWER if now.hits else EMPTY, detail)
    # Lists differ: an average of some of them says nothing about the others.
    before = [each.hits for past in run.earlier for each in past if (each.name, each.pages) == (LINKS, now.pages)]
    if len(before) >= LEAST and now.hits < median(before) / 2 and all_read:
        yield Problem(FEWER, f"{now.hits} article links on the first pages of lists, before {median(before):.0f}")


def _shares(run: Evidence, expects: Expectations, forms: Sequence[str]) -> Iterator[Problem]:
    runs = [run.measures, *run.earlier]
    before = together(run.well)
    for now in chain.from_iterable(recent(runs)):
        past = before.get((now.name, now.kind))
        watched = now.name in {OWN_LAYOUT, TEXT} or (now.name in WATCHED and now.name not in expects.fields)
        if watched and past and fallen(now, past):
            yield _lacking(run, now, forms, f"before {share_of(past):.0%}", kind=now.kind)
    marks = {**expects.fields, OWN_LAYOUT: expects.own_layout}
    for now in chain.from_iterable(recent([_regardless_of_form(each) for each in runs])):
        if short_of(now, marks.get(now.name, 0.0)):
            yield _lacking(run, now, forms, f"expected {marks[now.name]:.0%}")


def _regardless_of_form(measures: Sequence[Measure]) -> list[Measure]:
    known = ((each, AGAIN if each.kind.endswith(AGAIN) else "") for each in measures if each.name != LINKS)
    return list(together([[Measure(each.name, kind, each.hits, each.pages) for each, kind in known]]).values())


def _lacking(run: Evidence, now: Measure, forms: Sequence[str], instead: str, kind: str | None = None) -> Problem:
    example = next(
        (
            page.url
            for page in run.pages
            if said(page).get(now.name) is False and (kind is None or kind_of(page, forms) == kind)
        ),
        None,
    )
    words = {OWN_LAYOUT: "read by the site's own layouts", TEXT: "have a text"}.get(now.name, f"state {now.name}")
    name = LAYOUT if now.name in {OWN_LAYOUT, TEXT} else FIELDS
    return Problem(name, f"{now.hits} of {now.pages} articles {words}, {instead}", example)


def _encodings(run: Evidence, forms: Sequence[str]) -> Iterator[Problem]:
    before = together(run.earlier[ENCODING_RUNS:] or run.well)
    for view in recent([run.measures, *run.earlier]):
        total = next((each.pages for each in view if each.name == TEXT), 0)
        for each in view:
            past = before.get((TEXT, each.kind))
            if not each.name.startswith(ENCODING) or past is None:
                continue
            hits = before.get((each.name, each.kind), Measure("", "", 0, 0)).hits
            if risen(Measure("", "", each.hits, total), Measure("", "", hits, past.pages)):
                name = each.name.removeprefix(ENCODING)
                pages = (page.url for page in run.pages if (page.encoding, kind_of(page, forms)) == (name, each.kind))
                detail = f"{each.hits} of {total} articles in {name}, before {hits} of {past.pages}"
                yield Problem(ENCODINGS, detail, next(pages, None))


def _silence(run: Evidence) -> Iterator[Problem]:
    longest, present = run.silence
    if longest and present > max(LONG * longest, FEWEST_DAYS):
        yield Problem(FEWER, f"nothing new for {present:.0f} days, before never longer than {max(longest, 1):.0f}")
