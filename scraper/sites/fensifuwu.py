"""服务粉丝, fensifuwu.com: EmpireCMS, reprints of everything, with the credited source at the end of the text.

Lists scroll without end: the page's script states how many parts there are. List dates have no year. 日期 may stand
empty and 来源 run into 收集编辑; then the page has no date, and the source is the one at the end. gb2312 in 2018, UTF-8
later. Behind Cloudflare: a refusal is recorded and left alone.
"""

from scraper.families import empire
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class FensiFuwu(SiteSpider):
    name = "fensifuwu"
    label = "服务粉丝"
    home = "https://www.fensifuwu.com/"
    allowed_domains = ("fensifuwu.com",)
    sources = (empire.scrolled("https://www.fensifuwu.com/e/extend/list/?classid=1&orderby=newstime&page=1"),)
    articles = (r"https?://(www\.)?fensifuwu\.com/(\w+/)+(\w{32}|\d+)\.html",)
    expects = Expectations(links=5, fields={"title": 0.9, "source": 0.9, "published_date": 0})
