"""The shared system of 广东's authorities and papers: `…/content/post_ID.html`.

Addresses, the line under the headline (`YYYY-MM-DD 来源:… 作者:… 分享:`), 编辑 and 二审 behind the text and the meta
element `ArticleTitle` were seen. The lists' pages (`index_2.html`) and the containers are the system's habit.
"""

from pipelines.layout import Layout
from scraper.families import plain
from scraper.spiders.list_pages import ListPages, numbered

ADDRESS = r"/([\w-]+/)*content/post_\d+\.html"


def articles(host: str) -> tuple[str, ...]:
    """Addresses of articles; `host` is a regular expression."""
    return plain.articles(host, ADDRESS)


def lists(*urls: str) -> ListPages:
    """Lists that are folders or end in `index.html`."""
    return plain.lists(*urls, address=ADDRESS, next_page=numbered(r"/(index(_\d+)?\.html)?$", "/index_{n}.html"))


LAYOUTS = (Layout("guangdong", body=("div.article-content", "div.zw", "#zoomcon", "div.content")),)
