"""Lossy decoding in which a bad byte costs one U+FFFD and the characters around it stay what they were."""

import codecs
from collections.abc import Iterator
from functools import lru_cache

from pipelines.decode.labels import CODECS
from pipelines.decode.likelihood import LOST, WORD, cost

# Words beyond this many bytes in all are left to the codec, which finds back at the next ASCII byte: the search below
# takes 2 to 12 µs a byte, and a page that is damaged all over is not worth seconds.
_BUDGET = 200_000
_LONGEST = 4096
_HIGH_BYTES = bytes(range(0x80, 0x100))
_CUT = 2.0  # bits for a lone byte at the very end
_ASCII = 4.0  # bits: enough that an ASCII byte is not given up for nothing

# What Python's big5hkscs reads otherwise than https://encoding.spec.whatwg.org/index-big5.txt, and browsers with it.
# 0xA241 and 0xA242 are left out: they cannot be told from 0xA1FE and 0xA240 any more.
_BIG5 = tuple(zip("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡", strict=True))


def _skip_character(error: UnicodeError) -> tuple[str, int]:
    """One U+FFFD for an ill-formed UTF-8 sequence and the continuation bytes it left behind, at most four bytes."""
    assert isinstance(error, UnicodeDecodeError)
    end = error.end
    while end < min(len(error.object), error.start + 4) and 0x80 <= error.object[end] < 0xC0:
        end += 1
    return "\ufffd", end


codecs.register_error("skip-character", _skip_character)


def is_damaged_utf8(data: bytes) -> bool:
    """True where nearly all that is not ASCII is well-formed UTF-8, and is enough to tell.

    GBK, Big5 and the single-byte encodings hold well-formed sequences by chance, but fewer than ill-formed ones; only
    in pieces of ten characters was it seen the other way round, by less than the twelve bytes that are asked for here.
    """
    high = len(data) - len(data.translate(None, _HIGH_BYTES))
    ill_formed = len(data) - len(data.decode("utf-8", "ignore").encode())
    return high > 3 * ill_formed + 12


def decode_lossy(data: bytes, encoding: str, *, cut: bool = True) -> tuple[str, int]:
    """The text of `data` and the number of U+FFFD put into it. Never raises.

    `cut` says that the data may end in the middle of a character.
    """
    codec = CODECS[encoding]
    try:
        return _finish(data.decode(codec), encoding), 0
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8":
        text = data.decode(codec, "skip-character")
        return text, text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    pieces = list(_pieces(data, codec, cut=cut))
    return _finish("".join(text for text, _ in pieces), encoding), sum(replaced for _, replaced in pieces)


def _finish(text: str, encoding: str) -> str:
    if encoding == "big5-hkscs":
        for other, standard in _BIG5:
            text = text.replace(other, standard)
    return text


def _pieces(data: bytes, codec: str, *, cut: bool) -> Iterator[tuple[str, int]]:
    budget = _BUDGET
    pieces = WORD.split(data)
    last = len(pieces) - 2 if not pieces[-1] else None
    for place, piece in enumerate(pieces):
        if not place % 2:
            yield piece.decode("ascii"), 0
            continue
        try:
            yield piece.decode(codec), 0
        except UnicodeDecodeError:
            if len(piece) <= min(budget, _LONGEST):
                budget -= len(piece)
                yield _search(piece, codec, _CUT if cut and place == last else LOST)
            else:
                text = piece.decode(codec, "replace")
                yield text, text.count("\ufffd") - piece.decode(codec, "ignore").count("\ufffd")


def _search(word: bytes, codec: str, tail: float) -> tuple[str, int]:
    """The most probable reading of a word in which some bytes are no character.

    A byte that is lost shifts every pair behind it, and most shifted pairs are characters too, only rarer ones: so
    the cheapest path through the word shows where the loss was. `tail` is what losing the last byte costs.
    """
    best = [0.0] + [float("inf")] * len(word)
    step = [("", 1)] * (len(word) + 1)
    for start in range(len(word)):
        for width in (1, 2, 3, 4):
            unit = word[start : start + width]
            character = _character(unit, codec) if len(unit) == width else None
            if character is None and width == 1:
                bits = tail if start == len(word) - 1 else LOST
            elif character is None:
                continue
            else:
                bits = cost(character) or _ASCII
            if best[start] + bits < best[start + width]:
                best[start + width] = best[start] + bits
                step[start + width] = (character or "", width)
    out, replaced, place = [], 0, len(word)
    while place:
        character, width = step[place]
        replaced += not character
        out.append(character or "\ufffd")
        place -= width
    return "".join(reversed(out)), replaced


@lru_cache(maxsize=65536)
def _character(unit: bytes, codec: str) -> str | None:
    """The one character that these bytes are, as a whole, in a codec; in Big5-HKSCS also a letter with its accent."""
    try:
        text = unit.decode(codec)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 or (len(unit) == 2 and unit[0] >= 0x80) else None
