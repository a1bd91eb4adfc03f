"""The Scrapy add-on that turns a Scrapy project into an archiving one: components, manners and limits."""

import logging
from importlib.metadata import version

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

DISTRIBUTION = "union-news-archive"
SOFTWARE = f"{DISTRIBUTION}/{version(DISTRIBUTION)}"

MANNERS = {
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": DISTRIBUTION,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_START_DELAY": 1.0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
    "COOKIES_ENABLED": False,
    # What every WARC reader can undo; brotli and zstd are not among it.
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    },
}
LIMITS = {
    "DOWNLOAD_MAXSIZE": 10 * 1024 * 1024,  # a news page has well under 1 MB; a bomb is refused at once
    "DOWNLOAD_TIMEOUT": 60,
    "DEPTH_LIMIT": 2000,  # list pages are chained, so this bounds an endless calendar
    "REDIRECT_MAX_TIMES": 5,
    # Both would let anyone on this machine run code in the crawl.
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
}
COMPONENTS = {
    "ITEM_PIPELINES": {"scraper.ledger.intake.HandOver": 800},
    # Nearest to the engine: sees requests after all others have had their say.
    "SPIDER_MIDDLEWARES": {"scraper.ledger.intake.FrontierMiddleware": 20},
    # Between redirect (600) and proxy (750): sees every answer, redirects too, before decompression (590).
    "DOWNLOADER_MIDDLEWARES": {"scraper.capture.CaptureMiddleware": 740},
    "EXTENSIONS": {"scraper.ledger.session.ArchiveSession": 0, "scraper.bookkeeping.Bookkeeping": 500},
}


LEDGER = {
    "SCHEDULER": "scraper.ledger.scheduler.LedgerScheduler",
    "ARCHIVE_WORKERS": 0,  # processes that read pages; 0 is one for each core
    "REVISITS_MOST": 500,  # articles of earlier runs that one run looks at again
    "REVISIT_ALL": False,  # look at all of them again now
}


class ArchiveAddon:
    """Enable with `ADDONS = {"scraper.addon.ArchiveAddon": 0}`."""

    def update_settings(self, settings: Settings) -> None:
        """Set what the project and the command line left open."""
        for name, value in {**MANNERS, **LIMITS, **LEDGER}.items():
            settings.set(name, value, priority="addon")
        settings.set("USER_AGENT", user_agent(settings.get("CONTACT")), priority="addon")
        for name, components in COMPONENTS.items():
            for path, priority in components.items():
                settings.setdefault_in_component_priority_dict(name, load_object(path), priority)
        if settings.get("LOG_LEVEL") == "INFO":
            # Scrapy lists its every component at this level; the crawl's own lines would drown.
            logging.getLogger("scrapy").setLevel(logging.WARNING)
            logging.getLogger("scrapy.downloadermiddlewares.robotstxt").addFilter(without_traceback)


def without_traceback(record: logging.LogRecord) -> bool:
    """A host that cannot be reached is news of one line; where Scrapy noticed it helps nobody."""
    record.exc_info = None
    return True


def user_agent(contact: str | None) -> str:
    """Who asks, and how to reach them."""
    return f"{SOFTWARE} (+{contact})" if contact else f"{SOFTWARE} (no contact given)"
