"""The regular expressions of a site's articles, from the groups of links that were confirmed."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scraper.newsite.links.addresses import Address, directory_pattern, host_pattern, tail_pattern
from scraper.newsite.links.candidates import Group

MOST_DIRECTORIES = 12  # that a pattern names one by one


class Pattern(NamedTuple):
    """A regular expression for whole URLs, what it was made from, and what it matches that is no article."""

    regex: str
    examples: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def patterns_of(families: Mapping[str, Sequence[Group]], others: Sequence[str]) -> list[Pattern]:
    """One pattern for each family; `others` are URLs of the site that are no articles.

    The widest that matches none of those is taken: any directory of the depths seen, or only those seen, or those with
    numbers at least as long as the ones seen.
    """
    found = []
    for groups in families.values():
        addresses = [address for group in groups for address in group.addresses]
        tried = [
            Pattern(regex, tuple(a.url for a in addresses), _matching(regex, others)) for regex in _widths(addresses)
        ]
        found.append(next((each for each in tried if not each.wrong), tried[-1]))
    return found


def _widths(addresses: Sequence[Address]) -> list[str]:
    hosts = host_pattern(address.host for address in addresses)
    directories = {address.directory for address in addresses}
    widths = [(False, False), (False, True), (True, False), (True, True)]
    if len(directories) > MOST_DIRECTORIES:
        widths = widths[:2]
    return [
        f"https?://{hosts}{directory_pattern(directories, exactly=exactly)}{tail_pattern(addresses, least=least)}"
        for exactly, least in widths
    ]


def _matching(regex: str, urls: Sequence[str]) -> tuple[str, ...]:
    pattern = re.compile(regex)
    return tuple(url for url in urls if pattern.fullmatch(url))
