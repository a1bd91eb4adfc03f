"""Economic Policy Institute, Working Economics blog, www.epi.org/blog (English): WordPress.

Seen: the feed (working in 2026). Research on wages and unions, not news of a union; only the blog is read.
"""

from scraper.families import wordpress
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Epi(SiteSpider):
    name = "epi"
    label = "Economic Policy Institute"
    home = "https://www.epi.org/blog/"
    allowed_domains = ("epi.org",)
    sources = (wordpress.feed("https://www.epi.org/blog/feed/"),)
    articles = (r"https?://www\.epi\.org/blog/(?!feed/|page/|tag/|author/)[\w-]+/",)
    layouts = wordpress.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("addresses", "layouts")
