"""北京市总工会, bjzgh.org and its institutions' hosts (gongti): month, day and a long number in every address.

Seen: an article's address (2018) of the workers' stadium, and an `index.html` on a sister host. https only (plain http
was seen to answer 504). Assumed: the list; no page is known, so the generic rule reads the articles.
"""

from scraper.families import plain
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider

ADDRESS = r"/(\w+/)*\d{6}/\d{8}/j_\d+\.html"


class Bjzgh(SiteSpider):
    name = "bjzgh"
    label = "北京市总工会"
    home = "https://www.bjzgh.org/"
    allowed_domains = ("bjzgh.org",)
    sources = (
        plain.lists("https://www.bjzgh.org/ghzz/bjgt/xwdt/index.html", "https://www.bjzgh.org/", address=ADDRESS),
    )
    articles = (rf"https?://(\w+\.)?bjzgh\.org{ADDRESS}",)
    expects = Expectations(links=5)
    assumed = ("lists",)
