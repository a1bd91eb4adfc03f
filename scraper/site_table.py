"""All sites in one table, and those that are not crawled with the reason: `python -m scraper.site_table` prints it."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from scraper import families
from scraper.site_index import all_sites
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
)


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


if __name__ == "__main__":
    print(site_table(), not_crawled_table(), sep="\n\n")  # noqa: T201 - this is a command
