"""人民网 财经, finance.people.com.cn.

Seen: the feed and the sitemap. Assumed: the list's number. The feed was reported stale since June 2025.
"""

from scraper.families import people
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class PeopleFinance(SiteSpider):
    name = "people_finance"
    label = "人民网"
    home = "http://finance.people.com.cn/"
    allowed_domains = ("finance.people.com.cn", "www.people.com.cn", "www.people.cn", "news.people.com.cn")
    sources = (
        people.lists("http://finance.people.com.cn/GB/70846/index.html"),
        Feed(("http://www.people.com.cn/rss/finance.xml", "http://www.people.cn/sitemap/cn/finance/news_sitemap.xml")),
    )
    articles = people.articles("finance.people.com.cn")
    layouts = people.LAYOUTS
    expects = people.EXPECTED
    assumed = ("lists",)
