"""Which links lead to articles: links are grouped by the make of their address, and each group is judged by signals.

No signal decides alone. The weights were set by hand on the replica's sites and on four stored front and list pages;
what they choose is only a candidate until some of its pages were read (`scraper.newsite.pages.proof`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from scraper.newsite.links.addresses import NUMBER, WORD, Address, cut
from scraper.newsite.links.anchors import Anchor, Look
from scraper.spiders.listing import day_in_url

GOOD = 3.0  # a group with this score holds articles, as far as links can tell
FAIR = 1.0  # enough for a group whose addresses are made like those of a good one
HEADLINE = 22  # columns: eleven Chinese characters, four English words
LABEL = 13  # columns that a section's name, a tag or a person's may have
NO_ARTICLE = re.compile(
    r"(?:index|list|default|col|column|layout|page|pages|tag|tags|author|authors|user|users|member|search|login|"
    r"register|about|contact|category|cat|topic|topics|zt|special|subject|channel|ch|video|photo|comment|comments|"
    r"forum|bbs|thread|ad|ads|feed|rss|download|print|share|profile|space)",
    re.IGNORECASE,
)
PAPER = re.compile(r"node", re.IGNORECASE)  # in the name of a page it is a sheet of a paper; /node/12 is an article


@dataclass(slots=True)
class Group:
    """Links whose addresses share host, directory and family; `stated` are those that a feed or sitemap names."""

    family: str
    host: str
    directory: str
    anchors: dict[str, list[Anchor]] = field(default_factory=lambda: defaultdict(list))
    stated: set[str] = field(default_factory=set)

    @property
    def urls(self) -> list[str]:
        """Its addresses, in the order of the pages."""
        return [*self.anchors, *(url for url in sorted(self.stated) if url not in self.anchors)]

    @property
    def addresses(self) -> list[Address]:
        """The same, cut up alike."""
        codes = next((bool(a[0].address.tail) and self.family.endswith(CODED) for a in self.anchors.values()), False)
        return [address for url in self.urls if (address := cut(url, codes=codes) or cut(url))]

    def signals(self) -> dict[str, float]:
        """What speaks for articles and what against, by name; the score is the sum."""
        if not self.anchors:
            return {"given, or named by a feed": 3.0, "many": _many(len(self.stated))}
        best = [max(each, key=lambda anchor: anchor.columns) for each in self.anchors.values()]
        count = len(best)
        columns = median(anchor.columns for anchor in best)
        found = {
            "long link texts": _length(columns),
            "a day in the address": 2.0 * (sum(day_in_url(a.url) is not None for a in best) > count / 2),
            "a day beside the link": 1.5 * (sum(a.is_dated for a in best) > count / 2),
            "an id in the address": 1.0 * _identifies(best[0].address),
            "many": _many(count),
            "given, or named by a feed": 3.0 * bool(self.stated),
            "beside the matter": -1.5 * (sum(a.aside for a in best) > count / 2),
            "repeated words": -2.0 * (count > 3 and len({a.text for a in best}) < count / 2),
            "the name of a list": -3.0 * self._is_named_list(best[0].address),
            "page numbers": -6.0 * (sum(a.is_pager for a in best) > count / 2),
            "nothing varies": -4.0 * (not self.family),
        }
        return {name: value for name, value in found.items() if value}

    @property
    def score(self) -> float:
        """The sum of the signals."""
        return sum(self.signals().values())

    def _is_named_list(self, address: Address) -> bool:
        folder = [part for part in self.directory.strip("/").split("/") if part][-1:]
        names = [token.text for token in address.tail if token.kind == WORD and len(token.text) > 1]
        return any(map(NO_ARTICLE.fullmatch, (*folder, *names))) or any(map(PAPER.fullmatch, names))


CODED = "#"


def _length(columns: float) -> float:
    if columns < LABEL:
        return -2.0
    return 2.0 if columns >= HEADLINE else 1.0


def _many(count: int) -> float:
    return 1.0 if count >= 8 else 0.5 if count >= 3 else 0.0


def _identifies(address: Address) -> bool:
    return any(token.kind not in {NUMBER, WORD, "ending"} for token in address.tail) or any(
        token.kind == NUMBER and len(token.text) >= 4 for token in address.tail
    )


def groups(looks: Iterable[Look], stated: Iterable[str] = ()) -> list[Group]:
    """Every group of links on the pages, best first."""
    found: dict[tuple[str, str, str], Group] = {}

    def group_of(address: Address) -> Group:
        key = (address.family, address.host.removeprefix("www."), address.directory if address.tail else "")
        return found.setdefault(key, Group(*key))

    for look in looks:
        for anchor in coded(look.anchors):
            if anchor.url != look.url:
                group_of(anchor.address).anchors[anchor.url].append(anchor)
    for url in stated:
        address = cut(url)
        if address:
            group_of(address).stated.add(url)
    return sorted(found.values(), key=lambda group: (-group.score, -len(group.urls)))


def coded(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The same links; where headlines lead to addresses that vary by a short code alone (`/w_bnk`), it is one."""
    loose = defaultdict(set)
    for anchor in anchors:
        if not anchor.address.tail and anchor.columns >= HEADLINE and not anchor.is_pager:
            loose[anchor.address.host, _parent(anchor.url)].add(anchor.url)
    return [
        Anchor(anchor.element, cut(anchor.url, codes=True) or anchor.address, anchor.text, anchor.beside, anchor.aside)
        if anchor.url in loose[anchor.address.host, _parent(anchor.url)]
        and len(loose[anchor.address.host, _parent(anchor.url)]) >= 3
        else anchor
        for anchor in anchors
    ]


def _parent(url: str) -> str:
    return url.rpartition("/")[0]


def chosen(found: Sequence[Group]) -> dict[str, list[Group]]:
    """The groups that hold articles, by family: good ones, and fair ones of the same make; best family first."""
    good = {group.family for group in found if group.family and group.score >= GOOD}
    families: dict[str, list[Group]] = {}
    for group in found:
        if group.family in good and group.score >= FAIR:
            families.setdefault(group.family, []).append(group)
    weight = {name: sum(g.score * len(g.urls) for g in members) for name, members in families.items()}
    return dict(sorted(families.items(), key=lambda each: -weight[each[0]]))
