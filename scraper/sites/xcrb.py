"""许昌日报, szb.21xc.com/xcrb: 方正翔宇, columns form under PC/layout and PC/con.

Seen: both addresses, `#PreTitle`, `#Title`, `#SubTitle`, `founder-content`. The general daily of the city; its union
news is what 我爱许昌 reprints.
"""

from datetime import timedelta

from scraper.families import founder
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class XcRb(SiteSpider):
    name = "xcrb"
    label = "许昌日报"
    home = "http://szb.21xc.com/xcrb/"
    allowed_domains = ("szb.21xc.com",)
    sources = (founder.columns("http://szb.21xc.com/xcrb/PC/layout/"),)
    articles = founder.articles(r"szb\.21xc\.com/xcrb/")
    layouts = founder.LAYOUTS
    expects = Expectations(links=5, own_layout=0.8)
    interval = timedelta(hours=12)
