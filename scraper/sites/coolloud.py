"""苦勞網, www.coolloud.org.tw, labour news of Taiwan in traditional Chinese: Drupal 7.

Seen: the feeds (lately /rss.xml, in 2005 an RSS 1.0 in Big5 at /index.xml with articles by number), the list
/story?page=N, articles as /node/N, `.field-name-body`. UTF-8 today.
"""

from scraper.families import drupal
from scraper.spiders.expectations import Expectations
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class Coolloud(SiteSpider):
    name = "coolloud"
    label = "苦勞網"
    home = "https://www.coolloud.org.tw/"
    allowed_domains = ("coolloud.org.tw",)
    sources = (drupal.lists("https://www.coolloud.org.tw/story"), Feed(("https://www.coolloud.org.tw/rss.xml",)))
    articles = (
        r"https?://(www\.)?coolloud\.org\.tw/node/\d+",
        r"http://www\.coolloud\.org\.tw/news/database/interface/detailstander\.asp\?ID=\d+",
    )
    layouts = drupal.LAYOUTS
    expects = Expectations(links=5)
