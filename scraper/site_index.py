"""Which site a URL belongs to: pages that are ingested or read again get the same layouts as in a crawl."""

import pkgutil
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

from pipelines.layout import Layout, SiteLayouts
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
    """The site that serves `url`: the one with the longest domain that holds both its host and the site's home.

    The other domains of a site, from which it takes feeds, count where no site is at home.
    """
    host = host_of(url)
    held = [
        (within(host_of(site.home), domain), len(domain), site.name, site)
        for site in all_sites()
        for domain in site.allowed_domains
        if within(host, domain)
    ]
    return max(held, default=(False, 0, "", None), key=lambda found: found[:3])[3]


def within(host: str, domain: str) -> bool:
    """True for the domain itself and for every host in it."""
    return host == domain or host.endswith(f".{domain}")


@cache
def known_layouts() -> SiteLayouts:
    """The layouts of all sites."""
    found: dict[str, list[Layout]] = {}
    for site in all_sites():
        for domain in site.allowed_domains:
            found.setdefault(domain, []).extend(site.layouts)
    return SiteLayouts({domain: tuple(layouts) for domain, layouts in found.items()})


def layouts_for(url: str) -> Sequence[Layout]:
    """The layouts of the sites that serve `url`."""
    return known_layouts()(url)


def host_of(url: str) -> str:
    """The host of a URL in lower case; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
