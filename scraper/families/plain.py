"""Sites whose content system is not known: entries in list items or table rows, the text found by the generic rule."""

from scraper.families.entries import DAY, ENTRIES
from scraper.spiders.list_pages import ListPages, NextPage, numbered

INDEX = numbered(r"/(index(_\d+)?\.html)?$", "/index_{n}.html")


def articles(host: str, address: str) -> tuple[str, ...]:
    """Addresses of articles on a host; both are regular expressions."""
    return (rf"https?://{host}{address}",)


def lists(*urls: str, address: str, next_page: NextPage = INDEX, items: str = ENTRIES) -> ListPages:
    """Lists at `urls`; `address` is how an article's URL ends, and finds it wherever on the page it is linked."""
    return ListPages(
        urls,
        items=items,
        day=DAY,
        next_page=next_page,
        otherwise=address + "$",
    )
