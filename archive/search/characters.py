"""One form for each character, so that either script and either width finds both.

The forms stand in a table of archive.db: the triggers that keep the index read it in plain SQL, and a question is
folded by the table that the index was made with, whatever version of OpenCC is installed when it is asked.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from sqlite3 import Connection

from opencc import OpenCC
from sqlite_utils import Database

TABLE = "articles_fts_characters"
"""Datasette hides every table whose name begins with that of a full-text index."""

IDEOGRAPHS = "〇々\u2f00-\u2fd5\u3400-\u9fff\uf900-\ufaff\U00020000-\U00033fffぁ-ゖァ-ヺー"
"""Characters of scripts that put no space between words, as ranges that GLOB and regular expressions both read."""

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_FOLDED_BLOCKS = ((0x2F00, 0xA000), (0xF900, 0xFB00), (0xFF00, 0xFF60), (0x20000, 0x33FFF))
_ROUNDS = 4

Forms = Mapping[int, int]
"""Code point to that of the folded character, for `str.translate`; always one for one, so that positions stay."""


def is_ideograph(character: str) -> bool:
    """Whether words of this character's script have no space between them."""
    return _IDEOGRAPH.match(character) is not None


def create_characters(db: Database) -> None:
    """Make the table anew, from the Unicode data and the OpenCC that are installed."""
    db.execute(f"DROP TABLE IF EXISTS {TABLE}")
    db.execute(f"CREATE TABLE {TABLE} (code_point INTEGER PRIMARY KEY, folded TEXT NOT NULL)")
    for row in _folded_forms().items():
        db.execute(f"INSERT INTO {TABLE} VALUES (?, ?)", row)  # noqa: S608 (own name)


def stored_forms(db: Database | Connection) -> Forms:
    """The table that the index of this database was made with."""
    characters, folded = db.execute(
        f"SELECT group_concat(char(code_point), ''), group_concat(folded, '') FROM {TABLE}"  # noqa: S608 (own name)
    ).fetchone()
    return str.maketrans(characters, folded)


@cache
def _folded_forms() -> dict[int, str]:
    """Every character of East Asian blocks that has another form: NFKC (width), then OpenCC t2s (script).

    A character alone has no context: 乾 becomes 干 in every word. Since texts and questions are folded alike, that
    costs no recall.
    """
    simplify = OpenCC("t2s")
    forms = {}
    for first, end in _FOLDED_BLOCKS:
        for code_point in range(first, end):
            character = chr(code_point)
            folded = _fold(character, simplify)
            # An ideograph stays one: the index tells them apart before it folds.
            if folded != character and len(folded) == 1 and is_ideograph(folded) == is_ideograph(character):
                forms[code_point] = folded
    return forms


def _fold(character: str, simplify: OpenCC) -> str:
    folded = unicodedata.normalize("NFKC", character)
    for _ in range(_ROUNDS):
        simplified: str = simplify.convert(folded)
        if simplified == folded:
            break
        folded = simplified
    return folded
