"""唐山劳动日报, epaper.huanbohainews.com.cn/tsldrb: 方正翔宇, layout form with sheets under pc/col.

Seen: both addresses of February 2023, `h2.art-title` with `p.introtitle` and `p.subtitle`, `founder-content`. node_3 is
the sheet that public readers begin with; every sheet leads to all others of its day.
"""

from datetime import timedelta

from scraper.families import founder
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class TsLdrb(SiteSpider):
    name = "tsldrb"
    label = "唐山劳动日报"
    home = "https://epaper.huanbohainews.com.cn/tsldrb/"
    allowed_domains = ("epaper.huanbohainews.com.cn",)
    sources = (founder.layout("https://epaper.huanbohainews.com.cn/tsldrb/pc/col/", "node_3.html"),)
    articles = founder.articles(r"epaper\.huanbohainews\.com\.cn/tsldrb/")
    layouts = founder.LAYOUTS
    expects = Expectations(links=5, own_layout=0.8)
    interval = timedelta(hours=12)
