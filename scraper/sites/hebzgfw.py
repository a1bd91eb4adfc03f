"""河北工会职工服务网, hebzgfw.cn with a host for each city: TRS WCM.

Seen: the form of articles' addresses. Assumed: that the front page links to the newest articles; no list is known.
"""

from scraper.families import trs
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Hebzgfw(SiteSpider):
    name = "hebzgfw"
    label = "河北工会职工服务网"
    home = "http://www.hebzgfw.cn/"
    allowed_domains = ("hebzgfw.cn",)
    sources = (trs.lists("http://www.hebzgfw.cn/"),)
    articles = trs.articles(r"(\w+\.)?hebzgfw\.cn")
    layouts = trs.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("lists", "layouts")
