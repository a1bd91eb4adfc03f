"""南方工报, nfgb.com.cn: the paper of 广东's unions, on the shared system of the province.

Seen: an article's address in the channel 要闻 (/yw/) and the text around an article, with 编辑 and 二审 behind it.
Assumed: that /yw/ is a list.
"""

from scraper.families import guangdong
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Nfgb(SiteSpider):
    name = "nfgb"
    label = "南方工报"
    home = "http://www.nfgb.com.cn/"
    allowed_domains = ("nfgb.com.cn",)
    sources = (guangdong.lists("http://www.nfgb.com.cn/yw/", "http://www.nfgb.com.cn/"),)
    articles = guangdong.articles(r"(www\.)?nfgb\.com\.cn")
    layouts = guangdong.LAYOUTS
    expects = Expectations(links=5, fields={"title": 0.9, "published_date": 0.9, "source": 0.5})
    assumed = ("lists", "layouts")
