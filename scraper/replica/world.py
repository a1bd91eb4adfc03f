"""Everything that the replica serves, by URL; articles can change or vanish while it runs."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from scraper.replica import absent, feeds
from scraper.replica.model import Era, Listing, ListPage, Page, Site, Truth
from scraper.replica.press import printed
from scraper.replica.redesign import on_new_template, relaunched

NEIGHBOURS = 4


class World:
    """The pages of some sites, made of `stories` invented stories drawn from `seed`.

    `truth` holds one record for each article that a list leads to, `extra` those of mirrors that none leads to.
    """

    def __init__(self, sites: Sequence[Site], stories: int, seed: int) -> None:
        self.pages: dict[str, Page] = {}
        self.gone: dict[str, int] = {}
        self._taken: dict[str, Truth] = {}
        self._relaunched: dict[str, Era] = {}
        self.forbidden = tuple(url for site in sites for url in site.forbidden)
        self._eras = {(site.name, era.name): era for site in sites for era in site.eras}
        self._truth = {truth.url: truth for truth in printed(sites, stories, seed)}
        for site in sites:
            own = [truth for truth in self._truth.values() if truth.site == site.name]
            for listing in site.listings(own):
                self._print_list(listing, own, site.forbidden)
            own = [self._truth[truth.url] for truth in own]
            self.pages.update({url: feeds.private("内部预览") for url in site.forbidden})
            self.pages.update(site.furniture(own))
        self._shelves: dict[tuple[str, str | None, bool], list[str]] = {}
        for truth in self._truth.values():
            self._shelves.setdefault(shelf_of(truth), []).append(truth.url)
        self._places = {url: place for shelf in self._shelves.values() for place, url in enumerate(shelf)}
        for truth in self._truth.values():
            self._print_article(truth)
        self.hosts = frozenset(urlsplit(url).hostname or "" for url in self.pages)

    @property
    def truth(self) -> tuple[Truth, ...]:
        """What a perfect reader finds, by article, of everything that a list links to."""
        return tuple(truth for truth in self._truth.values() if truth.lists)

    @property
    def extra(self) -> tuple[Truth, ...]:
        """The same for pages that no list links to."""
        return tuple(truth for truth in self._truth.values() if not truth.lists)

    def edit(self, url: str, *, title: str | None = None, text: str | None = None) -> None:
        """Print an article anew; its ETag and Last-Modified change with it, lists go on showing the old headline."""
        truth = self._truth[url]
        truth = replace(truth, title=title or truth.title, text=text or truth.text)
        self._truth[url] = truth
        later = self.pages[url].modified + timedelta(days=1)
        self._print_article(truth)
        for page in truth.pages:
            self.pages[page] = replace(self.pages[page], modified=later)

    def delete(self, url: str, status: int = 404) -> None:
        """Take an article and its further pages away; lists go on linking to it.

        They answer with `status`: 404 or 410; 301 or 302, to the site's home page; 200, with a page that says so.
        """
        truth = self._truth.pop(url)
        self._taken[url] = truth
        for page in truth.pages:
            if status in {404, 410}:
                del self.pages[page]
                self.gone[page] = status
            else:
                self.pages[page] = absent.page(page, status)

    def restore(self, url: str) -> None:
        """Print an article that was deleted as it was before."""
        truth = self._truth[url] = self._taken.pop(url)
        for page in truth.pages:
            self.gone.pop(page, None)
        self._print_article(truth)

    def redesign(self, site: str, keep: Collection[str] = (), *, dates: bool = True, encoding: str = "utf-8") -> None:
        """Print a site's articles on a new template, all but those at the addresses to `keep`.

        Without `dates` the new pages state nothing but headline and text.
        """
        for url, truth in list(self._truth.items()):
            if truth.site == site and url not in keep:
                self._relaunched[url] = relaunched(self._era(truth), dates=dates, encoding=encoding)
                self._truth[url] = on_new_template(truth, dates=dates)
                self._print_article(self._truth[url])

    def _era(self, truth: Truth) -> Era:
        return self._relaunched.get(truth.url) or self._eras[truth.site, truth.era]

    def _print_article(self, truth: Truth) -> None:
        era = self._era(truth)
        for url, body in era.render(truth, self._neighbours(truth)).items():
            self.pages[url] = Page(body, era.content_type, truth.moment)
            if url.startswith("https:"):
                self.pages[url.replace("https:", "http:", 1)] = feeds.redirect(url)

    def _neighbours(self, truth: Truth) -> list[Truth]:
        """The articles that stand behind this one on its site, round to the first."""
        shelf = self._shelves[shelf_of(truth)]
        start = self._places[truth.url] + 1
        around = (shelf[place % len(shelf)] for place in range(start, start + min(NEIGHBOURS, len(shelf) - 1)))
        return [self._truth[url] for url in around if url in self._truth]

    def _print_list(self, listing: Listing, own: Sequence[Truth], forbidden: Sequence[str]) -> None:
        entries = sorted(filter(listing.holds, own), key=lambda t: t.moment, reverse=True)
        for page in list_pages(listing, entries, forbidden):
            modified = max((entry.moment for entry in page.entries), default=feeds.LAUNCH)
            self.pages[page.url] = Page(listing.render(page), listing.content_type, modified)
            for entry in page.entries:
                known = self._truth[entry.url]
                self._truth[entry.url] = replace(known, lists=(*known.lists, page.url))


def shelf_of(truth: Truth) -> tuple[str, str | None, bool]:
    """What articles that link to each other share: site, script, and whether lists lead to them."""
    return truth.site, truth.script, bool(truth.lists)


def list_pages(listing: Listing, entries: Sequence[Truth], forbidden: Sequence[str]) -> Iterator[ListPage]:
    """A list cut into pages; an empty list still has its first page."""
    total = min(max(1, -(-len(entries) // listing.size)), listing.most or len(entries) + 1)
    for number in range(1, total + 1 + listing.ends_empty):
        yield ListPage(
            url=listing.address(number),
            number=number,
            known=len(entries),
            entries=entries[(number - 1) * listing.size : number * listing.size],
            previous=listing.address(number - 1) if number > 1 else None,
            following=listing.address(number + 1) if number < total else None,
            decoys=forbidden if number == 1 else (),
        )
