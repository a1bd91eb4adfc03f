"""人民网 中国共产党新闻网, cpc.people.com.cn.

Seen: the list, and the templates of this part of the house. Its channel 中国工会新闻 is the site people_union.
"""

from scraper.families import people
from scraper.spiders.site import SiteSpider


class PeopleCpc(SiteSpider):
    name = "people_cpc"
    label = "人民网"
    home = "http://cpc.people.com.cn/"
    allowed_domains = ("cpc.people.com.cn", "www.people.com.cn", "www.people.cn", "news.people.com.cn")
    sources = (people.lists("http://cpc.people.com.cn/GB/64093/64094/index.html"),)
    articles = people.articles("cpc.people.com.cn")
    layouts = people.LAYOUTS
    expects = people.EXPECTED
