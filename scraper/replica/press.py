"""Which site prints which story, when, how much of it, and on which template."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from scraper.replica.markup import traditional
from scraper.replica.model import Era, Site, Truth
from scraper.replica.sites.abroad import english
from scraper.replica.stories import Story, person, story

LONG = 8  # paragraphs from which a template that knows pages splits an article
SHARE = 0.55  # of the stories of others that a site reprints
STORIES: Mapping[str, Callable[[int, int], Story]] = {"zh": story, "en": english.story}


class Printing(NamedTuple):
    """A story on a template; `first` where the site is the story's first publisher."""

    site: Site
    era: Era
    story: Story
    first: bool


def printings(sites: Sequence[Site], count: int, seed: int) -> Iterator[Printing]:
    """Each story at its home site and at some others of its language, and no template left unused."""
    for lang, invent in STORIES.items():
        own = [site for site in sites if site.lang == lang]
        yield from dealt(own, [invent(seed, number) for number in range(count)] if own else [], seed)


def dealt(sites: Sequence[Site], stories: Sequence[Story], seed: int) -> Iterator[Printing]:
    """Stories of one language to the sites of that language."""
    rng = random.Random(f"press {seed}")  # noqa: S311 - deals stories, keeps no secret
    used: Counter[tuple[str, str]] = Counter()
    for number, news in enumerate(stories):
        home = number % len(sites)
        for place, site in enumerate(sites):
            chosen = rng.random() < SHARE
            open_eras = [era for era in site.eras if era.since <= news.moment.date() <= era.until]
            if open_eras and (chosen or place == home):
                era = min(open_eras, key=lambda era: used[site.name, era.name])
                used[site.name, era.name] += 1
                yield Printing(site, era, news, place == home)
    for site in sites:
        for era in site.eras:
            fitting = [news for news in stories if era.since <= news.moment.date() <= era.until]
            if not used[site.name, era.name] and fitting:
                yield Printing(site, era, rng.choice(fitting), first=False)


def stated_time(moment: datetime, precision: str) -> str | None:
    """ISO 8601, as exact as the page."""
    if precision == "none":
        return None
    if precision == "day":
        return f"{moment:%Y-%m-%d}"
    return moment.isoformat(timespec="minutes" if precision == "minute" else "seconds") + "+08:00"


def version(news: Story, variant: str) -> tuple[str, tuple[str, ...]]:
    """Headline and paragraphs of one copy of a story."""
    if variant == "cut":
        return news.title, news.paragraphs[: max(1, len(news.paragraphs) * 2 // 3)]
    return (news.other_title if variant == "retitled" else news.title), news.paragraphs


def copy(printing: Printing, taken: set[str], rng: random.Random) -> Truth:
    """One copy of a story on one site, at an address that nobody has taken."""
    site, era, news, first = printing
    variant = "whole" if first else rng.choice(("whole", "whole", "cut", "retitled"))
    title, texts = version(news, variant)
    moment = news.moment + timedelta(minutes=0 if first else rng.randint(40, 2000), seconds=rng.randint(0, 59))
    while (url := era.address(moment)) in taken:
        moment += timedelta(minutes=1)
    taken.add(url)
    signed = "author" in era.states or f"记者{news.reporter}" in texts[0]
    editors = "、".join(person(rng) for _ in range(era.editors))
    section = rng.choice(era.sections) if era.sections else None
    further = [era.further(url, number) for number in range(2, len(texts) // LONG + 2)] if era.further else []
    truth = Truth(
        url=url,
        site=site.name,
        era=era.name,
        pages=(url, *further),
        story=news.key,
        variant=variant,
        title=title,
        text="\n".join(texts),
        moment=moment,
        published_at=stated_time(moment, era.precision),
        published_date=None if era.precision == "none" else f"{moment:%Y-%m-%d}",
        source=(era.source or news.source) if "source" in era.states else None,
        author=news.reporter if signed else None,
        editor=editors if "editor" in era.states else None,
        section=section if "section" in era.states else None,
        lang=site.lang,
        script=era.script if site.lang == "zh" else None,
        damage=era.damage,
    )
    return in_traditional(truth) if era.script == "Hant" else truth


def in_traditional(truth: Truth) -> Truth:
    """The same copy as a traditional-script edition prints it."""
    return replace(
        truth,
        title=traditional(truth.title),
        text=traditional(truth.text),
        source=truth.source and traditional(truth.source),
        author=truth.author and traditional(truth.author),
        editor=truth.editor and traditional(truth.editor),
        section=truth.section and traditional(truth.section),
    )


def printed(sites: Sequence[Site], count: int, seed: int) -> list[Truth]:
    """Every article of the replica, before the lists are known."""
    taken: set[str] = set()
    rng = random.Random(f"copies {seed}")  # noqa: S311 - varies copies, keeps no secret
    return [copy(printing, taken, rng) for printing in printings(sites, count, seed)]
