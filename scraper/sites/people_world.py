"""人民网 国际, world.people.com.cn.

Seen: the list and its pages, which public readers asked for, and the feed (reported stale since June 2025).
"""

from scraper.families import people
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class PeopleWorld(SiteSpider):
    name = "people_world"
    label = "人民网"
    home = "http://world.people.com.cn/"
    allowed_domains = ("world.people.com.cn", "www.people.com.cn", "www.people.cn", "news.people.com.cn")
    sources = (
        people.lists("http://world.people.com.cn/GB/157278/index1.html"),
        Feed(("http://www.people.com.cn/rss/world.xml",)),
    )
    articles = people.articles("world.people.com.cn")
    layouts = people.LAYOUTS
    expects = people.EXPECTED
