"""TRS WCM (拓尔思): the day and a number in every article's address, lists counted from `index_1`.

The addresses were seen on several sites; that the second page of a list is `index_1.html` is the system's habit, and
so are the containers of the text. Some installations end in .htm or .shtml.
"""

from pipelines.layout import Layout
from scraper.families import plain
from scraper.families.entries import ENTRIES
from scraper.spiders.list_pages import ListPages, numbered

ADDRESS = r"/([\w-]+/)*\d{6}/t\d{8}_\d+\.s?html?"


def articles(host: str) -> tuple[str, ...]:
    """Addresses of articles; `host` is a regular expression."""
    return plain.articles(host, ADDRESS)


def lists(*urls: str, items: str = ENTRIES) -> ListPages:
    """Lists that are folders or `index.html` files."""
    following = numbered(r"/(index(_\d+)?\.s?html?)?$", "/index_{n}.html", first=1)
    return plain.lists(*urls, address=ADDRESS, next_page=following, items=items)


LAYOUTS = (
    Layout(
        "trs",
        body=("div.TRS_Editor", "div.trs_editor_view", "div.TRS_UEDITOR", "div.trs_paper_default", "#zoom"),
    ),
)
