"""帝国 EmpireCMS: numbered articles under their channel, lists that a script scrolls on.

Seen on a stored front page: the list's items, and the script that states how many parts there are.
"""

from scraper.spiders.list_pages import ListPages, numbered


def scrolled(*urls: str) -> ListPages:
    """Lists `/e/extend/list/?…&page=1`, whose script states `totalpage`."""
    return ListPages(
        urls,
        items="li.item",
        link="a.title",
        next_page=numbered(r"page=\d+$", "page={n}", total=r"totalpage\s*=\s*(\d+)"),
        otherwise=r"/\w+/(\w{32}|\d+)\.html$",
    )
