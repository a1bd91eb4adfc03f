"""Numbers taken out of a text, so that texts can be aligned without them and numbers compared by themselves."""

import re
from typing import NamedTuple

from pipelines.reprints.match_key import match_key

_DATE = re.compile(r"([12１２](?<!\d.)\d{3})\s?[-/.－／．]\s?(\d\d?)\s?[-/.－／．]\s?(\d\d?)(?!\d)")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = "万亿"
_LONGEST = 20
# A single Chinese numeral counts as a number only where a counter follows or 第 precedes: not in 一些 or 统一.
_NUMBER = re.compile(
    r"\d+|[〇零一二三四五六七八九十百千两](?:[〇零一二三四五六七八九十百千万亿两]+"
    r"|(?<=[一二三四五六七八九十两])(?=[年月日号个名人次届家位天岁条项场小万亿元期])|(?<=第[一二三四五六七八九十]))"
)
SLOT = "0"
"""The one symbol that stands for every number."""


class Numbered(NamedTuple):
    """A text whose numbers are taken out: `stream` has one `SLOT` for each, `positions` and `values` say which."""

    stream: str
    positions: list[int]
    values: list[str]


def numbered(text: str) -> Numbered:
    """The match key of a text with every number replaced by a slot.

    十二 and 12 have the same value, 2024-05-01 and 二〇二四年五月一日 the same three; leading zeros do not count.
    """
    key = match_key(_DATE.sub(r"\1年\2月\3日", text))
    values = []
    positions = []
    pieces = []
    end = shift = 0
    for found in _NUMBER.finditer(key):
        start = found.start()
        pieces.append(key[end:start])
        positions.append(start - shift)
        values.append(value(found[0]))
        end = found.end()
        shift += end - start - 1
    pieces.append(key[end:])
    return Numbered(SLOT.join(pieces), positions, values)


def value(number: str) -> str:
    """The decimal form of a run of digits or Chinese numerals, without leading zeros.

    A run of more than twenty numerals is no number and stays as it is.
    """
    if len(number) <= _LONGEST and (number[0] in _DIGITS or number[0] in _TENS):
        number = _from_chinese(number)
    return number.lstrip("0") or "0"


def _from_chinese(number: str) -> str:
    if not any(character in _TENS or character in _MYRIADS for character in number):
        return "".join(str(_DIGITS[character]) for character in number)
    total = section = digit = 0
    for character in number:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character == "万":
            total += ((section + digit) or 1) * 10**4
            section = digit = 0
        else:
            total = ((total + section + digit) or 1) * 10**8
            section = digit = 0
    return str(total + section + digit)
