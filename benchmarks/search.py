"""Full-text search on generated news: what it finds, how fast, how large the index is, what it costs to keep.

    python -m benchmarks.search [--articles 20000] [--archive FOLDER]

What is found is held against LIKE in either script. Sizes are bytes of the index for each byte of titles and texts.
One process; times are of the processor, those of a first page the best of five. `--archive` keeps what was generated,
or takes what is there.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from opencc import OpenCC

from archive.articles import add_site, store_article
from archive.database import Database, open_database
from archive.records import Article
from archive.search.find import Search, find
from benchmarks.notices import KINDS, notice

_UNION = (
    "工会",
    "职工",
    "企业",
    "劳动",
    "服务",
    "活动",
    "工作",
    "总工会",
    "劳模",
    "农民工",
    "劳动者",
    "一线职工",
    "技能竞赛",
    "集体协商",
    "劳动合同",
    "困难职工",
    "职代会",
    "工伤保险",
    "互助保障",
    "法律援助",
    "女职工",
    "工资集体协商",
    "产业工人",
    "劳动争议",
    "新就业形态劳动者",
    "户外劳动者服务站点",
    "加班",
    "欠薪",
    "维权",
    "罢工",
    "停工",
)
_FREQUENT = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
_LATIN = ("5G", "AI", "App", "GDP", "ILO", "Union", "COVID-19")
_BREAKS = ("\n", *[""] * 15)
_WORDS = 16_000
_TRADITIONAL = OpenCC("s2tw")
_SIMPLIFIED = OpenCC("t2s")
ASKED = (
    "工会",
    "职工",
    "欠薪",
    "罢工",
    "农民工",
    "集体协商",
    "新就业形态劳动者",
    "工会 职工",
    "困难职工 法律援助",
    "工会 OR 罢工",
)
"""What is asked: words of two characters from frequent to rare, longer ones, two together, either of two."""


class Newsroom:
    """Articles of about 900 characters from one vocabulary, word frequencies as Zipf has them (1/rank).

    Nearly half of the words are from the thirty that an article is about. The constants make pairs of characters about
    as many and as often repeated as in 1,500 articles of the trade-union press (distinct pairs: 182,000 there, 184,000
    here; distinct within an article: 77 %, 76 %). A fifth are serial notices; a tenth are in traditional characters.
    The same seed gives the same articles.
    """

    def __init__(self, seed: int = 0) -> None:
        self.dice = random.Random(seed)
        characters = self.dice.sample(_FREQUENT, len(_FREQUENT))
        skew = _cumulated(len(characters), 5)
        made = (
            "".join(self.dice.choices(characters, cum_weights=skew, k=self.dice.choice((1, 2, 2, 2, 2, 3, 4))))
            for _ in range(_WORDS)
        )
        self.words = list(dict.fromkeys(made))
        for number, word in enumerate([*_UNION, *_LATIN]):
            self.words.insert(30 * number + 5, word)
        self.cumulated = _cumulated(len(self.words), 20)

    def articles(self, count: int) -> Iterator[Article]:
        """So many articles, days in no order."""
        for number in range(count):
            if self.dice.random() < 0.2:
                title, _, text = notice(self.dice.choice(KINDS), number).partition("\n")
            else:
                subject = self._picked(30)
                title, text = (
                    "".join(self.dice.choices(subject, k=6)),
                    self._text(subject, self.dice.randint(500, 1300)),
                )
            if self.dice.random() < 0.1:
                title, text = _TRADITIONAL.convert(title), _TRADITIONAL.convert(text)
            day = f"{self.dice.randint(2005, 2025)}-{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}"
            yield Article(f"https://news.example/{number}", title, text, published_date=day)

    def _text(self, subject: list[str], length: int) -> str:
        parts: list[str] = []
        size = 0
        while size < length:
            count = self.dice.randint(2, 7)
            about = self.dice.choices(subject, k=count)
            words = [
                old if self.dice.random() < 0.45 else new for old, new in zip(about, self._picked(count), strict=True)
            ]
            if self.dice.random() < 0.3:
                words.append(str(self.dice.randint(2, 3000)))
            parts.append("".join(words) + self.dice.choice("，，，。。；、") + self.dice.choice(_BREAKS))
            size += len(parts[-1])
        return "".join(parts)

    def _picked(self, count: int) -> list[str]:
        return self.dice.choices(self.words, cum_weights=self.cumulated, k=count)


def _cumulated(count: int, offset: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(offset, count + offset)))


def fill(db: Database, count: int) -> float:
    """Store so many articles, each in its transaction; milliseconds of the processor for one."""
    add_site(db, "news.example", "ingest")
    seconds = 0.0
    for article in Newsroom().articles(count):
        start = time.process_time()
        with db.atomic():
            store_article(db, article, site="news.example", capture_id=None, seen_at="2026-01-01T00:00:00.000000Z")
        seconds += time.process_time() - start
    return 1000 * seconds / count


def cost_of_index(count: int = 1000) -> float:
    """Milliseconds of the processor that the index adds to storing an article."""
    spent = []
    for indexed in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            db = open_database(Path(folder))
            for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                if not indexed:
                    db.execute(f"DROP TRIGGER {trigger}")
            spent.append(fill(db, count))
            db.close()
    return spent[0] - spent[1]


def size(db: Database) -> float:
    """Bytes of the index for each byte of titles and texts."""
    index = db.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'articles_fts%'").fetchone()[0]
    texts = db.execute("SELECT sum(length(CAST(title AS BLOB)) + length(CAST(text AS BLOB))) FROM articles").fetchone()[
        0
    ]
    return float(index / texts)


def recall(db: Database, typed: str) -> tuple[float, int]:
    """The share of what LIKE finds that is found, and how many more are."""
    asked = [group.split() for group in typed.split(" OR ")]
    groups, parameters = [], []
    for group in asked:
        forms = [(_SIMPLIFIED.convert(word), _TRADITIONAL.convert(word)) for word in group]
        groups.append(" AND ".join("(" + " OR ".join(["title LIKE ? OR text LIKE ?"] * 2) + ")" for _ in forms))
        parameters += [f"%{form}%" for pair in forms for form in pair for _ in range(2)]
    wanted = {row[0] for row in db.execute(f"SELECT id FROM articles WHERE {' OR '.join(groups)}", parameters)}
    found = {hit.id for hit in find(db, Search(typed), limit=10**9).hits}
    return len(wanted & found) / len(wanted) if wanted else 1.0, len(found - wanted)


def first_page(db: Database, typed: str) -> tuple[float, int]:
    """Milliseconds of the processor for the first page with its passages, and how many hits there are."""
    best = float("inf")
    total = 0
    for _ in range(5):
        start = time.process_time()
        total = find(db, Search(typed)).total
        best = min(best, time.process_time() - start)
    return 1000 * best, total


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--archive", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(options.archive or Path(folder))
        if not db.execute("SELECT count(*) FROM articles").fetchone()[0]:
            fill(db, options.articles)
        count = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        worst, lowest, more = 0.0, 1.0, 0
        print("    hits  first page (ms)  recall  more than LIKE")
        for typed in [*ASKED, *(_TRADITIONAL.convert(each) for each in ASKED)]:
            (milliseconds, total), (share, others) = first_page(db, typed), recall(db, typed)
            worst, lowest, more = max(worst, milliseconds), min(lowest, share), more + others
            print(f"{total:8,}  {milliseconds:15.1f}  {share:6.1%}  {others:14}  {typed}")
        cost, ratio = cost_of_index(), size(db)
        db.close()
    print(
        f"{count:,} articles: recall {lowest:.1%} at least, {more} beyond LIKE, first page {worst:.1f} ms at most, "
        f"index {ratio:.2f} of the text, {cost:.1f} ms to index an article"
    )


if __name__ == "__main__":
    main()
