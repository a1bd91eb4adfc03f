"""The plan of fixes: which are tried, in which order, and which characters a text must hold for each."""

import re
from collections.abc import Callable
from typing import NamedTuple

from archive.records import Fix
from pipelines.repair.annotations import TONED, mend_annotations
from pipelines.repair.charsets.big5_and_gbk import BIG5_SIGNATURE, GBK_SIGNATURE, mend_big5_in_gbk, mend_gbk_in_big5
from pipelines.repair.charsets.latin import LETTERS, mend_gbk_in_latin, mend_utf8_in_latin
from pipelines.repair.charsets.utf8_in_gbk import SIGNATURE as UTF8_SIGNATURE
from pipelines.repair.charsets.utf8_in_gbk import mend_utf8_in_gbk
from pipelines.repair.edits import Repaired, RepairedBytes
from pipelines.repair.halves import mend_halves
from pipelines.repair.losses import flag_losses
from pipelines.repair.private_use import PRIVATE, mend_private_use
from pipelines.repair.remnants import mend_remnants
from pipelines.repair.roundtrip import mend_roundtrip_bytes
from pipelines.repair.spam_tail import mend_spam_tail


class Step(NamedTuple):
    """A fix and the characters of which a text must hold at least `fewest` different ones for it to be tried."""

    mend: Callable[[str], tuple[str, Fix | None]]
    trigger: frozenset[str]
    fewest: int


PLAN = (
    Step(mend_utf8_in_latin, LETTERS, 1),
    Step(mend_gbk_in_latin, LETTERS, 2),
    Step(mend_utf8_in_gbk, UTF8_SIGNATURE, 3),
    Step(mend_big5_in_gbk, BIG5_SIGNATURE, 2),
    Step(mend_gbk_in_big5, GBK_SIGNATURE, 2),
    Step(mend_remnants, frozenset(">"), 1),
    Step(mend_spam_tail, TONED, 2),
    Step(mend_halves, TONED, 2),
    Step(mend_annotations, TONED, 2),
    Step(mend_private_use, PRIVATE, 1),
    Step(flag_losses, frozenset("锟\ufffd"), 1),
)
"""Wrong charsets first, because they hide everything else; the list of places and the mangled spots before the
readings, which show that a page was injected; flags last."""

TRIGGERS = frozenset[str]().union(*(step.trigger for step in PLAN))
ASCII = bytes(range(128))
PLAIN = frozenset(char for char in TRIGGERS if char.isascii())
TELLING = re.compile(f"[{''.join(sorted(TRIGGERS - PLAIN))}]")
"""Every character beyond ASCII that triggers a fix: the first look at a text finds them all at once."""


def repair(text: str) -> Repaired:
    """Mend a decoded page source or page text, and record every edit.

    Healthy text comes back unchanged, and what cannot be mended is counted (`Fix.lost`). Never raises.
    """
    fixes: list[Fix] = []
    found = telling(text)
    for step in PLAN:
        if len(step.trigger & found) < step.fewest:
            continue
        mended, fix = step.mend(text)
        if fix is not None:
            fixes.append(fix)
        if mended != text:
            text, found = mended, telling(mended)
    return Repaired(text, tuple(fixes))


def telling(text: str) -> frozenset[str]:
    """The characters of a text that may trigger a fix.

    Most of a page source is ASCII, which bytes drop far faster than a search passes over it.
    """
    rest = text.encode("utf-8", "replace").translate(None, ASCII).decode()
    return frozenset(TELLING.findall(rest)).union(char for char in PLAIN if char in text)


def repair_bytes(body: bytes) -> RepairedBytes:
    """Mend a body before anything decodes or parses it. Never raises."""
    mended, fix = mend_roundtrip_bytes(body)
    return RepairedBytes(mended, () if fix is None else (fix,))
