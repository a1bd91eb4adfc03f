"""平顶山市总工会, pdsgh.org: Drupal.

Seen: an article's address. Assumed: Drupal's own list of everything promoted (`/node`, counted from `?page=1` for the
second page) and its usual containers.
"""

from pipelines.layout import Layout
from scraper.families.entries import DAY, ENTRIES
from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.site import SiteSpider

ADDRESS = r"/node/\d+"


class Pdsgh(SiteSpider):
    name = "pdsgh"
    label = "平顶山市总工会"
    home = "https://pdsgh.org/"
    allowed_domains = ("pdsgh.org",)
    sources = (
        ListPages(
            ("https://pdsgh.org/node",),
            items=f"article, div.node, {ENTRIES}",
            day=DAY,
            next_page=numbered(r"(\?page=\d+)?$", "?page={n}", first=1),
            otherwise=ADDRESS + "$",
        ),
    )
    articles = (rf"https?://(www\.)?pdsgh\.org{ADDRESS}",)
    layouts = (Layout("drupal", body=("div.field-name-body", "div.field--name-body", "div.node__content")),)
    expects = Expectations(links=5)
    assumed = ("lists", "layouts")
