"""Reads some pages of a candidate the way a crawl would: articles with text, headline and day confirm it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.records import Article, Failure
from pipelines.process import process
from scraper.newsite.links.anchors import Look
from scraper.newsite.links.candidates import Group

FEWEST_CHARACTERS = 60
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Proof:
    """A page that was read: what came of it, and whether that is an article."""

    look: Look
    family: str
    result: Article | Failure
    entitled: bool

    @property
    def article(self) -> Article | None:
        """The article, where the page is one."""
        result = self.result
        if isinstance(result, Failure) or not result.title or len(result.text) < FEWEST_CHARACTERS:
            return None
        return result if result.published_date or self.entitled else None


def read(look: Look, family: str, link_texts: Sequence[str]) -> Proof:
    """The proof of one page; `link_texts` are the words by which other pages link to it."""
    result = process(look.raw)
    title = result.title if isinstance(result, Article) else None
    return Proof(look, family, result, any(alike(text, title or "") for text in link_texts))


def alike(text: str, title: str) -> bool:
    """True when a link's words are a headline, or its beginning where a list cuts it."""
    short, full = _MARKS.sub("", text), _MARKS.sub("", title)
    return len(short) >= 5 and (short in full or (len(full) >= 5 and full in short))


def samples(families: Mapping[str, Sequence[Group]], most: int) -> list[tuple[str, str]]:
    """Family and URL of the pages to read: the first family's most, each of the first three families some.

    They are spread over the groups and over the lists, whose ends are older and may have another layout.
    """
    chosen: list[tuple[str, str]] = []
    for place, (family, groups) in enumerate(list(families.items())[:3]):
        share = max(2, most - 2 * (min(3, len(families)) - 1)) if place == 0 else 2
        spread = [spread_over(group.urls, 1 + share // len(groups)) for group in groups]
        mixed = [urls[turn] for turn in range(share) for urls in spread if turn < len(urls)]
        chosen += [(family, url) for url in mixed[:share]]
    return chosen[:most]


def spread_over(urls: Sequence[str], count: int) -> list[str]:
    """So many of the URLs: the first, the last, and some between."""
    if len(urls) <= count:
        return list(urls)
    if count == 1:
        return [urls[0]]
    return [urls[round(turn * (len(urls) - 1) / (count - 1))] for turn in range(count)]


def confirmed(proofs: Sequence[Proof]) -> dict[str, tuple[int, int]]:
    """How many of the pages read are articles, by family; only families where at least half are."""
    counts: dict[str, tuple[int, int]] = {}
    for proof in proofs:
        good, all_ = counts.get(proof.family, (0, 0))
        counts[proof.family] = (good + (proof.article is not None), all_ + 1)
    return {family: (good, all_) for family, (good, all_) in counts.items() if good and 2 * good >= all_}
