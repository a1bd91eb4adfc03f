"""人民网 中国工会新闻, acftu.people.com.cn, with its BIG5 gateway.

Declares GB2312 and sends GBK; the gateway sends the same articles in traditional characters. Four templates since 2012.
The list's address is inferred from the article numbers (c67502); the sitemap and the society feed stand beside it.
robots.txt asks for 120 seconds between requests.
"""

from scraper.families import people
from scraper.spiders.feeds import Feed
from scraper.spiders.site import SiteSpider


class PeopleUnion(SiteSpider):
    name = "people_union"
    label = "人民网"
    home = "http://acftu.people.com.cn/"
    allowed_domains = ("people.com.cn", "people.cn")
    sources = (
        people.lists(
            "http://acftu.people.com.cn/GB/67502/index.html",
            "http://acftu.people.com.cn/BIG5/67502/index.html",
        ),
        Feed(("http://www.people.cn/sitemap_index.xml", "http://www.people.com.cn/rss/society.xml")),
    )
    articles = people.articles("acftu.people.com.cn", "acftu.cpc.people.com.cn")
    layouts = people.LAYOUTS
    expects = people.EXPECTED
    assumed = ("lists",)
