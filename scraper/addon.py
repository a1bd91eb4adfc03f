"""The Scrapy add-on that turns a Scrapy project into an archiving one: components, manners and limits."""

import logging
from importlib.metadata import version

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

# What a comment says of a setting below, beside it or above it, is what docs/reference.md says of it.
DISTRIBUTION = "union-news-archive"
SOFTWARE = f"{DISTRIBUTION}/{version(DISTRIBUTION)}"

MANNERS = {
    "ROBOTSTXT_OBEY": True,  # keep to what robots.txt of each host says
    "ROBOTSTXT_USER_AGENT": DISTRIBUTION,  # the name by which robots.txt may address this crawler
    "ROBOTSTXT_TIMEOUT": 20,  # seconds for a robots.txt to come; without an answer the host is left alone for the run
    "CRAWL_DELAY_MAX": 600,  # seconds between requests; a site that asks for more is left alone rather than disobeyed
    "RETRY_AFTER_MAX": 120,  # seconds to wait in this run where a site asks for it; who asks for more is left alone
    "HOST_REFUSALS_MAX": 5,  # refusals in a row after which a host is left alone for the run
    "HOST_ERRORS_MAX": 15,  # errors in a row, tries counted, after which the same: five pages, each tried three times
    "AUTOTHROTTLE_ENABLED": True,  # follow the pace of the server's answers
    "AUTOTHROTTLE_START_DELAY": 1.0,  # seconds between requests to begin with
    "CONCURRENT_REQUESTS_PER_DOMAIN": 2,  # requests to one host at once
    "COOKIES_ENABLED": False,  # keep and send cookies
    # Sent with every request; what every WARC reader can unpack is asked for: brotli and zstd are not among it.
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    },
}
LIMITS = {
    "PRIVATE_ADDRESSES_ALLOWED": False,  # visit addresses of local networks: for an intranet, or a test server
    "DOWNLOAD_MAXSIZE": 10 * 1024 * 1024,  # bytes of a page, packed and unpacked; a news page has well under 1 MB
    "DOWNLOAD_WARNSIZE": 0,  # warn of pages with more bytes; 0 is never, for the bound says enough
    # Seconds for a page to come, to its last byte; with two more tries it ends within 180 s, however slowly it drips.
    "DOWNLOAD_TIMEOUT": 60,
    "DOWNLOAD_FAIL_ON_DATALOSS": False,  # drop pages that came cut short; else they are kept and marked as damaged
    "DEPTH_LIMIT": 2000,  # pages of one chain; list pages are chained, so this bounds an endless calendar
    "LINKS_PER_PAGE_MAX": 2000,  # links of one page that are followed
    "URLS_PER_RUN_MAX": 200_000,  # addresses that one run asks for
    "REDIRECT_MAX_TIMES": 5,  # redirects of one page that are followed
    "NEWSITE_REQUESTS_MAX": 15,  # requests of one look by `scrapy newsite`, those for robots.txt among them
    "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",  # how loud the log is about pages that were given up; `failures` has them
    "REMOTE_CONTROL_ENABLED": False,  # would let anyone on this machine run code in the crawl
    "TELNETCONSOLE_ENABLED": False,  # this too
}
COMPONENTS = {
    "ITEM_PIPELINES": {"scraper.ledger.intake.HandOver": 800},
    "DOWNLOADER_MIDDLEWARES": {
        # The smaller the number, the nearer to the spider; an answer passes from the largest to the smallest.
        "scraper.manners.plain_words.PlainWords": 40,  # hears of errors last, when retries (550) gave up
        "scraper.manners.guard.AddressGuard": 45,
        "scraper.manners.robots.Robots": 100,
        "scraper.manners.budget.LongLists": 560,
        "scraper.manners.redirects.MetaRefreshes": 580,
        "scraper.spiders.vanishing.RefreshWatch": 583,
        "scraper.manners.patience.Patience": 585,  # needs the body unpacked; nothing may be retried before
        "scraper.manners.unpacking.Unpacking": 590,
        "scraper.manners.redirects.Redirects": 600,
        "scraper.spiders.vanishing.RedirectWatch": 610,
        # Between redirect and proxy (750): sees every answer, redirects too, before decompression.
        "scraper.capture.CaptureMiddleware": 740,
    },
    "SPIDER_MIDDLEWARES": {
        # Nearest to the engine: sees requests after all others have had their say.
        "scraper.ledger.intake.FrontierMiddleware": 20,
        "scraper.manners.budget.Budget": 950,  # before Scrapy drops what is too deep (900)
    },
    "EXTENSIONS": {
        "scraper.ledger.session.ArchiveSession": 0,
        "scraper.ledger.stopping.Stopping": 10,
        "scraper.bookkeeping.Bookkeeping": 500,
        "scraper.health.checkup.CheckUp": 600,
    },
}
LEDGER = {
    "CONCURRENT_ITEMS": 2,  # Scrapy starts as many tasks for each page; its default of 100 costs 1.5 ms
    "SCHEDULER": "scraper.ledger.scheduler.LedgerScheduler",  # hands out the rows of the table `frontier`
    "ARCHIVE_WORKERS": 0,  # processes that read pages; 0 is one for each core
    "REVISITS_MOST": 500,  # articles of earlier runs that one run looks at again
    "REVISIT_ALL": False,  # look at all of them again now
    "HEALTH_COMMAND": "",  # run with JSON on its standard input when the health of a site changes
    "HEALTH_WEBHOOK": "",  # an http(s) address that the same JSON is sent to
    "HEALTH_TIMEOUT": 20,  # seconds that either may take
}
# Their places are taken by ours.
REPLACED = (
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
)
HANDLERS = {
    "http": "scraper.manners.wire.BoundedHandler",
    "https": "scraper.manners.wire.BoundedHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}


class ArchiveAddon:
    """Enable with `ADDONS = {"scraper.addon.ArchiveAddon": 0}`."""

    def update_settings(self, settings: Settings) -> None:
        """Set what the project and the command line left open."""
        for name, value in {**MANNERS, **LIMITS, **LEDGER}.items():
            settings.set(name, value, priority="addon")
        settings.set("USER_AGENT", user_agent(settings.get("CONTACT")), priority="addon")
        settings.set("DOWNLOAD_HANDLERS", {**HANDLERS, **settings.getdict("DOWNLOAD_HANDLERS")}, priority="addon")
        for name, components in COMPONENTS.items():
            for path, priority in components.items():
                settings.setdefault_in_component_priority_dict(name, load_object(path), priority)
        for path in REPLACED:
            settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", load_object(path), None)
        if settings.get("LOG_LEVEL") == "INFO":
            # Scrapy lists its every component at this level; the crawl's own lines would drown.
            logging.getLogger("scrapy").setLevel(logging.WARNING)


def user_agent(contact: str | None) -> str:
    """Who asks, and how to reach them."""
    return f"{SOFTWARE} (+{contact})" if contact else f"{SOFTWARE} (no contact given)"
