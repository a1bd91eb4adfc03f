"""Which site a URL belongs to: pages that are ingested or read again get the same layouts as in a crawl."""

import pkgutil
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

from pipelines.layout import Layout
from scraper import sites
from scraper.spiders.site import SiteSpider


@cache
def all_sites() -> tuple[type[SiteSpider], ...]:
    """Every site of `scraper/sites/`, by name."""
    found = {
        member.name: member
        for info in pkgutil.iter_modules(sites.__path__, f"{sites.__name__}.")
        for member in vars(import_module(info.name)).values()
        if isinstance(member, type) and issubclass(member, SiteSpider) and member is not SiteSpider
    }
    return tuple(found[name] for name in sorted(found))


def site_of(url: str) -> type[SiteSpider] | None:
    """The site that serves `url`: of those whose domains hold its host, the one with the longest such domain."""
    host = host_of(url)
    held = [
        (len(domain), site.name, site)
        for site in all_sites()
        for domain in site.allowed_domains
        if host == domain or host.endswith(f".{domain}")
    ]
    return max(held, default=(0, "", None), key=lambda found: found[:2])[2]


def layouts_for(url: str) -> Sequence[Layout]:
    """The layouts of the site that serves `url`."""
    site = site_of(url)
    return site.layouts if site else ()


def host_of(url: str) -> str:
    """The host of a URL in lower case; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
