"""江苏省总工会, jsgh.org: 大汉 JCMS with JPage lists.

Seen: the list, which a public reader asked for (2023), with its number of the block (uid) and of the page. Assumed:
that articles have the system's usual addresses, and the containers.
"""

from scraper.families import jpage
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Jsgh(SiteSpider):
    name = "jsgh"
    label = "江苏省总工会"
    home = "https://www.jsgh.org/"
    allowed_domains = ("jsgh.org",)
    sources = (jpage.lists("https://www.jsgh.org/col/col3577/index.html?uid=18462&pageNum=1"),)
    articles = jpage.articles(r"(www\.)?jsgh\.org")
    layouts = jpage.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("addresses", "layouts")
