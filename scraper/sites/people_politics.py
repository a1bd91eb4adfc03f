"""人民网 时政, politics.people.com.cn.

Seen: the feed, the sitemap, the rolling list of all channels, and a whole page of 2024. Assumed: the list's number. The
feed was reported stale since June 2025; the sitemap and the lists stand beside it.
"""

from scraper.families import people
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class PeoplePolitics(SiteSpider):
    name = "people_politics"
    label = "人民网"
    home = "http://politics.people.com.cn/"
    allowed_domains = ("politics.people.com.cn", "www.people.com.cn", "www.people.cn", "news.people.com.cn")
    sources = (
        people.lists("http://politics.people.com.cn/GB/1024/index.html"),
        Feed(
            ("http://www.people.com.cn/rss/politics.xml", "http://www.people.cn/sitemap/cn/politics/news_sitemap.xml")
        ),
        people.ROLLING,
    )
    articles = people.articles("politics.people.com.cn")
    layouts = people.LAYOUTS
    expects = people.EXPECTED
    assumed = ("lists",)
