"""人民网 中国工会新闻, acftu.people.com.cn, with its BIG5 gateway.

Declares GB2312 and sends GBK; the gateway sends the same articles in traditional characters. Four templates since 2012.
The list's address is inferred from the article numbers (c67502); the sitemap and the society feed stand beside it.
robots.txt asks for 120 seconds between requests.
"""

from datetime import date

from pipelines.layout import Layout
from scraper.spiders.feeds import Feed
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.site import SiteSpider

LISTS = ".p6 a, div.p2j_list a, div.ej_list_box a, div.ej_bor ul li a, .list_14 li a, ul.list_ej a, .fl ul li a"


class PeopleUnion(SiteSpider):
    name = "people_union"
    label = "人民网"
    home = "http://acftu.people.com.cn/"
    allowed_domains = ("people.com.cn", "people.cn")
    sources = (
        ListPages(
            (
                "http://acftu.people.com.cn/GB/67502/index.html",
                "http://acftu.people.com.cn/BIG5/67502/index.html",
            ),
            items=LISTS,
            next_page=numbered(r"/(index\d*\.html)?$", "/index{n}.html"),
        ),
        Feed(("http://www.people.cn/sitemap_index.xml", "http://www.people.com.cn/rss/society.xml")),
    )
    articles = (
        r"https?://(acftu|acftu\.cpc)\.people\.com\.cn/(BIG5/)?n\d?/\d{4}/\d{4}/c\d+-\d+\.html",
        r"https?://(acftu|acftu\.cpc)\.people\.com\.cn/(GB|BIG5)/\d+/(\d+/)*\d+\.html",
    )
    layouts = (
        Layout(
            "2021",
            body=("#rm_txt_zw", "div.rm_txt_con"),
            title=("div.rm_txt > h1", "div.rm_txt h1"),
            published=("div.rm_txt .channel .col-1-1", "div.rm_txt .channel"),
            source=("div.rm_txt .channel a",),
            author=("div.rm_txt .author",),
            editor=("div.rm_txt .edit",),
            drop=("p.paper_num", ".rm_relevant", "div.edit"),
            since=date(2020, 1, 1),
        ),
        Layout(
            "2016",
            body=("#rwb_zw",),
            title=("div.text_title h1",),
            published=("div.box01 div.fl",),
            source=("div.box01 div.fl a",),
            author=("div.text_title p.author",),
            editor=("div.edit",),
            section=("#rwb_navpath",),
            drop=("p.paper_num", "#rwb_tjyd", "div.zdfy", "div.edit"),
        ),
        Layout(
            "cpc",
            body=("div.show_text",),
            title=("div.text_c h1",),
            published=("p.sou",),
            source=("p.sou a",),
            author=("p.sou1",),
            editor=("div.edit",),
            drop=("div.edit",),
        ),
        Layout(
            "2012",
            body=("font.show_c", "font#zoom"),
            title=("td.ftitle",),
            published=(".ly_red",),
            author=(".fwriter",),
            until=date(2016, 12, 31),
        ),
    )
