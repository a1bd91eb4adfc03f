"""The passage of an article that shows why it was found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from archive.search.characters import IDEOGRAPHS, Forms, is_ideograph

LENGTH = 80
_BEFORE = 20
_LOOKED_AT = 50
_PIECE = re.compile(f"[{IDEOGRAPHS}]+|[^\\W_{IDEOGRAPHS}]+")
_INSIDE_WORD = f"[^\\W_{IDEOGRAPHS}]"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage as it is written, and where in it the hits are, as (start, end)."""

    text: str
    hits: tuple[tuple[int, int], ...]


class Highlighter:
    """Finds folded words in texts of either script and width."""

    def __init__(self, words: Iterable[str], forms: Forms) -> None:
        self._forms = forms
        patterns = [f"({_pattern(word)})" for word in sorted(words, key=len, reverse=True)]
        self._pattern = re.compile("|".join(patterns) or "(?!)", re.IGNORECASE)

    def mark(self, text: str) -> Snippet:
        """The whole of a text, such as a title."""
        return Snippet(text, tuple(found.span() for found in self._found(text)))

    def snippet(self, text: str) -> Snippet:
        """The passage of `LENGTH` characters with most of the words, or the beginning where none is found."""
        found = list(islice(self._found(text), _LOOKED_AT))
        if not found:
            return Snippet(text[:LENGTH], ())
        best = max(found, key=lambda each: _richness(found, each.start()))
        start = max(0, best.start() - _BEFORE)
        end = max(start + LENGTH, best.end())
        hits = tuple((each.start() - start, each.end() - start) for each in found if start <= each.start() < end)
        return Snippet(text[start:end], tuple((first, min(last, end - start)) for first, last in hits))

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text.translate(self._forms))


def _richness(found: list[re.Match[str]], start: int) -> int:
    """How many different words begin within a passage that begins with a hit."""
    return len({each.lastindex for each in found if start <= each.start() < start + LENGTH - _BEFORE})


def _pattern(word: str) -> str:
    """What the index takes for this word: its letters and digits, whatever punctuation stands between them."""
    pieces: list[str] = _PIECE.findall(word)
    pattern = re.escape(pieces[0])
    for one, other in pairwise(pieces):
        pattern += (r"[\W_]+" if _is_latin(one) == _is_latin(other) else r"[\W_]*") + re.escape(other)
    before = f"(?<!{_INSIDE_WORD})" if _is_latin(pieces[0]) else ""
    after = f"(?!{_INSIDE_WORD})" if _is_latin(pieces[-1]) else ""
    return before + pattern + after


def _is_latin(piece: str) -> bool:
    return not is_ideograph(piece[0])
