"""方正翔宇 (Founder) e-papers: one folder a day, one page a sheet, one page an article.

Three forms of addresses were seen, each on several papers:

    html     …/YYYY-MM/DD/node_N.htm            …/YYYY-MM/DD/content_N.htm, with a calendar YYYY-MM/period.xml
    layout   …/pc/layout/YYYYMM/DD/node_NN.html  …/pc/content/YYYYMM/DD/content_N.html (also con, col)
    columns  …/YYYYMM/DD/col01.html              …/YYYYMM/DD/cN.html (also under layout and con)

The text stands in a `founder-content` element inside `#ozoom`; headline, kicker and subtitle are `#Title`, `#PreTitle`
and `#SubTitle`; a comment called enpproperty repeats headline, author, day and sheet. UTF-8 throughout.
"""

from datetime import date

from pipelines.layout import Layout
from scraper.spiders.epaper import EPaper
from scraper.spiders.issues import Issues

SHEETS = "a#pageLink, a[href*='node_'], area[href*='node_'], a[href*='col']"
ARTICLES = "a[href*='/c'], area[href*='/c'], a[href^='c'], area[href^='c']"
ADDRESS = r"(\d{4}-\d\d/\d\d/content_\d+\.html?|(pc/con(tent)?/)?\d{6}/\d\d/(content_\d+|c\d+)\.html)"


def articles(root: str) -> tuple[str, ...]:
    """Addresses of articles; `root` is a regular expression for what stands before the day or before `pc`."""
    return (rf"(?i:https?://{root}{ADDRESS})",)


def html(root: str, front: str = "node_2.htm", since: date | None = None, until: date | None = None) -> EPaper:
    """The oldest form; `front` is the page of the first sheet, which has another number on each paper."""
    return EPaper(root + "{day:%Y-%m/%d}/" + front, SHEETS, ARTICLES, since, until)


def calendar(root: str, since: date | None = None, until: date | None = None) -> Issues:
    """The oldest form where the paper's calendar is known to be there: it names the page of each first sheet."""
    return Issues(root + "{day:%Y-%m}/period.xml", SHEETS, ARTICLES, since=since, until=until)


def layout(root: str, front: str = "node_01.html", since: date | None = None, until: date | None = None) -> EPaper:
    """The form with sheets and articles in folders of their own; `root` ends in `layout/` or `col/`."""
    return EPaper(root + "{day:%Y%m/%d}/" + front, SHEETS, ARTICLES, since, until)


def columns(root: str, since: date | None = None, until: date | None = None) -> EPaper:
    """The form that calls sheets columns."""
    return layout(root, "col01.html", since, until)


LAYOUTS = (
    Layout(
        "founder",
        body=("founder-content", "#ozoom"),
        title=("#Title", ".main-article-alltitle h1", "h2.art-title", "#ScroLeft h3", ".article > h1", "founder-title"),
        drop=(".attachment", ".pic"),
    ),
)
