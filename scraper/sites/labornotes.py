"""Labor Notes, labornotes.org (United States, English): Drupal.

Seen: the feed (working in 2026) and the addresses of articles, which carry year and month. The feed shows the newest
articles only: `since` reaches no further back than it does.
"""

from scraper.families import drupal
from scraper.spiders.expectations import Expectations
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class LaborNotes(SiteSpider):
    name = "labornotes"
    label = "Labor Notes"
    home = "https://labornotes.org/"
    allowed_domains = ("labornotes.org",)
    sources = (Feed(("https://labornotes.org/rss.xml",)),)
    articles = (r"https?://(www\.)?labornotes\.org/(blogs/)?\d{4}/\d\d/[\w-]+",)
    layouts = drupal.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("layouts",)
