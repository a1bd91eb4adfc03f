"""黑龙江日报, epaper.hljnews.cn/hljrb: 方正翔宇, layout form since about December 2020.

Seen: both addresses of 2020, `#ScroLeft h3`, `founder-content`. Before, a day was one folder: sheets were
/20160719/1.html, articles /20181101/388976.html, told apart by their numbers; the markup of that time was not seen. The
first sheet is taken to be node_01.
"""

from datetime import date, timedelta

from scraper.families import founder
from scraper.spiders.epaper import EPaper
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider

CHANGE = date(2020, 12, 1)


class HljRb(SiteSpider):
    name = "hljrb"
    label = "黑龙江日报"
    home = "http://epaper.hljnews.cn/hljrb/pc/layout/index.html"
    allowed_domains = ("epaper.hljnews.cn",)
    sources = (
        founder.layout("http://epaper.hljnews.cn/hljrb/pc/layout/", since=CHANGE),
        EPaper(
            "http://epaper.hljnews.cn/hljrb/{day:%Y%m%d}/1.html",
            sheets="a[href$='.html'], area[href$='.html']",
            articles="a[href$='.html'], area[href$='.html']",
            until=CHANGE,
        ),
    )
    articles = (
        *founder.articles(r"epaper\.hljnews\.cn/hljrb/"),
        r"http://epaper\.hljnews\.cn/hljrb/\d{8}/\d{5,7}\.html",
    )
    layouts = founder.LAYOUTS
    expects = Expectations(links=5, own_layout=0.8)
    assumed = ("lists",)
    interval = timedelta(hours=12)
