"""All sites, those that are not crawled, and which of them a URL belongs to.

Pages that are ingested or read again get the same layouts as in a crawl. `python -m scraper.site_index` renews the
tables in docs/sites.md.
"""

import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines.layout import Layout, SiteLayouts
from scraper import families, sites
from scraper.manners.addresses import lies_in
from scraper.spiders.site import SiteSpider


class NotCrawled(NamedTuple):
    """A site of interest that this project does not read, and why."""

    name: str
    label: str
    home: str
    reason: str


NOT_CRAWLED = (
    NotCrawled(
        "acftu",
        "中华全国总工会",
        "https://www.acftu.org/",
        "answers HTTP 412 to every client that does not run its script (Riversecurity); acftu_old and acftu_ghpf are "
        "what can be read",
    ),
    NotCrawled(
        "gsgh",
        "甘肃省总工会",
        "http://www.gsgh.org.cn/",
        "is a single-page application: its pages have no addresses of their own and are empty without a browser",
    ),
    NotCrawled(
        "nxzgh",
        "宁夏回族自治区总工会",
        "https://www.nxzgh.org.cn/",
        "is a single-page application behind a firewall that turns automatic browsers away",
    ),
    NotCrawled(
        "jacobin",
        "Jacobin",
        "https://jacobin.com/",
        "is a magazine of politics; its feed works, and the unions are one of its subjects among many",
    ),
)


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
        (lies_in(host_of(site.home), domain), len(domain), site.name, site)
        for site in all_sites()
        for domain in site.allowed_domains
        if lies_in(host, domain)
    ]
    return max(held, default=(False, 0, "", None), key=lambda found: found[:3])[3]


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


def site_table() -> str:
    """The table in Markdown: one line for each site."""
    head = ["| site | of | system | read from | assumed |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(line(site) for site in all_sites())])


def not_crawled_table() -> str:
    """The sites that are not crawled, in Markdown."""
    head = ["| site | of | why not |", "|---|---|---|"]
    return "\n".join(
        [*head, *(f"| `{each.name}` | [{each.label}]({each.home}) | {each.reason} |" for each in NOT_CRAWLED)]
    )


def line(site: type[SiteSpider]) -> str:
    """One site."""
    sources = ", ".join(dict.fromkeys(f"`{type(source).__name__}`" for source in site.sources))
    system = ", ".join(systems(site)) or "its own"
    return f"| `{site.name}` | [{site.label}]({site.home}) | {system} | {sources} | {', '.join(site.assumed)} |"


def systems(site: type[SiteSpider]) -> Iterator[str]:
    """The content systems whose modules the site's file uses."""
    for member in vars(import_module(site.__module__)).values():
        if isinstance(member, ModuleType) and member.__name__.startswith(f"{families.__name__}."):
            yield member.__name__.rpartition(".")[2]


def renewed(document: str) -> str:
    """A document with the tables of today between its marks `<!-- sites -->` and `<!-- not crawled -->`."""
    for mark, table in (("sites", site_table()), ("not crawled", not_crawled_table())):
        before, _, rest = document.partition(f"<!-- {mark} -->\n")
        _, _, after = rest.partition(f"\n<!-- /{mark} -->")
        document = f"{before}<!-- {mark} -->\n{table}\n<!-- /{mark} -->{after}"
    return document


if __name__ == "__main__":
    PAGE = Path("docs/sites.md")
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
