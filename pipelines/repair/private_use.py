"""Damage C: private-use characters that stand for characters of GBK and Big5-HKSCS which Unicode took in later."""

import re
from functools import cache

from archive.records import Edit, Fix
from pipelines.repair.annotations import outside_gb2312
from pipelines.repair.edits import apply_edits

KIND = "private_use"

PRIVATE = frozenset(map(chr, range(0xE000, 0xF900)))

IN_TEXT = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef])[\ue000-\uf8ff]+(?=[^<\\s])|[\ue000-\uf8ff]+(?=[\u3000-\u9fff])")
"""Beside Chinese text; a private-use character between tags is the picture of an icon font."""

GBK_BLOCKS = (
    (0xE78D, "︐︒︑︓︔︕︖"),
    (0xE794, "︗︘"),
    (0xE796, "︙"),
    (0xE7C7, "ḿ"),
    (0xE7C8, "ǹ"),
    (0xE816, "\U00020087\U00020089\U000200cc"),
    (0xE81E, "\u9fb4"),
    (0xE826, "\u9fb5"),
    (0xE82B, "\u9fb6\u9fb7"),
    (0xE831, "\U000215d7\u9fb8"),
    (0xE83B, "\U0002298f"),
    (0xE843, "\u9fb9"),
    (0xE854, "\u9fba\U000241fe"),
    (0xE864, "\u9fbb"),
)
"""Private-use characters of GBK from a code point on, and their homes (GB 18030-2005, table D.1)."""

GBK_RADICALS = 0xE815, bytes((*range(0x50, 0x7F), *range(0x80, 0xA1)))
"""The eighty characters from GBK FE50 on; nearly all of them have a home that the gb18030 codec knows."""

BIG5_ZONES = ((0xE000, 0xFA, 0xFE), (0xE311, 0x8E, 0xA0), (0xEEB8, 0x81, 0x8D))
"""First code point, first and last lead byte of the user-defined zones of code page 950, where HKSCS lies; a row has
the trail bytes 40 to 7E and A1 to FE."""

TRADITIONAL = 0.2
"""Share of Han characters outside GB 2312 from which a text counts as traditional (simplified text has under 2 %)."""


def mend_private_use(text: str) -> tuple[str, Fix | None]:
    """Give private-use characters of GBK or Big5-HKSCS their home in Unicode.

    Reason: old converters put them there, and nobody can search or read them.
    Risk: the two charsets share code points; the script of the page decides. Characters without a home are only
    flagged (lost), icons of a font are left alone.
    """
    found = [(match.start() + at, char) for match in IN_TEXT.finditer(text) for at, char in enumerate(match[0])]
    if not found:
        return text, None
    homes = big5_homes() if is_traditional(text) else gbk_homes()
    edits = tuple(Edit(at, at + 1, homes[char]) for at, char in found if char in homes)
    return apply_edits(text, edits), Fix(KIND, certain=len(edits), lost=len(found) - len(edits), edits=edits)


def is_traditional(text: str) -> bool:
    """True when many Han characters are not in GB 2312."""
    han = re.findall("[\u4e00-\u9fff]", text[:20000])
    return sum(map(outside_gb2312, han)) > TRADITIONAL * len(han)


@cache
def gbk_homes() -> dict[str, str]:
    """Private-use characters of GBK and their homes."""
    homes = {chr(first + at): home for first, block in GBK_BLOCKS for at, home in enumerate(block)}
    first, trails = GBK_RADICALS
    for at, trail in enumerate(trails):
        home = bytes((0xFE, trail)).decode("gb18030")
        if home not in PRIVATE:
            homes[chr(first + at)] = home
    return homes


@cache
def big5_homes() -> dict[str, str]:
    """Private-use characters of code page 950 and the HKSCS characters that they stand for."""
    homes = {}
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    for first, low, high in BIG5_ZONES:
        pairs = (bytes((lead, trail)) for lead in range(low, high + 1) for trail in trails)
        for at, pair in enumerate(pairs):
            home = pair.decode("big5hkscs", "ignore")
            if home:
                homes[chr(first + at)] = home
    return homes
