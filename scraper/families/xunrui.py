"""迅睿 CMS (formerly FineCMS) without rewritten addresses: `index.php?c=show&id=N`, lists `?c=category&id=N&page=2`.

The article's address was seen; the lists and the containers are the system's defaults.
"""

from pipelines.layout import Layout
from scraper.families import plain
from scraper.spiders.list_pages import ListPages, numbered

ADDRESS = r"/(index\.php)?\?c=show&id=\d+"


def articles(host: str) -> tuple[str, ...]:
    """Addresses of articles; `host` is a regular expression."""
    return plain.articles(host, ADDRESS)


def lists(*urls: str) -> ListPages:
    """Lists `?c=category&id=N`."""
    return plain.lists(*urls, address=ADDRESS, next_page=numbered(r"(&page=\d+)?$", "&page={n}"))


LAYOUTS = (Layout("xunrui", body=("div.content", "#content", "div.article-content", "div.blog-single-content")),)
