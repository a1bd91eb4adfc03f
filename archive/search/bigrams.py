"""How text becomes tokens: 农民工会 is indexed as 农民 民工 工会 会, words with spaces between them as they are.

Every ideograph begins one token, the last of a run a token of its own. So a word of two characters is a token, a
longer one a phrase, a single one a prefix, and no phrase reaches over punctuation. `bigrams_of` is the SQL of the
index, `phrase` its counterpart for a question.
"""

import re

from archive.search.characters import IDEOGRAPHS, TABLE, Forms

_BLOCK = 256
"""substr() counts from the start of a UTF-8 text: 20,000 characters take 83 ms in blocks of 256, 2.6 s without."""

_BIGRAMS = """(
    WITH RECURSIVE
    blocks (start, block) AS (
        SELECT 1, substr({text}, 1, {size})
        UNION ALL SELECT start + {size}, substr({text}, start + {size}, {size}) FROM blocks WHERE length(block) = {size}
    ),
    places (place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < {size}),
    characters (written, folded) AS (
        SELECT substr(block, place, 1), folded
        FROM blocks CROSS JOIN places LEFT JOIN {table} ON code_point = unicode(substr(block, place, 1))
        WHERE place <= length(block)
    ),
    pairs (written, folded, next_written, next_folded) AS (
        SELECT written, folded, lead(written, 1, '') OVER (), lead(folded) OVER () FROM characters
    )
    SELECT group_concat(
        CASE WHEN written GLOB '{ideograph}' THEN
            ' ' || coalesce(folded, written)
            || iif(next_written GLOB '{ideograph}', coalesce(next_folded, next_written), '') || ' '
        ELSE coalesce(folded, written) END, ''
    ) || coalesce(group_concat(' ' || written || next_written, '') FILTER (
        WHERE coalesce(folded, next_folded) IS NOT NULL
        AND written GLOB '{ideograph}' AND next_written GLOB '{ideograph}'
    ), '') FROM pairs
)"""

_RUN = re.compile(f"([{IDEOGRAPHS}]+)|[^{IDEOGRAPHS}]+")


def bigrams_of(text: str) -> str:
    """A scalar SQL expression: the tokens of the SQL expression `text`, in pure SQL, NULL for an empty text.

    They are those of the folded text, then pairs as they are written where that differs. A question is folded and
    never meets the latter; they are for tools that cannot fold, so that 工會 finds what is written so.
    """
    return _BIGRAMS.format(text=text, size=_BLOCK, table=TABLE, ideograph=f"[{IDEOGRAPHS}]")


def tokens_of(text: str, forms: Forms) -> str | None:
    """What `bigrams_of` gives for a text without NUL, ten times as fast; `forms` are those of the database."""
    if not text:
        return None
    folded = text.translate(forms)
    tokens: list[str] = []
    as_written: list[str] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if not run[1]:
            tokens.append(folded[start:end])
            continue
        pairs = [folded[place : place + 2] for place in range(start, end - 1)]
        tokens.append(f" {'  '.join([*pairs, folded[end - 1]])} ")
        if run[0] != folded[start:end]:
            written = (run[0][place : place + 2] for place in range(end - start - 1))
            as_written += [f" {own}" for own, pair in zip(written, pairs, strict=True) if own != pair]
    return "".join([*tokens, *as_written])


def phrase(words: str) -> str | None:
    """The FTS5 phrase that finds folded `words` as they stand, across any punctuation; `None` for punctuation alone."""
    runs = list(_RUN.finditer(stripped(words)))
    if not runs:
        return None
    tokens = [token for run in runs for token in (_pairs(run[0]) if run[1] else [run[0]])]
    ideographs = runs[-1][1] or ""
    if len(ideographs) > 1:
        tokens.pop()  # what follows the words is not asked for
    quoted = '"{}"'.format(" ".join(tokens).replace('"', " "))
    return f"{quoted} *" if len(ideographs) == 1 else quoted


def stripped(words: str) -> str:
    """`words` from the first letter or digit to the last."""
    places = [place for place, character in enumerate(words) if character.isalnum()]
    return words[places[0] : places[-1] + 1] if places else ""


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run))]
