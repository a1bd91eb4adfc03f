"""全国总工会 普法 (law for unions), ghpf.acftu.org: TRS WCM.

Seen: an article's address (2020) of the regulations of the regions. Assumed: that its folder is a list, and all markup.
The rest of acftu.org stands behind a wall that refuses plain clients; should this host answer 412 too, the failures say
so and nothing is worked around.
"""

from datetime import timedelta

from scraper.families import trs
from scraper.spiders.expectations import Expectations
from scraper.spiders.site import SiteSpider


class AcftuGhpf(SiteSpider):
    name = "acftu_ghpf"
    label = "全国总工会普法网"
    home = "https://ghpf.acftu.org/"
    allowed_domains = ("ghpf.acftu.org",)
    sources = (trs.lists("https://ghpf.acftu.org/flfg/dfldfg/sjzbsh/", "https://ghpf.acftu.org/flfg/"),)
    articles = trs.articles(r"ghpf\.acftu\.org")
    layouts = trs.LAYOUTS
    expects = Expectations(links=5)
    assumed = ("lists", "layouts")
    interval = timedelta(days=7)  # laws, not news
