"""广东省总工会, gdftu.org.cn: the shared system of the province.

Seen: an article's address and the text around an article. Assumed: that the folder above `content/` is its list.
"""

from scraper.families import guangdong
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Gdftu(SiteSpider):
    name = "gdftu"
    label = "广东省总工会"
    home = "http://www.gdftu.org.cn/"
    allowed_domains = ("gdftu.org.cn",)
    sources = (guangdong.lists("http://www.gdftu.org.cn/ghyw/dwjl/", "http://www.gdftu.org.cn/ghyw/"),)
    articles = guangdong.articles(r"(www\.)?gdftu\.org\.cn")
    layouts = guangdong.LAYOUTS
    expects = Expectations(links=5, fields={"title": 0.9, "published_date": 0.9, "source": 0.5})
    assumed = ("lists", "layouts")
