"""Equal Times, www.equaltimes.org, the labour news of the unions' confederations (English, French, Spanish): SPIP.

The feed's address stands in public lists and was not tried; articles are taken to stand at the top level.
"""

from scraper.families import spip
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class EqualTimes(SiteSpider):
    name = "equaltimes"
    label = "Equal Times"
    home = "https://www.equaltimes.org/"
    allowed_domains = ("equaltimes.org",)
    sources = (spip.feed("https://www.equaltimes.org/", "en", "fr", "es"),)
    articles = spip.articles(r"www\.equaltimes\.org")
    layouts = spip.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("lists", "addresses", "layouts")
