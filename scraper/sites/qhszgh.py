"""青海省总工会, qhszgh.com: 迅睿 CMS without rewritten addresses.

Seen: an article's address. Assumed: the list (the system's address of the first category) and the containers.
"""

from scraper.families import xunrui
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Qhszgh(SiteSpider):
    name = "qhszgh"
    label = "青海省总工会"
    home = "https://qhszgh.com/"
    allowed_domains = ("qhszgh.com",)
    sources = (xunrui.lists("https://qhszgh.com/index.php?c=category&id=1"),)
    articles = xunrui.articles(r"(www\.)?qhszgh\.com")
    layouts = xunrui.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("lists", "layouts")
