"""浙江省总工会, zjftu.org: the day and 17 or more digits in every article's address.

Seen: an article's address (2022), quoted in several places. Assumed: the list (the folders above the day); no page is
known, so the generic rule reads the articles.
"""

from scraper.families import plain
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider

ADDRESS = r"/page/(\w+/)+\d{4}-\d\d-\d\d/\d{17,}\.html"


class Zjftu(SiteSpider):
    name = "zjftu"
    label = "浙江省总工会"
    home = "https://www.zjftu.org/"
    allowed_domains = ("zjftu.org",)
    sources = (
        plain.lists(
            "https://www.zjftu.org/page/zj_zgh/zj_fwdt/zgh_fwdt_zclj/", "https://www.zjftu.org/", address=ADDRESS
        ),
    )
    articles = (rf"https?://(www\.)?zjftu\.org{ADDRESS}",)
    expects = Expectations(links=5)
    assumed = ("lists",)
