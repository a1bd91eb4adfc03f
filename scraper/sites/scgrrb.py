"""四川工人日报, dzb.51grb.com: the xpaper system, whose addresses carry no day.

Seen: one article's address. Where the lists stand is a guess: whatever the front page links to in that form is read,
so a run finds the newest issue and `since` reaches no further back.
"""

from datetime import timedelta

from scraper.spiders.list_pages import ListPages
from scraper.spiders.site import SiteSpider


class ScGrrb(SiteSpider):
    name = "scgrrb"
    label = "四川工人日报"
    home = "http://dzb.51grb.com/"
    allowed_domains = ("dzb.51grb.com",)
    sources = (ListPages(("http://dzb.51grb.com/",), items="a[href*='/news/']"),)
    articles = (r"https?://dzb\.51grb\.com/xpaper/news/\d+/\d+/\d+-1\.shtml",)
    assumed = ("lists",)
    interval = timedelta(hours=12)
