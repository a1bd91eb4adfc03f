"""Stories and relations in the tables against the reprint index, on random streams and after a crash."""

import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations_with_replacement
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.articles import Change, add_site
from archive.database import Database, open_database
from archive.records import Article
from benchmarks.notices import cut, excerpt, notice, retitled, story
from pipelines.filing import Filing
from pipelines.reprints import ReprintIndex, index

ROOT = Path(__file__).resolve().parents[3]
MOVES = ("copy", "retitled", "retitled", "cut", "excerpt", "roundup", "notice")


def opened(directory: Path) -> Filing:
    db = open_database(directory)
    add_site(db, "site", "crawl")
    return Filing(db)


def filed(filing: Filing, number: int, text: str, tick: int = 0, day: str | None = None) -> Change:
    article = Article(f"http://site.example/{number}", None, text, day, day)
    return filing.file(article, site="site", capture_id=None, seen_at=f"2026-01-01T00:{tick:02}:00.000000Z")


def made(move: str, seed: int) -> str:
    dice = random.Random(f"{move} {seed}")
    base = story(dice.randrange(4), 400)
    if move == "retitled":
        return retitled(base, seed)
    if move == "cut":
        return cut(base, dice.choice([0.45, 0.6, 0.8]))
    if move == "excerpt":
        return excerpt(base, dice.choice([0.4, 0.6]))
    if move == "roundup":
        return "\n".join(cut(story(held, 400), dice.choice([0.5, 1])) for held in dice.sample(range(4), 2))
    return notice("award", seed % 3, "青禾市") if move == "notice" else base


def grouped(named: Mapping[int, int]) -> set[frozenset[int]]:
    groups = defaultdict(set)
    for article_id, name in named.items():
        groups[name].add(article_id)
    return {frozenset(group) for group in groups.values()}


def check_stories(db: Database) -> None:
    stored = dict(db.execute("SELECT id, story_id FROM articles").fetchall())
    found = grouped({article_id: number for article_id, number in stored.items() if number is not None})
    assert found == {group for group in grouped(ReprintIndex(db.conn).stories()) if len(group) > 1}
    assert all(len(group) > 1 for group in found)
    sizes = dict(db.execute("SELECT id, size FROM stories").fetchall())
    assert sizes == {number: list(stored.values()).count(number) for number in set(stored.values()) - {None}}
    strangers = "SELECT count(*) FROM stories s JOIN articles a ON a.id = s.first_article_id WHERE a.story_id <> s.id"
    assert db.execute(strangers).fetchone()[0] == 0


def check_relations(db: Database, texts: Mapping[int, str]) -> None:
    """`texts` by article, in the order in which they came to be what they are."""
    fresh = ReprintIndex(":memory:")
    wanted = {
        (article_id, found.other): (found.kind, found.coverage, found.other_coverage)
        for article_id, text in texts.items()
        for found in fresh.add(text, id=article_id)[1]
    }
    fresh.close()
    rows = db.execute("SELECT article_id, other_id, kind, coverage, other_coverage FROM relations")
    assert {(one, other): tuple(relation) for one, other, *relation in rows} == wanted


@given(st.lists(st.tuples(st.integers(1, 11), st.sampled_from(MOVES), st.integers(0, 30)), max_size=30))
@settings(max_examples=60, deadline=None)
def test_tables_agree_with_the_index(stream: list[tuple[int, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        filing = opened(Path(folder))
        texts: dict[int, str] = {}
        for tick, (number, move, seed) in enumerate(stream):
            text = made(move, seed)
            if filed(filing, number, text, tick) is not Change.UNCHANGED:
                url = f"http://site.example/{number}"
                article_id = filing.db.execute("SELECT id FROM articles WHERE url = ?", [url]).fetchone()[0]
                texts.pop(article_id, None)
                texts[article_id] = text
            check_stories(filing.db)
        check_relations(filing.db, texts)
        filing.db.close()


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), min_size=5, max_size=30))
@settings(max_examples=40, deadline=None)
def test_copies_beyond_the_first_are_not_lost(stream: list[tuple[int, int]]) -> None:
    """Where relations are reported to two articles of a text only, and any of them may change."""
    whole = story(1, 400)
    texts = [whole, cut(whole, 0.6), retitled(whole, 1), story(2, 400)]
    with TemporaryDirectory() as folder, mock.patch.object(index, "_COPIES", 2):
        filing = opened(Path(folder))
        for tick, (number, picked) in enumerate(stream):
            filed(filing, number, texts[picked], tick)
            check_stories(filing.db)
        carried = dict(filing.db.execute("SELECT id, text FROM articles").fetchall())
        related = {frozenset(row) for row in filing.db.execute("SELECT article_id, other_id FROM relations")}
        assert len(related) == filing.db.execute("SELECT count(*) FROM relations").fetchone()[0]
        for text, other in combinations_with_replacement(sorted(set(carried.values()) - {texts[3]}), 2):
            check_reached(related, *([one for one in carried if carried[one] == which] for which in (text, other)))
        filing.db.close()


def check_reached(related: set[frozenset[int]], articles: list[int], others: list[int]) -> None:
    """Of any two articles of related texts, or of one, either has rows to two of the other's kind, or to all."""
    for one in articles:
        for other in others:
            if one != other and frozenset((one, other)) not in related:
                to_others = sum(frozenset((one, each)) in related for each in others)
                assert max(to_others, sum(frozenset((other, each)) in related for each in articles)) >= 2


def test_the_larger_part_of_a_story_keeps_its_number(tmp_path: Path) -> None:
    filing = opened(tmp_path)
    one, other = story(1, 600), story(2, 600)
    for number, text in enumerate([one, one + other, other, retitled(one, 1), retitled(one, 2)]):
        filed(filing, number, text)
    filed(filing, 1, one, tick=1)
    filed(filing, 5, other, tick=2)
    check_stories(filing.db)
    stories = filing.db.execute("SELECT url, story_id FROM articles ORDER BY id").fetchall()
    assert len({number for _, number in stories}) == 2
    assert {number for url, number in stories if url[-1] in "0134"} == {1}
    filing.db.close()


def test_many_copies_of_one_text_are_one_story(tmp_path: Path) -> None:
    filing = opened(tmp_path)
    for number in range(40):
        filed(filing, number, story(1, 900) + story(number % 20 + 50, 60), day=f"2021-05-{28 - number % 20:02}")
    check_stories(filing.db)
    row = filing.db.execute("SELECT size, first_article_id FROM stories").fetchone()
    assert row == (40, 20)
    filed(filing, 19, story(2, 600), tick=1)
    check_stories(filing.db)
    assert filing.db.execute("SELECT size, first_article_id FROM stories").fetchone() == (39, 40)
    filing.db.close()


def test_a_date_that_is_read_later_moves_the_origin(tmp_path: Path) -> None:
    filing = opened(tmp_path)
    filed(filing, 1, story(1, 600), day="2021-05-02")
    filed(filing, 2, story(1, 600))
    assert filing.db.execute("SELECT first_article_id FROM stories").fetchone() == (1,)
    assert filed(filing, 2, story(1, 600), tick=1, day="2021-05-01") is Change.UNCHANGED
    assert filing.db.execute("SELECT first_article_id FROM stories").fetchone() == (2,)
    filing.db.close()


CRASHING = """
import sys
from pathlib import Path
from archive.articles import add_site
from archive.database import open_database
from archive.records import Article
from benchmarks.notices import mix
from pipelines.filing import Filing
db = open_database(Path(sys.argv[1]))
add_site(db, "site", "crawl")
filing = Filing(db)
for number, document in enumerate(mix(5000, 3)):
    article = Article(f"http://site.example/{number}", None, document.text)
    filing.file(article, site="site", capture_id=None, seen_at="2026-01-01T00:00:00.000000Z")
    print(number, flush=True)
"""


def test_a_killed_process_leaves_articles_index_and_relations_in_agreement(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CRASHING, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        while int(process.stdout.readline()) < 120:
            pass
        os.kill(process.pid, signal.SIGKILL)
    db = open_database(tmp_path)
    texts = dict(db.execute("SELECT id, text FROM articles ORDER BY id").fetchall())
    assert len(texts) > 120
    assert set(ReprintIndex(db.conn).stories()) == set(texts)
    check_stories(db)
    check_relations(db, texts)
    filed(Filing(db), 9999, next(iter(texts.values())))
    check_stories(db)
    db.close()
