"""济南市总工会, jngh.org.cn: articles under a base64 code.

Seen: an article's address, `发布日期:YYYY-MM-DD HH:MM:SS` above a text, and 拟稿人, 核稿人 and 来源 behind it. Assumed:
that the front page links to the newest articles; no list is known.
"""

from scraper.families import plain
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider

ADDRESS = r"/content/[\w-]{16,}={0,2}"


class Jngh(SiteSpider):
    name = "jngh"
    label = "济南市总工会"
    home = "http://www.jngh.org.cn/"
    allowed_domains = ("jngh.org.cn",)
    sources = (plain.lists("http://www.jngh.org.cn/", address=ADDRESS, next_page=lambda _page, _selector: None),)
    articles = (rf"https?://(www\.)?jngh\.org\.cn{ADDRESS}",)
    expects = Expectations(links=5, fields={"title": 0.9, "published_date": 0.9, "source": 0.5})
    assumed = ("lists",)
