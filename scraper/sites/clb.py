"""中国劳工通讯 (China Labour Bulletin), clb.org.hk: Drupal 7, simplified Chinese and English.

Seen: the addresses, `.field-content a`, `.field-name-body`, `article:published_time`. The organisation announced its
end in 2025: the site may not answer any more, and then its pages are to be found in web archives (`scrapy ingest`).
"""

from datetime import timedelta

from scraper.families import drupal
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class Clb(SiteSpider):
    name = "clb"
    label = "中国劳工通讯"
    home = "https://clb.org.hk/"
    allowed_domains = ("clb.org.hk",)
    sources = (drupal.lists("https://clb.org.hk/zh-hans", "https://clb.org.hk/en"),)
    articles = (r"https?://(www\.)?clb\.org\.hk/(zh-hans|en)/(node/\d+|content/[^/?#]+)",)
    layouts = drupal.LAYOUTS
    expects = Expectations(links=3)
    assumed = ("lists", "pages")
    interval = timedelta(days=1)
