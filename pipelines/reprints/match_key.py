"""The form in which two texts are compared: one script, one width, letters and digits only."""

import html
import operator
import re
import unicodedata

from opencc import OpenCC

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_TONE_MARK = re.compile(f"[{_TONES}{_TONES.upper()}\u0300-\u030c]")
# (lǐ) or (li hua) after a Han character: at least one tone mark, or a syllable that has no tone of its own.
_ANNOTATION = re.compile(
    rf"(?<=[\u3400-\u9fff])\s?\((?=[^()]{{0,24}}[{_TONES}]|(?:de|la|le|ma|me|men|ne|tou|zhe|zi)\))"
    rf"[a-zü{_TONES}\s]{{1,24}}\)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+")
_SIMPLIFY = OpenCC("t2s")
_FROM_TAIWAN = OpenCC("tw2sp")
_TRADITIONAL = 0.1
_ROUNDS = 6


def match_key(text: str) -> str:
    """The letters and digits of a text, folded: NFKC, lower case, simplified characters.

    A text in traditional characters (a tenth of them or more; in practice a third) also gets mainland words: 軟體
    becomes 软件. Other texts keep their words, because 尼日 is Niger in Taiwan only and part of 尼日尔 elsewhere.
    Pinyin annotations in brackets disappear (toneless ones only from a text that also has toned ones).
    Two texts that differ only in script, width, case, spacing, punctuation or annotation have the same key.
    Never raises; applying it again changes nothing.
    """
    if "&" in text:
        text = html.unescape(text)
    if _TONE_MARK.search(text):
        text = _ANNOTATION.sub("", unicodedata.normalize("NFKC", text))
    return _to_mainland(_plain(text))


def _plain(text: str) -> str:
    plain = "".join(_WORDS.findall(text.casefold()))
    for _ in range(_ROUNDS):
        if unicodedata.is_normalized("NFKC", plain):
            break
        plain = "".join(_WORDS.findall(unicodedata.normalize("NFKC", plain).casefold()))
    return plain


def _to_mainland(text: str) -> str:
    for _ in range(_ROUNDS):
        simplified: str = _SIMPLIFY.convert(text)
        if simplified == text:
            break
        text = _FROM_TAIWAN.convert(text) if _is_traditional(text, simplified) else simplified
    return text


def _is_traditional(text: str, simplified: str) -> bool:
    changed: int = sum(map(operator.ne, text, simplified))
    return changed >= _TRADITIONAL * len(text)
