"""服务粉丝, fensifuwu.com: EmpireCMS, reprints of everything, with the credited source at the end of the text.

Lists scroll without end: the page's script states how many parts there are. List dates have no year. 日期 may stand
empty and 来源 run into 收集编辑; then the page has no date, and the source is the one at the end. gb2312 in 2018, UTF-8
later. Behind Cloudflare: a refusal is recorded and left alone.
"""

from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.site import SiteSpider


class FensiFuwu(SiteSpider):
    name = "fensifuwu"
    label = "服务粉丝"
    home = "https://www.fensifuwu.com/"
    allowed_domains = ("fensifuwu.com",)
    sources = (
        ListPages(
            ("https://www.fensifuwu.com/e/extend/list/?classid=1&orderby=newstime&page=1",),
            items="li.item",
            link="a.title",
            next_page=numbered(r"page=\d+$", "page={n}", total=r"totalpage\s*=\s*(\d+)"),
        ),
    )
    expects = Expectations(fields={"title": 0.9, "published_date": 0})  # most state no day
    articles = (r"https?://(www\.)?fensifuwu\.com/(\w+/)+(\w{32}|\d+)\.html",)
