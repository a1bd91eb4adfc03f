"""Pages in two encodings: a template in one, an include or an article in another."""

import re
from typing import NamedTuple

from pipelines.decode.labels import CODECS
from pipelines.decode.likelihood import LOST, UTF8, cost
from pipelines.decode.resync import decode_lossy

# From a high byte to the next place where a template can have been joined with something else.
RUN = re.compile(rb"([\x80-\xff][^<>\n]*)")

_PAIR = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}[\xe0-\xef][\x80-\xbf]{2}")
# Three characters of three bytes in UTF-8 one after the other: GBK and Big5 hardly ever look like that by chance.
_STRETCH = re.compile(rb"((?:[\xe0-\xef][\x80-\xbf]{2}[\x00-\x7f]*){3,})")
_WORD = 8  # bytes: four characters; less is rather damage

# Bits that a change of encoding between two runs must earn: about two characters. Where the runs are short and read
# well either way, the neighbours decide.
_SWITCH = 20.0
_LOOK = 512  # bytes of a run that are weighed


class Mixed(NamedTuple):
    """The text of a page, how many U+FFFD were put into it, and how many runs each encoding read."""

    text: str
    replaced: int
    segments: dict[str, int]


def runs_of(body: bytes) -> tuple[list[bytes], list[bytes]]:
    """The runs of a body that are valid UTF-8 with a character of three bytes or more, and those that are not UTF-8.

    Sequences of two bytes prove nothing: many pairs of GBK look like them. Nor does a lone one of three: a page
    without a single pair of them has no run of UTF-8.
    """
    runs: list[bytes] = RUN.findall(body)
    if not _PAIR.search(b"\n".join(runs)):
        return [], runs
    valid, other = [], []
    for run in runs:
        for piece in _split(run):
            try:
                text = piece.decode()
            except UnicodeDecodeError:
                other.append(piece)
            else:
                if max(text) > "\u07ff":
                    valid.append(piece)
    return valid, other


def size(runs: list[bytes]) -> int:
    """Bytes in all these runs."""
    return sum(map(len, runs))


def decode_mixed(body: bytes, outer: str, inner: str) -> Mixed:
    """Decodes every run in whichever of two encodings makes the page as a whole most probable; never raises."""
    parts = RUN.split(body)
    runs = [_split(run) for run in parts[1::2]]
    choice = iter(_choose([piece for pieces in runs for piece in pieces], (outer, inner)))
    texts, replaced, segments = [parts[0].decode("ascii")], 0, {outer: 0, inner: 0}
    for pieces, rest in zip(runs, parts[2::2], strict=True):
        for piece in pieces:
            encoding = next(choice)
            text, bad = decode_lossy(piece, encoding, cut=not rest)
            texts.append(text)
            replaced += bad
            segments[encoding] += 1
        texts.append(rest.decode("ascii"))
    return Mixed("".join(texts), replaced, segments)


def _split(run: bytes) -> list[bytes]:
    """A run, in pieces where it is UTF-8 for a stretch and something else for the length of a word."""
    try:
        run.decode()
    except UnicodeDecodeError:
        pieces = _STRETCH.split(run)
        if len(pieces) > 1 and size(pieces[::2]) >= _WORD:
            return [piece for piece in pieces if piece]
    return [run]


def _choose(runs: list[bytes], pair: tuple[str, str]) -> list[str]:
    """The cheapest path through the runs, from the encoding of the template (Viterbi, two states)."""
    totals = [0.0, _SWITCH]
    trail = []
    for run in runs:
        came = [0 if totals[0] <= totals[1] + _SWITCH else 1, 1 if totals[1] <= totals[0] + _SWITCH else 0]
        trail.append(came)
        totals = [
            totals[came[state]] + _SWITCH * (came[state] != state) + _weigh(run[:_LOOK], pair[state])
            for state in (0, 1)
        ]
    state = 0 if totals[0] <= totals[1] else 1
    path = []
    for came in reversed(trail):
        path.append(pair[state])
        state = came[state]
    return path[::-1]


def _weigh(run: bytes, encoding: str) -> float:
    if encoding != UTF8:
        return cost(run.decode(CODECS[encoding], "replace"))
    text = run.decode(UTF8, "ignore")
    return cost(text) + LOST * (len(run) - len(text.encode())) / 2
