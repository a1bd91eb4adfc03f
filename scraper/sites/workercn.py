"""中工网 / 工人日报, workercn.cn.

Two systems live side by side: the new one since April 2022 (UTF-8, /c/DAY/ID.shtml), the old one until September 2022
(GBK declared as gb2312, channel numbers, fifteen digits that are the publication time). A Big5 gateway repeats the old
site; the e-paper of 工人日报 is addressed by date (in 2009 under /onlinepaper/, of which one address was seen; for
2013 to 2015 see the site media_workercn). Containers of new articles are not known for certain, so the generic
rule reads them. Some pages of 2022 went through a GBK converter as UTF-8 and are mended before parsing.
"""

from datetime import date

from pipelines.layout import Layout
from scraper.spiders.epaper import EPaper
from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.site import SiteSpider

OLD_ERA = date(2022, 9, 30)


class WorkerCn(SiteSpider):
    name = "workercn"
    label = "中工网"
    home = "https://www.workercn.cn/"
    allowed_domains = ("workercn.cn",)
    sources = (
        ListPages(
            tuple(
                f"https://www.workercn.cn/{section}/" for section in ("acftu", "right", "theory", "character", "news")
            ),
            items="ul.list > li",
            link="h3 > a",
            day="div.info2",
            next_page=numbered(r"/(index_\d+\.shtml)?$", "/index_{n}.shtml"),
        ),
        ListPages(
            (
                "http://acftu.workercn.cn/27/27.shtml",
                "http://acftu.workercn.cn/41/41.shtml",
                "http://right.workercn.cn/158/158.shtml",
                "http://theory.workercn.cn/239/239.shtml",
                "http://character.workercn.cn/354/354.shtml",
                "http://news.workercn.cn/32841/32841.shtml",
                "http://xz.workercn.cn/10850/10850.shtml",
            ),
            items="ul#leftList li, ul.imgtxt1 li, div.list_left ul li, ul h3",
            next_page=numbered(r"(_\d+)?\.shtml$", "_{n}.shtml"),
        ),
        EPaper(
            "https://www.workercn.cn/papers/grrb/{day:%Y/%m/%d}/1/page.html",
            sheets="ul#pageUrl li a:nth-of-type(2)",
            articles="ul#pageTitle li a",
        ),
        EPaper(
            "http://news.workercn.cn/onlinepaper/{day:%Y_%m/%d}/GR0100.htm",
            sheets="a[href*='00.htm']",
            articles="#page_content a, ul li a, area",
            since=date(2009, 1, 1),
            until=date(2012, 12, 31),
        ),
    )
    articles = (
        r"https?://(\w+\.)?workercn\.cn/c/\d{4}-\d\d-\d\d/\d+\.shtml",
        r"https?://(\w+\.)?workercn\.cn/\d+/\d{6}/\d\d/\d{15}\.shtml",
        r"https?://big5\.workercn\.cn/big5/\w+\.workercn\.cn/\d+/\d{6}/\d\d/\d{15}\.shtml",
        r"https?://(\w+\.)?workercn\.cn/papers/\w+/\d{4}/\d\d/\d\d/\d+/news-\d+\.html",
        r"http://news\.workercn\.cn/onlinepaper/\d{4}_\d\d/\d\d/GR\d\d(?!00)\d\d\.htm",
    )
    layouts = (
        Layout(
            "epaper",
            body=("#ccontent",),
            title=("#ctitle",),
        ),
        Layout("first epaper", body=("#ozoom",), title=("div.text_c h1", "h1"), until=date(2012, 12, 31)),
        Layout(
            "old A",
            body=("div.ccontent",),
            title=("h1.ctitle",),
            published=("div.signdate span:nth-of-type(1)",),
            source=("div.signdate span:nth-of-type(2)", "div.from span"),
            editor=("div.editor",),
            until=OLD_ERA,
        ),
        Layout("old B (auto)", body=("div.article",), published=("div.from span.font-black1-12",), until=OLD_ERA),
        Layout(
            "old C (cq)",
            body=("div.detail_con div.hangao",),
            published=("span.font-black1_12",),
            until=OLD_ERA,
        ),
        Layout("old E (2015)", body=("div.ad_content",), published=("span.ad_tl_time",), until=OLD_ERA),
    )
    expects = Expectations(links=10, fields={"title": 0.9, "published_date": 0.9, "source": 0.5})
    assumed = ("lists", "pages")
