"""郑州市总工会, zzgh.org: JEECMS.

Seen: an article's address, and a line such as `巩义 2023-12-29` (place or source, and day) above a text. Assumed: the
lists' addresses and the containers, which are the system's defaults.
"""

from scraper.families import jeecms
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Zzgh(SiteSpider):
    name = "zzgh"
    label = "郑州市总工会"
    home = "https://www.zzgh.org/"
    allowed_domains = ("zzgh.org",)
    sources = (jeecms.lists("https://www.zzgh.org/gzdt7/index.jhtml"),)
    articles = jeecms.articles(r"(www\.)?zzgh\.org")
    layouts = jeecms.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("lists", "layouts")
