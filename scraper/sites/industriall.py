"""IndustriALL Global Union, industriall-union.org (English): Drupal.

Seen: the feed (working in 2026); articles stand at the top level under their own names, which pages that are no news
share. The feed shows the newest only: `since` reaches no further back than it does.
"""

from scraper.families import drupal
from scraper.spiders.expectations import Expectations
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class Industriall(SiteSpider):
    name = "industriall"
    label = "IndustriALL"
    home = "https://www.industriall-union.org/"
    allowed_domains = ("industriall-union.org",)
    sources = (Feed(("https://www.industriall-union.org/rss.xml",)),)
    articles = (r"https?://www\.industriall-union\.org/[a-z0-9][\w-]*-[\w-]+",)
    layouts = drupal.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("layouts",)
