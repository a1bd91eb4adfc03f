"""陕西工人报, szb.sxworker.com: /content/YYYY-MM/DD/ID.html, the same under /m/ for telephones.

Seen: the addresses of articles, back to 2004. Where the lists stand is a guess: the front page and what it links to in
that form, so a run finds the newest issue and `since` reaches no further back.
"""

from datetime import timedelta

from scraper.spiders.list_pages import ListPages
from scraper.spiders.site import SiteSpider


class SxGrb(SiteSpider):
    name = "sxgrb"
    label = "陕西工人报"
    home = "http://szb.sxworker.com/"
    allowed_domains = ("szb.sxworker.com",)
    sources = (ListPages(("http://szb.sxworker.com/",), items="a[href*='content/']"),)
    articles = (r"https?://szb\.sxworker\.com/content/\d{4}-\d\d/\d\d/\d+\.html",)
    assumed = ("lists",)
    interval = timedelta(hours=12)
