"""浙江工人日报, epaper.zjgrrb.com: 方正翔宇, html form.

Seen: the addresses of articles since 2015, one sheet (node_2577, taken for the first), `.main-article-alltitle` and
`.main-article-con`. A run that finds no sheet at all means that the first one has another number by now.
"""

from datetime import timedelta

from pipelines.layout import Layout
from scraper.families import founder
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class ZjGrrb(SiteSpider):
    name = "zjgrrb"
    label = "浙江工人日报"
    home = "https://epaper.zjgrrb.com/"
    allowed_domains = ("epaper.zjgrrb.com",)
    sources = (founder.html("https://epaper.zjgrrb.com/html/", "node_2577.htm"),)
    articles = founder.articles(r"epaper\.zjgrrb\.com/html/")
    layouts = (
        *founder.LAYOUTS,
        Layout("main-article", body=(".main-article-con",), title=(".main-article-alltitle h1", "h1")),
    )
    expects = Expectations(links=5, own_layout=0.8)
    assumed = ("lists",)
    interval = timedelta(hours=12)
