"""The order of a look: the pages given, the home page, feeds, lists, some articles, the second page of a list."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit

from archive.records import Article
from pipelines.process import process
from scraper.newsite.conclusions import conclude
from scraper.newsite.fetching import NOT_SAVED, Get, Refusal
from scraper.newsite.findings import Findings, ListSource
from scraper.newsite.links.addresses import cut
from scraper.newsite.links.anchors import Look
from scraper.newsite.links.candidates import Group, chosen, groups
from scraper.newsite.links.patterns import Pattern, patterns_of
from scraper.newsite.links.sections import lists_in
from scraper.newsite.pages import announced, proof
from scraper.newsite.pages.lists import FEWEST, shape_of
from scraper.newsite.pages.paging import Paging, Step, guesses, last_page, steps
from scraper.newsite.refusing import of_one_day, said_no, without_articles
from scraper.spiders.listing import day_in_url

MOST_LISTS = 4
MOST_ARTICLES = 5
MOST_FEEDS = 2
MOST_SECOND = 2
LONG = 200  # characters of the text of a page without a day that is itself an article

Robots = Callable[[str], str]


class Investigation:
    """One look at one site: `get` fetches a page, `robots` says what a host's robots.txt said, once it was asked."""

    def __init__(self, get: Get, robots: Robots, today: date) -> None:
        self._get = get
        self._robots = robots
        self._today = today
        self._looks: dict[str, Look] = {}
        self._refused: list[Refusal] = []
        self.found = Findings()

    async def run(self, urls: Sequence[str]) -> Findings:
        """Look at the pages of these URLs and on from there.

        Raises:
            InputError: the site does not answer, forbids it, or shows no articles.
        """
        given = [await self._first(url) for url in urls]
        home = await self._look(urljoin(given[0].url, "/"))
        looks = fronts = _unique([*([home] if home else []), *given])
        stated = await self._feeds(given, home)
        single = [look for look in given if is_article(look)]
        if paper := next((look for look in given if look not in single and day_in_url(look.url)), None):
            raise of_one_day(paper)
        stated |= {look.url for look in single}
        lists = await self._lists([look for look in given if look not in single], home, looks, stated)
        looks = _unique([*looks, *lists, *await self._second_pages(lists or given)])
        families = chosen(everything := groups(looks, stated))
        proofs = await self._proofs(looks, families, single)
        good = proof.confirmed(proofs)
        families = {family: members for family, members in families.items() if family in good}
        if not families:
            raise without_articles(given[0], proofs)
        lists_and_fronts = [look for look in looks if look not in single]
        patterns = patterns_of(families, _others(everything, families, lists_and_fronts))
        self._note_articles(patterns, list(families.values()), list(good.values()))
        await self._sources(lists or fronts, patterns)
        self.found.proofs = proofs
        conclude(self.found, fronts, self._today)
        self._note_refusals()
        return self.found

    async def _look(self, url: str) -> Look | None:
        """The page at a URL; `None` where it cannot be had, which is noted."""
        if url not in self._looks:
            answer = await self._get(url)
            if isinstance(answer, Refusal):
                self._refused.append(answer)
                return None
            self._looks[url] = self._looks.get(answer.url) or Look(answer)
            self._looks.setdefault(answer.url, self._looks[url])
        return self._looks[url]

    async def _first(self, url: str) -> Look:
        look = await self._look(url)
        if look is None:
            raise said_no(self._refused[-1])
        return look

    async def _feeds(self, given: Sequence[Look], home: Look | None) -> set[str]:
        """The articles that feeds of the given pages name; the feeds and, for a home page, sitemaps are kept."""
        stated: set[str] = set()
        named = [feed for look in given for feed in announced.feeds_in(look)]
        itself = [look.url for look in given if announced.entries_of(look).links]
        for url in list(dict.fromkeys([*itself, *named]))[:MOST_FEEDS]:
            entries = announced.entries_of(look).links if (look := await self._look(url)) else ()
            if entries:
                self.found.feeds.append(url)
                self.found.note("feed", f"{url} ({len(entries)} entries)")
                stated |= {entry.url for entry in entries}
        if home in given:
            await self._sitemaps(given[0])
        return stated

    async def _sitemaps(self, look: Look) -> None:
        named = announced.sitemaps_in(self._robots(look.url))
        for url in named[:1] or [urljoin(look.url, "/sitemap.xml")]:
            page = await self._look(url)
            listing = announced.entries_of(page) if page else None
            how = "named by robots.txt" if named else "where sitemaps usually are"
            if listing and listing.links:
                self.found.sitemaps[url] = tuple(link.url for link in listing.links)
            elif listing and listing.further:
                self.found.note("sitemap", f"{url} leads to {len(listing.further)} others; left out: add it as a Feed")
            elif named:
                self.found.note("sitemap", f"{url}, {how}, could not be read", sure=False)

    async def _lists(
        self, given: Sequence[Look], home: Look | None, looks: Sequence[Look], stated: set[str]
    ) -> list[Look]:
        """The pages that may be lists: those given, else those that the home page leads to."""
        lists = [look for look in given if look is not home]
        if lists:
            return lists
        articles = [url for members in chosen(groups(looks, stated)).values() for g in members for url in g.urls]
        wanted = dict.fromkeys(url for look in looks for url in lists_in(look, articles, MOST_LISTS))
        found = [await self._look(url) for url in list(wanted)[:MOST_LISTS]]
        return [look for look in found if look is not None and look is not home]

    async def _second_pages(self, lists: Sequence[Look]) -> list[Look]:
        """Page 2 of the first lists and the last of the first: older articles may be addressed otherwise."""
        options = [(look, step) for look in lists[:MOST_SECOND] for step in steps(look)[:1]]
        wanted = [step.url for _, step in options]
        wanted += [last for look, step in options[:1] if (last := last_page(look, step))]
        found = [await self._look(url) for url in wanted]
        return [look for look in found if look is not None]

    async def _proofs(
        self, looks: Sequence[Look], families: dict[str, list[Group]], single: Sequence[Look]
    ) -> list[proof.Proof]:
        texts: dict[str, list[str]] = {}
        for look in looks:
            for anchor in look.anchors:
                texts.setdefault(anchor.url, []).append(anchor.text)
        chosen_pages = [*((_family(look.url), look.url) for look in single), *proof.samples(families, MOST_ARTICLES)]
        proofs = []
        for family, url in dict.fromkeys(chosen_pages):
            page = await self._look(url)
            if page:
                proofs.append(proof.read(page, family, texts.get(url, ())))
        return proofs

    def _note_articles(
        self, patterns: Sequence[Pattern], members: Sequence[Sequence[Group]], counts: Sequence[tuple[int, int]]
    ) -> None:
        self.found.articles = [pattern.regex for pattern in patterns]
        for pattern, (good, tried), groups_ in zip(patterns, counts, members, strict=True):
            signals = ", ".join(name for name, weight in groups_[0].signals().items() if weight > 0)
            words = f"{len(pattern.examples)} links, told by {signals}; {good} of {tried} pages read are articles"
            sure = good > 1 and not pattern.wrong
            self.found.note("articles", words, sure=sure, examples=pattern.examples, value=pattern.regex)
            if pattern.wrong:
                self.found.note("articles", "the pattern also matches what is none", sure=False, examples=pattern.wrong)

    async def _sources(self, lists: Sequence[Look], patterns: Sequence[Pattern]) -> None:
        """The list sources: lists of one shape together."""
        article = re.compile("|".join(f"(?:{pattern.regex})" for pattern in patterns))
        lists = [look for look in lists if not article.fullmatch(look.url)]
        counts = {look.url: len(_articles_of(look, article)) for look in lists}
        usable = [look for look in lists if counts[look.url] >= FEWEST] or [look for look in lists if counts[look.url]]
        self.found.list_looks = usable
        tried: dict[Paging, bool] = {}
        for look in usable:
            shape = shape_of(look, article, await self._paging(look, article, tried))
            links = {link.url for link in shape.read(look).links if article.fullmatch(link.url)}
            for place, source in enumerate(self.found.lists):
                if source.shape == shape:
                    merged = ListSource((*source.urls, look.url), shape, source.links + len(links))
                    self.found.lists[place] = merged
                    break
            else:
                self.found.lists.append(ListSource((look.url,), shape, len(links)))
            days = sum(link.day is not None for link in shape.read(look).links if article.fullmatch(link.url))
            words = f"{look.url}: {len(links)} articles, {days} with a day"
            self.found.note("list", words, value=shape.items)
        self._keep_sitemaps(article)

    async def _paging(self, look: Look, article: re.Pattern[str], tried: dict[Paging, bool]) -> Paging | None:
        """How the list goes on: the first way that leads to further articles. A scheme is tried on one list only."""
        options = steps(look) or (guesses(look) if not tried else [])
        for step in options:
            if step.paging not in tried:
                tried[step.paging] = await self._leads_on(step, look, article)
                if tried[step.paging]:
                    self.found.note("next page", f"{step.how}: {step.url} holds further articles")
            if tried[step.paging]:
                return step.paging
        self.found.note("next page", f"none was found on {look.url}", sure=False)
        return None

    async def _leads_on(self, step: Step, look: Look, article: re.Pattern[str]) -> bool:
        second = await self._look(step.url)
        if second is None:
            if step.how == "guessed":
                self._refused.pop()  # a guess that missed is no refusal
            return False
        return bool(_articles_of(second, article) - _articles_of(look, article))

    def _keep_sitemaps(self, article: re.Pattern[str]) -> None:
        for url, entries in self.found.sitemaps.items():
            held = sum(article.fullmatch(entry) is not None for entry in entries)
            kept = 0 < held <= announced.MOST
            words = f"{url} names {held} articles among {len(entries)} pages"
            self.found.note("sitemap", words if kept else f"{words}; left out")
            if kept:
                self.found.feeds.append(url)

    def _note_refusals(self) -> None:
        for refusal in self._refused:
            if not refusal.url.endswith("/sitemap.xml") and refusal.reason != NOT_SAVED:
                self.found.note("not seen", f"{refusal.url}: {refusal.reason}", sure=False)


def is_article(look: Look) -> bool:
    """True for a page that is an article rather than a list: a day or a long text, a headline that its title shares."""
    if not _family(look.url) or urlsplit(look.url).path in {"", "/"}:
        return False
    result = process(look.raw)
    if not isinstance(result, Article) or not proof.alike(result.title or "", look.title):
        return False
    return len(result.text) >= (proof.FEWEST_CHARACTERS if result.published_date else LONG)


def _family(url: str) -> str:
    address = cut(url)
    return address.family if address else ""


def _unique(looks: Iterable[Look]) -> list[Look]:
    return list({look.url: look for look in looks}.values())


def _articles_of(look: Look, article: re.Pattern[str]) -> set[str]:
    return {anchor.url for anchor in look.anchors if article.fullmatch(anchor.url)}


def _others(everything: Sequence[Group], families: dict[str, list[Group]], looks: Sequence[Look]) -> list[str]:
    """URLs of the site that are no articles, as far as is known: lists, pagers, everything that links badly."""
    mine = {id(group) for members in families.values() for group in members}
    return [
        *(look.url for look in looks),
        *(url for g in everything if id(g) not in mine and g.score < 0 for url in g.urls),
    ]
