"""An archive with all that the pages show: a story, damage, edits, an article that is gone, and hostile pages."""

from datetime import UTC, datetime
from pathlib import Path

from archive.articles import add_site, store_article, store_failure
from archive.captures import Role, add_capture, note_evidence
from archive.database import Database, open_database
from archive.records import Article, Failure, Fix
from archive.stories import RelationRow, describe_story, number_stories, replace_relations
from archive.times import timestamp
from archive.warc.exchange import Exchange
from archive.warc.writer import WarcFolder

WHEN, LATER = datetime(2026, 1, 2, 3, 4, tzinfo=UTC), datetime(2026, 2, 3, tzinfo=UTC)
HOSTILE = "https://hostile.example/\"><script>window.ran='url'</script>"
SCRIPTED = "javascript:window.ran='link'"
ATTACKS = (
    "<script>window.ran='script'</script>",
    "<img src=x onerror=\"window.ran='handler'\">",
    "<svg onload=\"window.ran='svg'\"><script>window.ran='svg'</script></svg>",
    "{{7*7}}{% for x in ().__class__.__mro__ %}{% endfor %}",
    "</article></title></textarea><iframe srcdoc=\"<script>parent.ran='frame'</script>\"></iframe>",
    "<a href=\"javascript:window.ran='a'\" autofocus onfocus=\"window.ran='focus'\">x</a>",
)
FORMULAS = ("=1+1", "+SUM(A1)", "-2+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=2", "＝1+1")
PARAGRAPHS = (
    "青石镇总工会三月在镇上开办夜校，请来两位老焊工讲课，报名的职工坐满了礼堂，还有人自带凳子。",
    "夜校每周两晚，学费由工会承担。镇上十二家厂子的一百四十名职工报了名，其中女工占了一半以上。",
    "“白天上班，晚上学艺，心里踏实。”在纺织厂工作了九年的李梅说，她想考下中级证书，再带两个徒弟。",
    "镇总工会表示，下半年还要开电工班和养老护理班，并把教室搬到园区里去，让大家少走十里路。",
)
TEXT = "\n".join(PARAGRAPHS)
COMMON = {"section": "工会", "lang": "zh", "script": "Hans", "editor": "周禾"}


class Shelf:
    """Fills an archive; `keep` stores a page with its WARC record and gives the article's number."""

    def __init__(self, folder: Path) -> None:
        self.db: Database = open_database(folder)
        self._warc = WarcFolder(folder / "warc", "test", "test/1")

    def keep(self, site: str, article: Article, *, label: str | None = None, when: datetime = WHEN) -> int:
        add_site(self.db, site, "crawl" if label else "ingest", label=label)
        headers = [("Content-Type", "text/html")]
        page = Exchange(article.url, when, b"<p>page</p>", headers=headers, site=site, role=Role.ARTICLE)
        capture_id = add_capture(self.db, page.capture(self._warc.add(page), site))
        note_evidence(self.db, capture_id, "gb18030", {"decode": {"replaced": 0}})
        with self.db.atomic():
            stored = store_article(self.db, article, site=site, capture_id=capture_id, seen_at=timestamp(when))
        return stored.id

    def tell_story(self, origin: int, *copies: tuple[int, str, float, float]) -> int:
        for copy, kind, coverage, other in copies:
            replace_relations(self.db, copy, [RelationRow(origin, kind, coverage, other)])
        ((number, _),) = number_stories(self.db, [{origin, *(copy for copy, *_ in copies)}])
        describe_story(self.db, number, len(copies) + 1, origin, "published first")
        return number

    def close(self) -> None:
        self._warc.close()
        self.db.close()


def fill(folder: Path) -> dict[str, int]:
    """The numbers of the articles (and of the `story`) by what they are."""
    shelf = Shelf(folder)
    told = {**_story(shelf), **_changes(shelf), **_strange(shelf)}
    shelf.close()
    return told


def _story(shelf: Shelf) -> dict[str, int]:
    told: dict[str, int] = {}
    told["origin"] = shelf.keep(
        "one.example",
        Article("https://one.example/1", "青石镇办起职工夜校", TEXT, "2025-03-02T08:30:00+08:00", "2025-03-02",
                source="青石日报", author="林间", **COMMON),
        label="青石日报",
    )  # fmt: skip
    told["cut"] = shelf.keep(
        "two.example",
        Article("https://two.example/1", "夜里的焊花", "\n".join(PARAGRAPHS[:2]), "2025-03-03", "2025-03-03",
                source="青石日报", **COMMON),
        label="两江网",
    )  # fmt: skip
    damaged = TEXT.replace("礼堂", "礼\ufffd").replace("园区", "\ufffd\ufffd区")
    told["damaged"] = shelf.keep(
        "three.example",
        Article("http://three.example/old.asp?id=9", "青石镇办起职工夜校", damaged, None, None, source="青石日报",
                fixes=(Fix("bytes_lost", lost=2), Fix("halves", certain=3, guessed=1)), **COMMON),
    )  # fmt: skip
    told["traditional"] = shelf.keep(
        "four.example",
        Article("https://four.example/1", "青石鎮辦起職工夜校", TEXT.replace("办", "辦"), "2025-03-04", "2025-03-04",
                lang="zh", script="Hant"),
    )  # fmt: skip
    told["story"] = shelf.tell_story(
        told["origin"],
        (told["cut"], "part_of", 1.0, 0.52),
        (told["damaged"], "reprint", 0.97, 0.97),
        (told["traditional"], "reprint", 1.0, 1.0),
    )
    return told


def _changes(shelf: Shelf) -> dict[str, int]:
    """One that is gone, one that was edited, one in English."""
    told: dict[str, int] = {}
    recalled = Article("https://one.example/2", "停工通知撤回", "全文如下。" * 20, "2025-04-01", "2025-04-01", **COMMON)
    told["gone"] = shelf.keep("one.example", recalled)
    missing = Failure("https://one.example/2", "fetch", "HTTP status 404", vanished="gone")
    store_failure(shelf.db, missing, site="one.example", capture_id=None, seen_at=timestamp(LATER))
    for when, title, text in (
        (WHEN, "旧题目一则", "第一段没有改。\n厂方答应四月一日前补发工资三百万元。"),
        (LATER, "新题目一则", "第一段没有改。\n厂方答应五月一日前补发工资二百万元。\n后来加上的一段。"),
    ):
        article = Article("https://one.example/3", title, text, "2026-01-01", "2026-01-01", **COMMON)
        told["edited"] = shelf.keep("one.example", article, when=when)
    told["english"] = shelf.keep(
        "two.example",
        Article("https://two.example/en", "Dockers vote on a new contract", "The ballot closes on Friday. " * 12,
                "2025-05-01", "2025-05-01", lang="en"),
    )  # fmt: skip
    return told


def _strange(shelf: Shelf) -> dict[str, int]:
    """What strangers might write."""
    told: dict[str, int] = {}
    told["hostile"] = shelf.keep(
        "<b>hostile</b>.example",
        Article(HOSTILE, "".join(ATTACKS), "\n".join(ATTACKS), "\"><script>window.ran='day'</script>", "2025-06-01",
                source="".join(ATTACKS), author="".join(ATTACKS), editor="".join(ATTACKS),
                section="".join(ATTACKS), lang='"onclick="', fixes=(Fix("".join(ATTACKS), lost=1),)),
    )  # fmt: skip
    told["scripted"] = shelf.keep("two.example", Article(SCRIPTED, SCRIPTED, SCRIPTED, source=SCRIPTED))
    for number, formula in enumerate(FORMULAS):
        url = f"=https://two.example/f{number}"
        told[formula] = shelf.keep("two.example", Article(url, formula, formula, source=formula, author=formula))
    return told
