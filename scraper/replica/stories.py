"""Invented union news: the same seed always gives the same stories."""

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from scraper.replica import wording

# The first twelve years touch every template of every site, so that a small replica still has one page of each.
YEARS = (2022, 2018, 2015, 2024, 2016, 2026, 2020, 2013, 2023, 2019, 2025, 2017, 2014, 2021)
SLOT = re.compile(r"\[([^\[\]]*)\]|\{(\d+)-(\d+)\}|\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Story:
    """One piece of news before any site printed it; `moment` is local Beijing time."""

    key: str
    title: str
    other_title: str
    paragraphs: tuple[str, ...]
    moment: datetime
    source: str
    reporter: str


def person(rng: random.Random) -> str:
    """An invented full name."""
    return rng.choice(wording.SURNAMES) + rng.choice(wording.GIVEN)


def expand(sentence: str, rng: random.Random, facts: dict[str, str]) -> str:
    """Fill the slots of a sentence of `wording`."""

    def fill(match: re.Match[str]) -> str:
        choices, low, high, fact = match.groups()
        if choices is not None:
            return rng.choice(str(choices).split("|"))
        return facts[fact] if fact else str(rng.randint(int(low), int(high)))

    return SLOT.sub(fill, sentence)


def facts_of(rng: random.Random, moment: datetime) -> dict[str, str]:
    """What stays the same through one story: who, where, when, how many."""
    roles = ("worker", "chair", "expert", "reporter")
    names = [
        family + given
        for family, given in zip(rng.sample(wording.SURNAMES, 4), rng.sample(wording.GIVEN, 4), strict=True)
    ]
    return dict(zip(roles, names, strict=True)) | {
        "roster": "、".join(person(rng) for _ in range(rng.randint(8, 24))),
        "city": rng.choice(wording.CITIES),
        "works": rng.choice(wording.WORKS),
        "trade": rng.choice(wording.TRADES),
        "n": str(rng.randint(13, 480)),
        "day": f"{moment.month}月{moment.day}日",
        "month": str(moment.month % 12 + 1),
        "year": str(moment.year - rng.randint(2, 6)),
    }


def grouped(sentences: list[str], rng: random.Random) -> list[str]:
    """Paragraphs of one to three sentences."""
    paragraphs = []
    while sentences:
        size = rng.randint(1, 3)
        paragraphs.append("".join(sentences[:size]))
        sentences = sentences[size:]
    return paragraphs


def story(seed: int, number: int) -> Story:
    """The `number`-th story of a seed; every fifth is a brief of one or two paragraphs."""
    rng = random.Random(f"story {seed} {number}")  # noqa: S311 - invents news, keeps no secret
    year = YEARS[number % len(YEARS)]
    day = datetime(year, 1, 10) + timedelta(days=rng.randrange(250))  # noqa: DTZ001 - Beijing wall clock
    moment = day + timedelta(hours=7, minutes=rng.randrange(12 * 60))
    facts = facts_of(rng, moment)
    topic = rng.choice(wording.TOPICS)
    body = [*topic.body, *rng.sample(wording.ANYWHERE, rng.randint(5, len(wording.ANYWHERE)))]
    rng.shuffle(body)
    if number % 5 == 4:
        body = body[: rng.randint(1, 2)]
    lines = [rng.choice(topic.leads), *body, rng.choice(wording.ENDINGS)]
    first, *others = [expand(line, rng, facts) for line in lines]
    brief = number % 5 == 4
    paragraphs = [first + others[0], "".join(others[1:])] if brief else [first, *grouped(others, rng)]
    titles = [expand(title, rng, facts) for title in rng.sample(topic.titles, 2)]
    return Story(
        key=f"s{seed}-{number}",
        title=titles[0],
        other_title=titles[1],
        paragraphs=tuple(paragraphs[:14]),
        moment=moment,
        source=rng.choice(wording.SOURCES),
        reporter=facts["reporter"],
    )
