"""Which language and which Chinese script a page is written in."""

import re
from collections import Counter

_HAN = re.compile(r"[\u3400-\u9fff]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LETTERS = re.compile(r"[^\W\d_]+")
KANA = 0.1
"""Japanese prose is a third kana or more; Chinese prose quotes a Japanese name at most."""
_SCRIPTS = (
    ("ja", _KANA, KANA),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"), 0.2),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.4),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.4),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.4),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.4),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.4),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.4),
)
_WORDS = {
    "en": (
        "the", "of", "and", "to", "in", "that", "is", "for", "on", "with", "was", "as", "are", "by", "this",
        "from", "have",
    ),
    "es": (
        "el", "la", "de", "que", "y", "en", "los", "del", "las", "por", "con", "una", "para", "se", "es", "al",
        "como", "más",
    ),
    "fr": (
        "le", "la", "les", "des", "et", "en", "du", "une", "que", "est", "pour", "dans", "qui", "sur", "au",
        "par", "pas", "avec",
    ),
    "de": (
        "der", "die", "und", "das", "den", "von", "zu", "mit", "ist", "des", "für", "auf", "im", "dem", "nicht",
        "ein", "eine", "werden",
    ),
    "pt": (
        "de", "que", "do", "da", "em", "um", "para", "com", "não", "uma", "os", "no", "se", "na", "por", "mais",
        "dos", "ao",
    ),
    "it": (
        "di", "che", "il", "la", "per", "un", "in", "è", "del", "non", "sono", "della", "con", "si", "una",
        "dei", "le", "nel",
    ),
    "nl": (
        "de", "het", "een", "van", "en", "in", "is", "dat", "op", "te", "voor", "met", "zijn", "niet", "aan",
        "er", "ook", "door",
    ),
}  # fmt: skip
_SAMPLE = 4_000
"""Characters that are looked at: more of them decide no page differently."""
_SIMPLIFIED = re.compile(
    "[国会产业发现这个们为来时对说经过还进与动员职务关开长东车书见门问间马风飞鱼鸟龙电劳总结组织级线给统继续维网义乡]"
)
_TRADITIONAL = re.compile(
    "[國會產業發現這個們為來時對說經過還進與動員職務關開長東車書見門問間馬風飛魚鳥龍電勞總結組織級線給統繼續維網義鄉]"
)


def language(text: str, declared: str = "") -> str | None:
    """The BCP 47 primary tag of a text; `declared` (the page's `lang`) decides only where the words do not."""
    sample = text[:_SAMPLE]
    letters = _count(_LETTERS, sample)
    if not letters:
        return _primary(declared)
    han = _count(_HAN, sample) if not sample.isascii() else 0
    if han > 0.2 * letters and len(_KANA.findall(sample)) <= KANA * letters:
        return "zh"
    for tag, pattern, share in _SCRIPTS if not sample.isascii() else ():
        if len(pattern.findall(sample)) > share * letters:
            return tag
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    total = sum(words.values())
    best, hits = max(
        ((tag, sum(words[word] for word in common)) for tag, common in _WORDS.items()), key=lambda pair: pair[1]
    )
    return best if hits > 0.12 * total and total > 20 else _primary(declared)


def script(text: str) -> str | None:
    """`Hans` or `Hant` by the characters that differ between the two; `None` where none of them occurs."""
    sample = text[:_SAMPLE]
    simplified, traditional = len(_SIMPLIFIED.findall(sample)), len(_TRADITIONAL.findall(sample))
    if simplified == traditional:
        return None
    return "Hans" if simplified > traditional else "Hant"


def _count(runs: re.Pattern[str], text: str) -> int:
    """The characters in all runs: a page has far fewer runs than characters."""
    return sum(map(len, runs.findall(text)))


def _primary(declared: str) -> str | None:
    match = re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", declared.strip())
    return match[0].lower() if match else None
