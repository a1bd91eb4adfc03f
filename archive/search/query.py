"""What somebody typed, as an FTS5 expression. Whatever was typed, the expression is valid.

Words are joined by AND; `OR` and `NOT` in capitals mean what they say, and OR binds weakest: `工会 罢工 OR 停工` is
(工会 and 罢工) or 停工. Quotation marks hold words together. Everything else that is no letter or digit is ignored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.search.bigrams import phrase, stripped
from archive.search.characters import Forms

MOST_WORDS = 64
"""Words beyond these are ignored: FTS5 refuses expressions that are too large."""

NOTHING = '""'
"""An expression that finds nothing."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟＂「」『』", '"'))
_WORD = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Query:
    """`match` is an FTS5 expression, `NOTHING` when there is no word to look for.

    `words` are those it looks for, in folded characters, `phrases` the same as the index has them.
    """

    match: str
    words: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """Words that are joined by AND, as phrases."""

    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)

    def expression(self) -> str:
        wanted = " AND ".join(self.wanted)
        return f"(({wanted}) NOT ({' OR '.join(self.unwanted)}))" if self.unwanted else f"({wanted})"


def parse(typed: str, forms: Forms) -> Query:
    """The query that `typed` means. Never raises.

    Articles are found by what they say: of words that are only excluded (`NOT 工会`) nothing is found.
    """
    groups = [_Group()]
    words = []
    count = 0
    excluded = False
    for operator, text in _lexemes(typed.translate(forms).translate(_QUOTES)):
        if operator == "OR":
            groups.append(_Group())
        if operator:
            excluded = operator == "NOT"
            continue
        found = phrase(text)
        if not found:
            continue
        count += 1
        if count > MOST_WORDS:
            break
        if excluded:
            groups[-1].unwanted.append(found)
        else:
            groups[-1].wanted.append(found)
            words.append(stripped(text))
        excluded = False
    expressions = [group.expression() for group in groups if group.wanted]
    phrases = dict.fromkeys(each for group in groups for each in group.wanted)
    return Query(" OR ".join(expressions) or NOTHING, tuple(dict.fromkeys(words)), tuple(phrases))


def _lexemes(typed: str) -> Iterator[tuple[str, str]]:
    """Operators and words, as (operator, "") and ("", word)."""
    valid = typed.encode("utf-8", "ignore").decode().replace("\0", " ")
    for found in _WORD.finditer(valid):
        if found[2] in {"AND", "OR", "NOT"}:
            yield found[2], ""
        else:
            yield "", found[1] or found[2] or ""
