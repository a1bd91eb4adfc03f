"""The labour papers that 中工网 put on the web: media.workercn.cn, 工人日报, 吉林工人报 (劳动新闻), 辽宁职工报.

Seen for 2013 to 2020: a folder a day, /YYYY_MM/DD/, in it GRpp00.htm for sheet pp and GRppnn.htm for its articles;
`#page_content`, `#ozoom div span p`, `div.text_c h1`, `div.lai span`. 工人日报 stands at www.workercn.cn/papers since
2016, which the site workercn reads; the years before are here.
"""

from datetime import date, timedelta

from pipelines.layout import Layout
from scraper.spiders.epaper import EPaper
from scraper.spiders.site import SiteSpider

PAPERS = {"grrb": date(2015, 12, 31), "jlgrb": None, "lnzgb": None}


class MediaWorkerCn(SiteSpider):
    name = "media_workercn"
    label = "中工网 电子报"
    home = "http://media.workercn.cn/"
    allowed_domains = ("media.workercn.cn",)
    sources = tuple(
        EPaper(
            f"http://media.workercn.cn/sites/media/{paper}/{{day:%Y_%m/%d}}/GR0100.htm",
            sheets="a[href*='00.htm']",
            articles="#page_content a, ul li a, area",
            since=date(2013, 1, 1),
            until=until,
        )
        for paper, until in PAPERS.items()
    )
    articles = (r"https?://media\.workercn\.cn/sites/media/[a-z]+/\d{4}_\d\d/\d\d/GR\d\d(?!00)\d\d\.htm",)
    layouts = (Layout("ozoom", body=("#ozoom",), title=("div.text_c h1", "h1"), author=("div.lai span",)),)
    interval = timedelta(days=1)
