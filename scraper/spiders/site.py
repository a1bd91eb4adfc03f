"""The spider that every site is: reads the site's sources, follows its articles, yields pages to process."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure as TwistedFailure

from archive.captures import Role
from archive.errors import InputError
from archive.records import Failure, RawPage
from pipelines.decode import decode
from pipelines.layout import Layout
from pipelines.vanished import GONE
from scraper.ledger.captured import CAPTURED, PURPOSE, Fetched, Purpose, captured_of, lease_of, wire_headers
from scraper.ledger.stopping import StoppedError
from scraper.manners.refusal import LeftAloneError
from scraper.spiders.continuations import continuation_urls
from scraper.spiders.expectations import Expectations
from scraper.spiders.listing import Listing, ListPage, Source, Window, day_in_url
from scraper.spiders.packing import unpacked
from scraper.spiders.vanishing import absence_told, location

# Stats of a crawl: first pages of lists that were read or are as they were, the article links on them, the day that a
# backfill has reached.
LISTS_READ = "archive/lists_read"
LISTS_UNCHANGED = "archive/lists_unchanged"
LINKS_SHOWN = "archive/links_shown"
REACHED = "archive/reached"


class SiteSpider(Spider):
    """A site is a subclass that says where its lists are, how its articles are addressed and laid out.

    `label` is what people and other sites call it, `home` the address that a person would visit, `allowed_domains`
    bound what is followed, `sources` say where links come from, `articles` are regular expressions that an article's
    whole URL matches, `layouts` its templates over the years, `expects` what a healthy run finds, `assumed`
    what of this no stored page or address confirms (`lists`, `pages` of lists, `addresses` of articles, `layouts`),
    `interval` how long to wait between two scheduled runs.
    """

    label: ClassVar[str]
    home: ClassVar[str]
    allowed_domains: ClassVar[Sequence[str]]
    sources: ClassVar[Sequence[Source]]
    articles: ClassVar[Sequence[str]]
    layouts: ClassVar[Sequence[Layout]] = ()
    expects: ClassVar[Expectations] = Expectations()
    assumed: ClassVar[Sequence[str]] = ()
    interval: ClassVar[timedelta] = timedelta(hours=6)

    def __init__(
        self, name: str | None = None, *, since: str | None = None, until: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(name, **kwargs)
        self.window = window_of(since, until)
        self._article = re.compile("|".join(f"(?:{pattern})" for pattern in self.articles))

    async def start(self) -> AsyncIterator[Any]:
        """Requests for the first page of every source."""
        for place, source in enumerate(self.sources):
            for url in source.starts(self.window, today()):
                yield self._list_request(url, place, 1)

    def is_article(self, url: str) -> bool:
        """True when `url` has the form of one of this site's articles."""
        return self._article.fullmatch(url) is not None

    def parse_list(self, response: Response, place: int, number: int, before: str | None = None) -> Iterator[Any]:
        """Requests for the articles of a list page, for inner lists, and for further pages that may hold wanted ones.

        `place` is that of the list's source among `sources`; `before` tells the links of the page that led here.
        """
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._note(LISTS_UNCHANGED, number == 1)
            return
        page = raw_page(response)
        body, whole = unpacked(page.body)
        text = decode(replace(page, body=body)).text
        listing = self.sources[place].read(ListPage(response.url, text, number, self.window, today()))
        self._count(listing, place, number)
        for link in listing.links:
            if self.is_article(link.url) and self.window.holds(link.day or day_in_url(link.url)):
                yield self._article_request(link.url)
        if number == 1 and listing == Listing():
            yield self._failed(response.url, "list", "the list is empty; has the site changed its layout?", response)
        elif not whole:
            yield self._failed(
                response.url, "list", "the packed list is broken or too large; its end is lost", response
            )
        for url in listing.inner:
            yield self._list_request(url, place, number + 1)
        # A site that answers every number with its last page would be read for ever.
        if self._goes_on(listing, number) and before != listing.mark:
            for url in listing.further:
                yield self._list_request(url, place, number + 1, listing.mark)

    def _count(self, listing: Listing, place: int, number: int) -> None:
        """For the health check, what the first pages of lists show; for the progress line, how far back this is."""
        leads_on = bool(listing.inner) and not listing.links  # the index of a sitemap
        if number == 1 and not leads_on and not self.sources[place].gaps:
            self._note(LISTS_READ, 1)
            self._note(LINKS_SHOWN, sum(self.is_article(link.url) for link in listing.links))
        days = [day for link in listing.links if (day := link.day or day_in_url(link.url))]
        if self.window.since and days and self.crawler.stats:
            self.crawler.stats.min_value(REACHED, max(days).isoformat())

    def _note(self, stat: str, count: int) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(stat, count)

    def _goes_on(self, listing: Listing, number: int) -> bool:
        """False behind the last page that can hold wanted articles: lists are newest first."""
        days = [day for link in listing.links if (day := link.day or day_in_url(link.url))]
        if self.window.since and days:
            return not self.window.is_past(max(days))
        return self.window.since is not None or number < self.settings.getint("LIST_PAGES_MAX")

    async def parse_article(self, response: Response) -> AsyncIterator[Fetched]:
        """The article, once its later pages are there too; one that cannot be fetched is a failure of its own."""
        for url in continuation_urls(response.url, response.body):
            request = Request(url, meta={PURPOSE: Purpose(Role.CONTINUATION, part_of=response.url)})
            assert self.crawler.engine
            try:
                later = await self.crawler.engine.download_async(request)
            except StoppedError:
                return  # the article is fetched again, whole, when the crawl goes on
            except Exception as error:  # noqa: BLE001  (whatever the downloader raises, the article stays)
                yield Fetched(url, url, None, None, Failure(url, "fetch", reason_of(error)))
                continue
            if later.status != HTTPStatus.OK:
                reason = f"HTTP status {later.status}"
                yield Fetched(url, url, captured_of(later), None, Failure(url, "fetch", reason))
        yield self._fetched(response)

    def failed(self, failure: TwistedFailure) -> Iterator[Fetched]:
        """Whatever kept a page from being fetched becomes a row, unless its absence says that a list ends there."""
        error = failure.value
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on every errback
        response = error.response if isinstance(error, HttpError) else None
        missing = response is not None and response.status in GONE
        place = request.cb_kwargs.get("place")
        may_end = place is not None and (request.cb_kwargs["before"] is not None or self.sources[place].gaps)
        lease = lease_of(request)
        url = request.meta.get("redirect_urls", [request.url])[0]
        if error is not None and not isinstance(error, StoppedError):
            lacking = Failure(url, "fetch", reason_of(error), vanished=absence_told(response))
            found = None if missing and may_end else lacking
            captured = request.meta.get(CAPTURED)
            not_before = error.not_before if isinstance(error, LeftAloneError) else None
            yield Fetched(url, lease.url if lease else url, captured, lease, found, not_before)

    def _failed(self, url: str, stage: str, reason: str, response: Response) -> Fetched:
        return self._fetched(response, Failure(url, stage, reason))

    def _fetched(self, response: Response, failure: Failure | None = None) -> Fetched:
        lease = lease_of(response.request)
        return Fetched(response.url, lease.url if lease else response.url, captured_of(response), lease, failure)

    def _list_request(self, url: str, place: int, number: int, before: str | None = None) -> Request:
        return Request(
            url,
            callback=self.parse_list,
            errback=self.failed,
            cb_kwargs={"place": place, "number": number, "before": before},
            meta={PURPOSE: Purpose(Role.LIST)},
        )

    def _article_request(self, url: str) -> Request:
        return Request(
            url, callback=self.parse_article, errback=self.failed, meta={PURPOSE: Purpose(Role.ARTICLE)}, priority=1
        )


def today() -> date:
    """The day on this computer's calendar."""
    return datetime.now(UTC).astimezone().date()


def raw_page(response: Response) -> RawPage:
    """The response as the pipelines take it."""
    captured = captured_of(response)
    fetched_at = captured.fetched_at if captured else datetime.now(UTC)
    return RawPage(response.url, response.body, dict(wire_headers(response.headers)), response.status, fetched_at)


def reason_of(error: BaseException) -> str:
    """Why a page could not be fetched, in one line."""
    if isinstance(error, HttpError):
        target = location(error.response)
        return f"HTTP status {error.response.status}" + (f", leads to {target}"[:300] if target else "")
    if isinstance(error, LeftAloneError):
        return error.reason
    if isinstance(error, IgnoreRequest):
        return str(error).lower() or "ignored"
    words = str(error).strip().splitlines()
    return f"{type(error).__name__}: {words[0]}"[:300] if words else type(error).__name__


def window_of(since: str | None, until: str | None) -> Window:
    """The days asked for on the command line.

    Raises:
        InputError: one is not YYYY-MM-DD, or the end lies before the beginning.
    """
    window = Window(_day_argument("since", since), _day_argument("until", until))
    if window.since and window.until and window.until < window.since:
        raise InputError(f"until={until} lies before since={since}; exchange them")
    return window


def _day_argument(name: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{name}={value} is not a day; write it as -a {name}=YYYY-MM-DD") from None
