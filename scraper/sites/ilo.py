"""International Labour Organization, www.ilo.org (English): Drupal.

Seen: the addresses of news, the list of recent ones, and the sitemap with its index of about ninety maps
(`/sitemap.xml?page=N`); feeds are gone. The maps do not name months: a window is cut by their `lastmod`, and by the
articles' own days.
"""

from datetime import timedelta

from scraper.families import drupal
from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.site import SiteSpider
from scraper.spiders.sitemaps import Sitemap


class Ilo(SiteSpider):
    name = "ilo"
    label = "ILO"
    home = "https://www.ilo.org/"
    allowed_domains = ("www.ilo.org",)
    sources = (
        ListPages(
            ("https://www.ilo.org/resource/news/all-news-recent",),
            items="a[href*='/resource/news/']",
            next_page=numbered(r"(\?page=\d+)?$", "?page={n}", first=1),
        ),
        Sitemap(("https://www.ilo.org/sitemap.xml",)),
    )
    articles = (r"https://www\.ilo\.org/resource/news/(?!all-news)[\w-]+",)
    layouts = drupal.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("pages", "layouts")
    interval = timedelta(days=1)
