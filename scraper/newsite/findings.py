"""What a look at a site found, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.layout import Layout
from scraper.newsite.links.anchors import Look
from scraper.newsite.pages.lists import ListShape
from scraper.newsite.pages.proof import Proof
from scraper.spiders.expectations import Expectations


class Fact(NamedTuple):
    """One thing that was found: what it is about, in words, whether it was seen or is guessed, and examples.

    `value` is what the site file says elsewhere, so that its docstring need not.
    """

    about: str
    words: str
    sure: bool = True
    examples: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class ListSource:
    """List pages of one shape, and how many article links each of them showed."""

    urls: tuple[str, ...]
    shape: ListShape
    links: int = 0


@dataclass(slots=True)
class Findings:
    """All that a site file says, with the pages that it was learned from."""

    name: str = ""
    label: str = ""
    home: str = ""
    domains: tuple[str, ...] = ()
    lists: list[ListSource] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    sitemaps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    expects: Expectations = field(default_factory=Expectations)
    facts: list[Fact] = field(default_factory=list)
    list_looks: list[Look] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)

    def note(self, about: str, words: str, *, sure: bool = True, examples: Sequence[str] = (), value: str = "") -> None:
        """Add a fact."""
        self.facts.append(Fact(about, words, sure, tuple(examples)[:3], value))
