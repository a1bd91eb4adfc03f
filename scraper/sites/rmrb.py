"""人民日报, paper.people.com.cn/rmrb: two forms, the change was in December 2024.

Seen: the addresses of both, `.news-list a`, `#ozoom`, `.article > .sec`, `.newstime`. robots.txt of the house asks for
120 seconds between requests: one day's paper takes about four hours, so a window of weeks takes weeks.
"""

from datetime import date, timedelta

from pipelines.layout import Layout
from scraper.families import founder
from scraper.spiders.epaper import EPaper
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Rmrb(SiteSpider):
    name = "rmrb"
    label = "人民日报"
    home = "http://paper.people.com.cn/rmrb/pc/layout/index.html"
    allowed_domains = ("paper.people.com.cn",)
    sources = (
        founder.layout("http://paper.people.com.cn/rmrb/pc/layout/", since=date(2024, 12, 1)),
        EPaper(
            "http://paper.people.com.cn/rmrb/html/{day:%Y-%m/%d}/nbs.D110000renmrb_01.htm",
            sheets="a[href*='nbs.']",
            articles="a[href*='nw.'], area[href*='nw.']",
            until=date(2024, 12, 31),
        ),
    )
    articles = (
        *founder.articles(r"paper\.people\.com\.cn/rmrb/"),
        r"https?://paper\.people\.com\.cn/rmrb/html/\d{4}-\d\d/\d\d/nw\.D110000renmrb_\d{8}_\d+-\d+\.htm",
    )
    layouts = (
        Layout("ozoom", body=("#ozoom",), title=(".article > h1", "h1"), author=(".article > .sec",)),
        *founder.LAYOUTS,
    )
    expects = Expectations(links=10, own_layout=0.8)
    interval = timedelta(days=1)
