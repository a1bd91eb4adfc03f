"""人民网 法治, legal.people.com.cn.

Seen: the feed (reported stale since June 2025). Assumed: that the channel's front page links to the newest articles.
"""

from scraper.families import people
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class PeopleLegal(SiteSpider):
    name = "people_legal"
    label = "人民网"
    home = "http://legal.people.com.cn/"
    allowed_domains = ("legal.people.com.cn", "www.people.com.cn", "www.people.cn", "news.people.com.cn")
    sources = (
        people.lists("http://legal.people.com.cn/"),
        Feed(("http://www.people.com.cn/rss/legal.xml",)),
    )
    articles = people.articles("legal.people.com.cn")
    layouts = people.LAYOUTS
    expects = people.EXPECTED
    assumed = ("lists",)
