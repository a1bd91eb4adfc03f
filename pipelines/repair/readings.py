"""How characters are read, one by one."""

import os
from functools import cache

# Its dictionary of phrases is 44 MB of every process, and a single character has no use for it.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import Style, pinyin


@cache
def toned(character: str) -> tuple[str, ...]:
    """The readings of one character with their tone marks, the usual one first; itself where it has none."""
    return tuple(pinyin(character, style=Style.TONE, heteronym=True)[0])
