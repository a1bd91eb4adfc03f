"""Both languages say everything, and readers get theirs."""

import re
from importlib import import_module
from pkgutil import walk_packages
from string import Formatter
from typing import get_args

import pytest

from archive.records import Absence
from archive.site import PLUGINS, TEMPLATES
from archive.site.described import questions
from archive.site.reasons import reason_in
from archive.site.words import LANGUAGES, TAGS, WORDS, chosen_language, say
from pipelines import repair
from pipelines.reprints.origin import Copy, origin

FAMILIES = ("kind_", "repair_", "status_")


def test_both_languages_are_complete() -> None:
    assert set(TAGS) == set(LANGUAGES)
    for key, word in WORDS.items():
        blanks = [[name for _, name, _, _ in Formatter().parse(text) if name is not None] for text in word]
        assert all(text.strip() for text in word), key
        assert blanks[0] == blanks[1], key
        assert set(blanks[0]) <= {""}, key
        assert key == "other_language" or not re.search("[\u4e00-\u9fff]", word.en), key
        assert key == "other_language" or re.search("[\u4e00-\u9fff]", word.zh), key


def test_every_word_is_said_and_every_word_that_is_said_is_known() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    plugin = (PLUGINS / "pages.py").read_text(encoding="utf-8")
    said = set(re.findall(r'say\("(\w+)"', written)) | set(re.findall(r'say\(language, "(\w+)"', plugin))
    said |= {key for key in WORDS if f'"{key}"' in plugin} | {key for key in WORDS if key.startswith(FAMILIES)}
    assert said - set(FAMILIES) == set(WORDS)


def test_every_repair_and_every_way_to_vanish_is_explained() -> None:
    modules = [import_module(found.name) for found in walk_packages(repair.__path__, "pipelines.repair.")]
    kinds = {value for module in modules for name, value in vars(module).items() if name.startswith("KIND")}
    assert {f"repair_{kind}" for kind in kinds} == {key for key in WORDS if re.match("repair_(?!counts)", key)}
    assert {f"status_{how}" for how in (*get_args(Absence), "other")} == {
        key for key in WORDS if key.startswith("status_")
    }


def test_questions_are_put_in_both_languages() -> None:
    english, chinese = (questions(language) for language in LANGUAGES)
    assert [question["name"] for question in english] == [question["name"] for question in chinese]
    for question in chinese:
        assert re.search("[\u4e00-\u9fff]", question["title"])
        assert re.search("[\u4e00-\u9fff]", question["description"])


@pytest.mark.parametrize(
    ("asked", "remembered", "accepts", "expected"),
    [
        (None, None, "", "en"),
        (None, None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, None, "zh-TW", "zh"),
        (None, None, "de,en;q=0.5,zh;q=0.7", "zh"),
        (None, None, "de, fr;q=0.9, *;q=0.1", "en"),
        (None, None, "zh;q=0, en", "en"),
        (None, None, "zh;q=x,;q=,en;q=0.1", "en"),
        (None, "zh", "en", "zh"),
        ("en", "zh", "zh", "en"),
        ("<script>", "x", "zh", "zh"),
    ],
)
def test_the_language_of_a_reader(asked: str | None, remembered: str | None, accepts: str, expected: str) -> None:
    assert chosen_language(asked, remembered, accepts) == expected


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("the only copy", "唯一的版本"),
        ("credited by 2 of 3 other copies", "其余 3 个版本中有 2 个注明出自该处"),
        (
            "published first, 2020-01-10T17:08+08:00; 2 of 3 copies credit 甲; 乙, which is not among them",
            "发表最早（2020-01-10T17:08+08:00）；3 个版本中有 2 个注明来源“甲; 乙”，馆藏中没有该来源的版本",
        ),
        ("archived first of 2 copies without a date", "2 个无日期的版本中最先存档"),
        ("the fullest of 2 copies of 2020-01-10", "2020-01-10 的 2 个版本中内容最全"),
        ("worded otherwise", "worded otherwise"),
    ],
)
def test_why_an_article_is_the_origin(reason: str, chinese: str) -> None:
    assert reason_in("zh", reason) == chinese
    assert reason_in("en", reason) == reason


def test_reasons_are_those_that_the_archive_notes() -> None:
    day, moment = "2020-01-02", "2020-01-02T08:00+08:00"
    stories = (
        [Copy(1)],
        [Copy(1), Copy(2)],
        [Copy(1), Copy(2, holds=frozenset({1}))],
        [Copy(1, day, "甲日报"), Copy(2, day, "甲日报")],
        [Copy(1, day), Copy(2, day, holds=frozenset({1}))],
        [Copy(1, moment), Copy(2, "2020-01-03")],
        [Copy(1, day, publisher="甲日报"), Copy(2, day, "甲日报", "乙日报")],
    )
    reasons = [origin(story).reason for story in stories]
    assert len(set(reasons)) == len(stories)
    for reason in reasons:
        assert not re.search("[a-z]{3}", reason_in("zh", reason)), reason


def test_labels_are_filled_in() -> None:
    assert say("en", "copies_from_to", 3, 2) == "3 copies on 2 sites"
    assert say("zh", "copies_from_to", 3, 2) == "3 个版本，见于 2 个网站"
