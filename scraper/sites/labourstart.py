"""LabourStart, www.labourstart.org: links to union news elsewhere, gathered by volunteers, by country and language.

Seen: the lists of a country. Its links leave the site for hundreds of publishers whose rules nobody here has read, so
none is followed: what is archived are the lists themselves, each run's copy with its headlines, days and links. A
publisher that is wanted becomes a site of its own.
"""

from datetime import timedelta

from scraper.spiders.expectations import Expectations
from scraper.spiders.list_pages import ListPages
from scraper.spiders.site import SiteSpider

COUNTRIES = ("China", "Hong%20Kong", "Taiwan", "Global")


class LabourStart(SiteSpider):
    name = "labourstart"
    label = "LabourStart"
    home = "https://www.labourstart.org/"
    allowed_domains = ("www.labourstart.org",)
    sources = (
        ListPages(
            tuple(f"https://www.labourstart.org/news/country.php?country={name}&langcode=en" for name in COUNTRIES),
            items=".group2 p",
        ),
    )
    articles = ()
    expects = Expectations(links=0)
    interval = timedelta(days=1)
