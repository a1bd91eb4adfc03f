"""人民网 社会, society.people.com.cn.

Seen: the feed and the rolling list of all channels. Assumed: the list's number. The feed was reported stale since
June 2025.
"""

from scraper.families import people
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class PeopleSociety(SiteSpider):
    name = "people_society"
    label = "人民网"
    home = "http://society.people.com.cn/"
    allowed_domains = ("society.people.com.cn", "www.people.com.cn", "www.people.cn", "news.people.com.cn")
    sources = (
        people.lists("http://society.people.com.cn/GB/136657/index.html"),
        Feed(("http://www.people.com.cn/rss/society.xml",)),
        people.ROLLING,
    )
    articles = people.articles("society.people.com.cn")
    layouts = people.LAYOUTS
    expects = people.EXPECTED
    assumed = ("lists",)
