"""劳动午报, ldwb.workerbj.cn, the daily of the Beijing unions: 方正翔宇, html form.

Seen: the addresses, the calendar of each month, `a#pageLink`, `founder-content`, the enpproperty comment. Its
certificate did not hold when it was last looked at. Not printed on most weekends and holidays: the calendar says so.
"""

from datetime import timedelta

from scraper.families import founder
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Ldwb(SiteSpider):
    name = "ldwb"
    label = "劳动午报"
    home = "https://ldwb.workerbj.cn/"
    allowed_domains = ("ldwb.workerbj.cn",)
    sources = (founder.calendar("https://ldwb.workerbj.cn/content/"),)
    articles = founder.articles(r"ldwb\.workerbj\.cn/content/")
    layouts = founder.LAYOUTS
    expects = Expectations(links=5, own_layout=0.8)
    interval = timedelta(hours=12)
