"""JEECMS: `/CHANNEL/ID.jhtml`, lists `/CHANNEL/index.jhtml` and `index_2.jhtml`.

The article's address was seen; the lists and the container are the system's defaults.
"""

from pipelines.layout import Layout
from scraper.families import plain
from scraper.spiders.list_pages import ListPages, numbered

ADDRESS = r"/\w+(/\w+)*/\d+\.jhtml"


def articles(host: str) -> tuple[str, ...]:
    """Addresses of articles; `host` is a regular expression."""
    return plain.articles(host, ADDRESS)


def lists(*urls: str) -> ListPages:
    """Lists that end in `index.jhtml`."""
    return plain.lists(*urls, address=ADDRESS, next_page=numbered(r"index(_\d+)?\.jhtml$", "index_{n}.jhtml"))


LAYOUTS = (Layout("jeecms", body=("#content", "div.content", "div.article-content")),)
