"""LaborPress, www.laborpress.org, news of New York's unions (English): WordPress.

Seen: the feed (working in 2026). Articles stand at the top level under their own names.
"""

from scraper.families import wordpress
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class LaborPress(SiteSpider):
    name = "laborpress"
    label = "LaborPress"
    home = "https://www.laborpress.org/"
    allowed_domains = ("laborpress.org",)
    sources = (wordpress.feed("https://www.laborpress.org/feed/"),)
    articles = (r"https?://(www\.)?laborpress\.org/[a-z0-9][\w-]*-[\w-]+/",)
    layouts = wordpress.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("addresses", "layouts")
