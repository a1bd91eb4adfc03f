"""Bylines and credits in languages with Latin letters: By Ana Ruiz and Joe Hill, Source: Union Wire."""

import re

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?: (?:[a-z]{1,3} ){0,2}[A-ZÀ-ÖØ-Þ][\w'’.-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:(?:Written|Posted|Reported|Story|Words)?[ ]?\b[Bb]y|BY|Par|Por|Von|Door)\b:?[ ]"
    rf"(?P<names>{_NAME}(?:(?:,? (?:and|et|y|e|und|en|&) |, ){_NAME}){{0,4}})[ ]?(?:[|·•–—][^.!?]{{0,40}})?"
)
_BETWEEN = re.compile(r",? (?:and|et|y|e|und|en|&) |, ")
_CREDIT = re.compile(r"(?:Source|Fuente|Quelle|Fonte|Bron)s?[ ]?:[ ]?(?P<outlet>[A-ZÀ-ÖØ-Þ0-9][^|:]{1,39})(?:\|.*)?")
LONGEST = 120
"""Characters of a line that is only a byline or a credit."""


def byline(text: str) -> str | None:
    """The people of a line that is a byline, joined by 、; `None` where it is none."""
    match = _BYLINE.fullmatch(text) if len(text) <= LONGEST else None
    return "、".join(_BETWEEN.split(match["names"])) if match else None


def credit(text: str) -> str | None:
    """The outlet of a line that credits one; `None` where it does not."""
    match = _CREDIT.fullmatch(text) if len(text) <= LONGEST else None
    return match["outlet"].strip(" .") if match else None
