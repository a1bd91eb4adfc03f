"""甘肃工人报, szb.gansudaily.com.cn/gsgrb: 方正翔宇, columns form, on the host of 甘肃日报.

Seen: the address of a first sheet in 2023, the form of its articles, `#PreTitle`, `#Title`, `founder-content`. The
other papers of the house keep sheets under pc/layout and articles under pc/con, which is read too.
"""

from datetime import timedelta

from scraper.families import founder
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class GsGrb(SiteSpider):
    name = "gsgrb"
    label = "甘肃工人报"
    home = "https://szb.gansudaily.com.cn/gsgrb/"
    allowed_domains = ("szb.gansudaily.com.cn",)
    sources = (
        founder.columns("https://szb.gansudaily.com.cn/gsgrb/"),
        founder.columns("https://szb.gansudaily.com.cn/gsgrb/pc/layout/"),
    )
    articles = founder.articles(r"szb\.gansudaily\.com\.cn/gsgrb/")
    layouts = founder.LAYOUTS
    expects = Expectations(links=5, own_layout=0.8)
    interval = timedelta(hours=12)
