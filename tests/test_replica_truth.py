"""Every field of every article of the replica sites, as `process` reads it, against what the replica printed."""

from collections.abc import Iterator

import pytest

from archive.records import Article, RawPage
from pipelines.process import process
from scraper.replica.model import Truth
from scraper.replica.server import Replica
from scraper.replica.world import World
from scraper.site_index import layouts_for

FIELDS = ("title", "published_at", "published_date", "source", "author", "editor", "section", "lang", "script")
SEEDS = (7, 11)
LOST = "\ufffd"


def articles() -> Iterator[tuple[World, Truth]]:
    for seed in SEEDS:
        world = Replica(stories=12, seed=seed).world
        yield from ((world, truth) for truth in world.truth)


def read(world: World, truth: Truth) -> Article:
    first, *later = (
        RawPage(url, world.pages[url].body, {"Content-Type": world.pages[url].content_type}) for url in truth.pages
    )
    raw = RawPage(first.url, first.body, first.headers, continuations=tuple(later))
    article = process(raw, layouts_for(truth.url))
    assert isinstance(article, Article), article
    return article


def differences(article: Article, truth: Truth) -> dict[str, tuple[object, object]]:
    """What was found and what is true, by field; of a damaged text only the paragraphs without a lost place count."""
    found = {name: (getattr(article, name), getattr(truth, name)) for name in FIELDS}
    text, true = article.text.split("\n"), list(truth.paragraphs)
    if truth.damage and len(text) == len(true):
        whole = [index for index, paragraph in enumerate(text) if LOST not in paragraph]
        text, true = [text[index] for index in whole], [true[index] for index in whole]
    return {name: pair for name, pair in {**found, "text": (text, true)}.items() if pair[0] != pair[1]}


def case(world: World, truth: Truth) -> object:
    name = f"{truth.site}-{truth.era}-{truth.url.rsplit('/', 1)[-1]}"
    return pytest.param(world, truth, id=name)


CASES = [case(world, truth) for world, truth in articles()]


@pytest.mark.parametrize(("world", "truth"), CASES)
def test_every_field_equals_the_truth(world: World, truth: Truth) -> None:
    assert not differences(read(world, truth), truth)
