"""中华全国总工会 until its redesign, old.acftu.org: JSP pages in GBK.

Seen (in a public reader that ran against the site): the lists `column.jsp?cid=N` with their seven channel numbers, the
coloured cells that hold the links, `.file_date` and the last `#ArticleBody`, links relative to /template/10001/ whose
last parameter is the article's number.
Assumed: that the jump form's field `pgno`, which the reader sent by POST, is also taken from the address (a servlet
reads both alike; if not, page 2 repeats page 1 and the list ends there), and the name of the page that shows articles.
The new www.acftu.org refuses plain clients (`scrapy crawl acftu` says why).
"""

from datetime import timedelta

from pipelines.layout import Layout
from scraper.families.entries import DAY, ENTRIES
from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import ListPages, numbered
from scraper.spiders.site import SiteSpider

ADDRESS = r"/template/\d+/(?!(?:column|index|search)\.)\w+\.jsp\?(\w+=\w+&)*\w+=\d+"
CHANNELS = (222, 721, 67, 505, 722, 181, 90)


class AcftuOld(SiteSpider):
    name = "acftu_old"
    label = "全国总工会"
    home = "http://old.acftu.org/"
    allowed_domains = ("old.acftu.org",)
    sources = (
        ListPages(
            tuple(f"http://old.acftu.org/template/10001/column.jsp?cid={channel}" for channel in CHANNELS),
            items=ENTRIES,
            day=DAY,
            next_page=numbered(r"(&pgno=\d+)?$", "&pgno={n}"),
            otherwise=ADDRESS + "$",
        ),
    )
    articles = (rf"https?://old\.acftu\.org{ADDRESS}",)
    layouts = (Layout("jsp", body=("#ArticleBody",), published=(".file_date",)),)
    expects = Expectations(links=5, own_layout=0.5)
    assumed = ("pages", "addresses")
    interval = timedelta(days=30)  # nothing is added any more; what was missed may be there
