"""How much of a site `scrapy newsite` finds: each site of the replica as if nobody had a file for it.

    python -m benchmarks.newsite [SITE…]

Precision and recall are over all addresses that the replica serves for a site; what is right is what the site's own
file takes (for sites without one, what the replica calls an article). `lists` counts the articles that the lists of the
written file lead to, among those that the same lists hold.
"""

import asyncio
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from archive.errors import InputError
from archive.records import RawPage
from pipelines.decode import decode
from scraper.newsite.fetching import Answer, Refusal
from scraper.newsite.findings import Findings
from scraper.newsite.investigation import Investigation
from scraper.replica.catalogue import KNOWN, UNKNOWN, chosen
from scraper.replica.world import World
from scraper.site_index import all_sites
from scraper.spiders.listing import ListPage

TODAY = date(2026, 11, 21)
REFRESH = re.compile(rb"http-equiv=\"refresh\" content=\"0;url=([^\"]*)\"")
MOST_PAGES = 40


class Printed:
    """The pages of a replica's world without a network, as `Investigation` asks for them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: list[str] = []

    async def get(self, url: str) -> Answer:
        """The page at a URL, behind redirects."""
        for _ in range(5):
            self.asked.append(url)
            page = self.world.pages.get(url)
            if url in self.world.forbidden:
                return Refusal(url, "forbidden by robots.txt")
            if page is None:
                return Refusal(url, "HTTP status 404", 404)
            refresh = REFRESH.search(page.body)
            if not page.location and not refresh:
                return RawPage(url, page.body, {"Content-Type": page.content_type})
            url = urljoin(url, page.location or (refresh[1].decode() if refresh else ""))
        return Refusal(url, "redirected for ever")

    def robots(self, url: str) -> str:
        """What robots.txt says."""
        page = self.world.pages.get("{0.scheme}://{0.netloc}/robots.txt".format(urlsplit(url)))
        return page.body.decode() if page else ""

    def look(self, *urls: str) -> Findings:
        """A whole look."""
        return asyncio.run(Investigation(self.get, self.robots, TODAY).run(urls))


class Score(NamedTuple):
    """Addresses that the found pattern takes, right ones among them, all right ones; articles reached, and listed."""

    taken: int
    right: int
    all: int
    reached: int
    listed: int


def articles_of(name: str, world: World) -> set[str]:
    """What the site's own file takes, or what the replica calls an article."""
    own = next((site for site in all_sites() if site.name == name), None)
    if own is None:
        return {truth.url for truth in world.truth}
    pattern = re.compile("|".join(f"(?:{each})" for each in own.articles))
    return {url for url, page in world.pages.items() if not page.location and pattern.fullmatch(url)}


def score(name: str, world: World, found: Findings) -> Score:
    """How good the findings are."""
    pattern = re.compile("|".join(f"(?:{each})" for each in found.articles))
    taken = {url for url, page in world.pages.items() if not page.location and pattern.fullmatch(url)}
    truth = articles_of(name, world)
    reached: set[str] = set()
    pages: set[str] = set()
    for url, links in walked(world, found):
        pages.add(url)
        reached |= {link for link in links if pattern.fullmatch(link)}
    folders = {_folder(url) for url in pages}
    listed = {each.url for each in world.truth if any(_folder(url) in folders for url in each.lists)}
    listed = listed if folders - {""} else set()
    return Score(len(taken), len(taken & truth), len(truth), len(reached & listed), len(listed))


def _folder(url: str) -> str:
    """What the pages of one list share."""
    return re.sub(r"(?:page/)?(?:index|list)?_?\d*(?:\.\w+)?$", "", re.sub(r"(?<=[?&]page=)\d+|page\w*=\d+", "", url))


def walked(world: World, found: Findings) -> Iterator[tuple[str, set[str]]]:
    """The pages of the found lists, one after the other, with their links."""
    for source in found.lists:
        reader = source.shape.source(source.urls)
        for first in source.urls:
            url, number, before = first, 1, set[str]()
            while (page := world.pages.get(url)) and number <= MOST_PAGES:
                if page.location:
                    url = page.location
                    continue
                text = decode(RawPage(url, page.body, {"Content-Type": page.content_type})).text
                listing = reader.read(ListPage(url, text, number))
                links = {link.url for link in listing.links}
                yield url, links
                if not listing.further or links == before:
                    break
                url, number, before = listing.further[0], number + 1, links


def starts(name: str, world: World) -> list[str]:
    """Where a person would begin: the home page, and a list."""
    own = next((site for site in all_sites() if site.name == name), None)
    lists = [url for truth in world.truth for url in truth.lists]
    named = [own.home] if own else [urljoin(lists[0], "/")]
    named += [url for source in own.sources for url in getattr(source, "urls", ())] if own else [min(lists)]
    return list(dict.fromkeys(url for url in named if url in world.pages))[:3]


def main(names: Sequence[str]) -> None:
    """Print a line for each start, and the sums."""
    scores = []
    for name in names:
        world = World(chosen([name]), 30, 7)
        if not world.truth:
            continue
        for start in starts(name, world):
            printed = Printed(world)
            try:
                each = score(name, world, printed.look(start))
            except InputError as error:
                each = Score(0, 0, len(articles_of(name, world)), 0, 0)
                print(f"{name:18} {start[:58]:58} {str(error)[:60]}")
            else:
                share = f"P {each.right / max(1, each.taken):.2f}  R {each.right / each.all:.2f}"
                print(
                    f"{name:18} {start[:58]:58} {share}  lists {each.reached}/{each.listed}  asked {len(printed.asked)}"
                )
            scores.append(each)
    found = [each for each in scores if each.taken]
    print(
        f"{len(found)} of {len(scores)} looks found articles; of these "
        f"mean precision {sum(each.right / each.taken for each in found) / len(found):.3f}, "
        f"mean recall {sum(each.right / each.all for each in found) / len(found):.3f}, "
        f"lists reach {sum(each.reached for each in found)} of {sum(each.listed for each in found)}"
    )


if __name__ == "__main__":
    main(sys.argv[1:] or [*KNOWN, *UNKNOWN])
