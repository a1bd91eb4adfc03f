"""四川省总工会, scgh.org.

Seen: that lists are `/page/news/tmoreHASH.html`; none of the hashes is known, so a crawl begins at the front page and
goes on to the first list that it links to. Assumed: that articles lie beside the lists; no page is known, so the
generic rule reads them.
"""

from scraper.families import plain
from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import linked
from scraper.spiders.site import SiteSpider

ADDRESS = r"/page/news/(?!tmore)\w+\.html"


class Scgh(SiteSpider):
    name = "scgh"
    label = "四川省总工会"
    home = "https://www.scgh.org/"
    allowed_domains = ("scgh.org",)
    sources = (
        plain.lists("https://www.scgh.org/", address=ADDRESS, next_page=linked("a[href*='/page/news/tmore']", "")),
    )
    articles = (rf"https?://(www\.)?scgh\.org{ADDRESS}",)
    expects = Expectations(links=5)
    assumed = ("lists", "addresses")
