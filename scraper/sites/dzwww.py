"""大众网, dzwww.com and its city channels: TRS WCM, the day in every article's address.

Two families of templates (weihai, yantai, qingdao …; heze, jinan, www …). Older pages declare gb2312, newer ones are
UTF-8. Labels stand empty where the page has nothing to say (编辑: 作者:). Lists are linked by 下一页.
"""

from pipelines.layout import Layout
from scraper.spiders.expectations import Expectations
from scraper.spiders.feeds import Feed
from scraper.spiders.list_pages import ListPages, linked
from scraper.spiders.site import SiteSpider


class Dzwww(SiteSpider):
    name = "dzwww"
    label = "大众网"
    home = "https://www.dzwww.com/"
    allowed_domains = ("dzwww.com",)
    sources = (
        ListPages(
            (
                "http://sd.dzwww.com/sdnews/",
                "http://weihai.dzwww.com/shxw/",
                "http://www.dzwww.com/xinwen/guoneixinwen/",
            ),
            items="#main2 ul li, ul.list14-30a li, .news-category h3",
            link="h3 a, a",
            day="label, span",
            next_page=linked("#flip a", "下一页"),
        ),
        Feed(("http://weifang.dzwww.com/yl/yulerss/index.xml",)),
    )
    articles = (
        r"https?://(\w+\.)?dzwww\.com/([\w-]+/)*\d{6}/t\d{8}_\d{7,8}\.html?",
        r"https?://hot\.dzwww\.com/w_\w+",
    )
    layouts = (
        Layout(
            "news",
            body=("div.news-con", "#news-con", "#news-body", ".TRS_Editor"),
            title=("#news-head h2", "#xl-headline h2", "#headline h1", "#wrapper h1", "div.top h1", "h2", "h1"),
            published=("span#pubtime_baidu", "#news-side .date", "div.layout div.left", "#headline i"),
            editor=("#editor", "div.edit"),
            drop=("div.blank10", "#asp_3352", "#qrcode"),
        ),
    )
    expects = Expectations(
        links=5, fields={"title": 0.9, "published_date": 0.9, "source": 0.8, "editor": 0.5}, own_layout=0.5
    )
