import codecs

import pytest

from pipelines.decode.labels import CODECS, resolve
from pipelines.statistics.characters import character_bits
from pipelines.statistics.derive_characters import derive


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("GB2312", "gb18030"),
        (" gbk ", "gb18030"),
        ("big5", "big5-hkscs"),
        ("ISO-8859-1", "windows-1252"),
        ("ks_c_5601-1987", "euc-kr"),
        ("'utf8'", "utf-8"),
        ("rot13", None),
        ("unicode_escape", None),
        ("", None),
        (None, None),
    ],
)
def test_labels_mean_what_they_mean_to_browsers(label: str | None, name: str | None) -> None:
    assert resolve(label) == name


@pytest.mark.parametrize("name", CODECS)
def test_every_encoding_has_a_codec_and_knows_itself(name: str) -> None:
    assert codecs.lookup(CODECS[name])
    assert resolve(name) == name


def test_rarity_is_derived_from_both_ways_of_writing() -> None:
    assert derive([("国家", 3), ("家", 2), ("A国", 1)]) == {"1": "家", "2": "国國"}


def test_the_table_knows_the_common_characters_and_says_how_common() -> None:
    bits = character_bits()
    assert bits["一"] < bits["工"] < bits["纺"] < bits["囍"]
    assert bits["会"] < 10
    assert bits["會"] < 10
    assert not set("，。·abc") & bits.keys()
