"""我爱许昌, a city portal that reprints union news.

No page of it is stored anywhere public: only the layout of its text is known (返回首页 > 您现在的位置 …,
发布日期 with no zeros before single digits, 来源时间为 with the original's day). Address, list and pagination are
assumptions; the generic rule reads the articles.
"""

from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.site import SiteSpider


class IXuchang(SiteSpider):
    name = "ixuchang"
    label = "我爱许昌"
    home = "http://www.ixuchang.com/"
    allowed_domains = ("ixuchang.com",)
    sources = (
        ListPages(
            ("http://www.ixuchang.com/qiye/",),
            items="ul li",
            day="span",
            next_page=numbered(r"/(list_\d+\.html)?$", "/list_{n}.html"),
        ),
    )
    articles = (r"https?://(www\.)?ixuchang\.com/\w+/\d+\.html",)
    expects = Expectations(links=5)
    assumed = ("lists", "pages", "addresses")
