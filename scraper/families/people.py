"""人民网 (people.com.cn): one system for all channels, four templates of articles since 2012.

Addresses, templates and list containers were seen on stored pages and in public readers of the channels. Pages declare
GB2312 and hold GBK.
"""

from datetime import date

from pipelines.layout import Layout
from scraper.spiders.expectations import Expectations
from scraper.spiders.json_list import JsonList
from scraper.spiders.list_pages import ListPages, numbered

LISTS = ".p6 a, div.p2j_list a, div.ej_list_box a, div.ej_bor ul li a, .list_14 li a, ul.list_ej a, .fl ul li a"

ROLLING = JsonList(("http://news.people.com.cn/210801/211150/index.js",))
"""What all channels published last."""


def articles(*hosts: str) -> tuple[str, ...]:
    """Addresses of articles on `hosts` such as `world.people.com.cn`: since 2012, and by channel number before."""
    host = "|".join(name.replace(".", r"\.") for name in hosts)
    return (
        rf"https?://({host})/(BIG5/)?n\d?/\d{{4}}/\d{{4}}/c\d+-\d+\.html",
        rf"https?://({host})/(GB|BIG5)/\d+/(\d+/)*\d+\.html",
    )


def lists(*urls: str) -> ListPages:
    """Lists under `/GB/NODE/`; page N is `indexN.html`. Where no known container is left, any article's link counts."""
    return ListPages(
        urls,
        items=LISTS,
        next_page=numbered(r"/(index\d*\.html)?$", "/index{n}.html"),
        otherwise=r"/(BIG5/)?n\d?/\d{4}/\d{4}/c\d+-\d+\.html$",
    )


LAYOUTS = (
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
EXPECTED = Expectations(
    links=5, fields={"title": 0.9, "published_date": 0.9, "source": 0.8, "editor": 0.5}, own_layout=0.8
)
