"""上海市总工会, shzgh.org.

Seen: the list 工会文件 (/ghwj/ghwj.html), which a public reader asked for. Assumed: how it goes on, and that articles
are `.html` pages with a number of four digits or more in their name; no page is known, so the generic rule reads them.
"""

from scraper.families import plain
from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import numbered
from scraper.spiders.site import SiteSpider

ADDRESS = r"/(\w+/)+[\w-]*\d{4,}[\w-]*\.html"


class Shzgh(SiteSpider):
    name = "shzgh"
    label = "上海市总工会"
    home = "https://www.shzgh.org/"
    allowed_domains = ("shzgh.org",)
    sources = (
        plain.lists(
            "https://www.shzgh.org/ghwj/ghwj.html",
            address=ADDRESS,
            next_page=numbered(r"/ghwj(_\d+)?\.html$", "/ghwj_{n}.html"),
        ),
    )
    articles = (rf"https?://(www\.)?shzgh\.org{ADDRESS}",)
    expects = Expectations(links=5)
    assumed = ("pages", "addresses")
