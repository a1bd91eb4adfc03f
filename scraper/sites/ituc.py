"""International Trade Union Confederation, www.ituc-csi.org (English, French, Spanish, German): SPIP.

Seen: the feed's address in public lists (`/rss` is 404). Its languages are SPIP's habit; articles are taken to stand at
the top level under their own names.
"""

from scraper.families import spip
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Ituc(SiteSpider):
    name = "ituc"
    label = "ITUC"
    home = "https://www.ituc-csi.org/"
    allowed_domains = ("ituc-csi.org",)
    sources = (spip.feed("https://www.ituc-csi.org/", "en", "fr", "es"),)
    articles = spip.articles(r"www\.ituc-csi\.org")
    layouts = spip.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("lists", "addresses", "layouts")
