"""How the content systems of the invented sites make addresses, lists and pagers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5

from scraper.replica.markup import path
from scraper.replica.model import ListPage

CLASSES = {"gonghui": 3, "weiquan": 15, "rencai": 112}
EPOCH = datetime(2012, 1, 1)  # noqa: DTZ001 - Beijing wall clock


@dataclass(frozen=True, slots=True)
class Style:
    """One system: `article` and `listing` give paths by section and moment or page number, `pager` the list's foot.

    `entry` is the markup of one list entry with its `url`, `title` and `day`, `around` what stands about the entries.
    `feed` and `sitemap` say what is announced. With `relative` links are written as the system's editor does.
    """

    host: str
    label: str
    encoding: str
    article: Callable[[str, datetime], str]
    listing: Callable[[str, int], str]
    pager: Callable[[ListPage], str]
    entry: str = '<li><span class="date">{day:%Y-%m-%d}</span><a href="{url}" target="_blank">{title}</a></li>'
    around: tuple[str, str] = ('<ul class="newslist">', "</ul>")
    template: str = "article"
    relative: bool = False
    feed: bool = False
    sitemap: bool = False


def serial(moment: datetime) -> int:
    """Numbers that grow with time, one a minute."""
    return int((moment - EPOCH).total_seconds()) // 60


def following(page: ListPage) -> str:
    """上一页 and 下一页."""
    steps = ((page.previous, "上一页"), (page.following, "下一页"))
    return '<div class="pager">' + " ".join(f'<a href="{path(u)}">{word}</a>' for u, word in steps if u) + "</div>"


def older(page: ListPage) -> str:
    """What weblogs say."""
    return f'<div class="nav-links"><a href="{path(page.following)}">Older posts</a></div>' if page.following else ""


def scripted(page: ListPage) -> str:
    """The pager that TRS writes: a script makes it."""
    return f'<script>createPageHTML({-(-page.known // 5)}, {page.number - 1}, "index", "html");</script>'


def counted(page: ListPage) -> str:
    """[1] [2] [3], where the first page is the folder itself."""
    base = path(page.url).rpartition("/")[0]
    numbers = (n for n in range(1, -(-page.known // 5) + 1) if n != page.number)
    return " ".join(f'<a href="{base}/{f"list_{n}.shtml" if n > 1 else ""}">[{n}]</a>' for n in numbers)


STYLES = {
    "dated": Style(
        "http://www.dated.example",
        "云陵工会网",
        "utf-8",
        lambda _, at: f"/html/{at:%Y-%m/%d}/content_{serial(at)}.html",
        lambda section, n: f"/{section}/" + (f"index_{n}.html" if n > 1 else ""),
        following,
        feed=True,
    ),
    "numbered": Style(
        "http://www.numbered.example",
        "泉岭职工在线",
        "gbk",
        lambda section, at: f"/{section}/{serial(at)}.shtml",
        lambda section, n: f"/{section}/" + (f"list_{n}.shtml" if n > 1 else ""),
        counted,
        entry='<dd>·<a href="{url}">{title}</a> <em>{day:%m-%d}</em></dd>',
        around=('<dl class="lb">', "</dl>"),
        relative=True,
    ),
    "hashed": Style(
        "https://www.hashed.example",
        "望江劳动观察",
        "utf-8",
        lambda _, at: f"/a/{md5(at.isoformat().encode(), usedforsecurity=False).hexdigest()}",
        lambda section, n: f"/channel/{section}?page={n}",
        following,
        entry='<div class="card"><a href="{url}"><img src="/i.jpg"></a><h4><a href="{url}">{title}</a></h4>'
        "<p><i>{day:%Y-%m-%d %H:%M}</i></p></div>",
        around=('<div class="cards">', "</div>"),
        sitemap=True,
    ),
    "trs": Style(
        "http://www.trs.example",
        "临沅市总工会",
        "gbk",
        lambda section, at: f"/{section}/{at:%Y%m}/t{at:%Y%m%d}_{serial(at)}.html",
        lambda section, n: f"/{section}/" + (f"index_{n - 1}.html" if n > 1 else ""),
        scripted,
        entry='<li><a href="{url}" title="{title}">{cut}</a><span>[{day:%Y-%m-%d}]</span></li>',
        around=('<ul class="gl_list">', "</ul>"),
        relative=True,
    ),
    "query": Style(
        "http://www.query.example",
        "安远岗工人",
        "gbk",
        lambda _, at: f"/index.php?c=show&id={serial(at)}",
        lambda section, n: f"/index.php?c=list&cid={CLASSES[section]}&page={n}",
        following,
        entry='<tr><td width="20"><img src="/dot.gif"></td><td><a href="{url}">{title}</a></td>'
        "<td>{day:%Y/%m/%d}</td></tr>",
        around=('<table class="tb"><tbody>', "</tbody></table>"),
        template="article_table",
    ),
    "slugs": Style(
        "https://slugs.example",
        "Workers Weekly",
        "utf-8",
        lambda section, at: f"/{at:%Y/%m}/workers-of-{section}-vote-{serial(at)}/",
        lambda section, n: f"/{section}/" + (f"page/{n}/" if n > 1 else ""),
        older,
        entry='<article class="post"><h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2>'
        '<time datetime="{day:%Y-%m-%d}">{day:%Y-%m-%d}</time></article>',
        around=('<section id="content">', "</section>"),
        feed=True,
    ),
}
