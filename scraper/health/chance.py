"""Tells a change from the luck of small numbers: many runs find three articles or fewer."""

from math import exp, lgamma, log

from archive.health.measures import Measure

RARE = 0.01
"""A run is called ill when its site, if it were as before, would give such a run once in a hundred times or less. Two
pages without what 18 of 18 had before are enough, one never is."""


def at_most(hits: int, pages: int, share: float) -> float:
    """The chance of `hits` or fewer among `pages`, where each is one with the chance `share` (binomial)."""
    if hits >= pages or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    whole = lgamma(pages + 1)
    return min(
        1.0,
        sum(
            exp(whole - lgamma(k + 1) - lgamma(pages - k + 1) + k * log(share) + (pages - k) * log(1 - share))
            for k in range(hits + 1)
        ),
    )


def believed(before: Measure) -> float:
    """The share that counts suggest; few counts never suggest all or nothing (rule of succession)."""
    return (before.hits + 1) / (before.pages + 2)


def share_of(measure: Measure) -> float:
    """Hits among pages; 0 where there are none."""
    return measure.hits / measure.pages if measure.pages else 0.0


def fallen(now: Measure, before: Measure) -> bool:
    """True when what most pages had before is now on less than half as many, and hardly by chance."""
    usual = share_of(before)
    return usual >= 0.5 and share_of(now) < usual / 2 and at_most(now.hits, now.pages, believed(before)) <= RARE


def short_of(now: Measure, mark: float) -> bool:
    """True when a share lies below a stated one, and hardly by chance."""
    return share_of(now) < mark and at_most(now.hits, now.pages, mark) <= RARE


def risen(now: Measure, before: Measure) -> bool:
    """True when half of the pages have what one in a hundred had before, and hardly by chance."""
    rest = at_most(now.pages - now.hits, now.pages, 1 - believed(before))
    return share_of(now) >= 0.5 and share_of(before) < 0.01 and rest <= RARE
