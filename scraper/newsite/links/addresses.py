r"""What an address is made of, and the regular expression that a family of addresses shares.

An address is cut into a directory, which says where something stands (`/ytxw/lzs`), and a tail, which says which one
it is (`/201607/t20160726_14680549.htm`): the tail begins at the first segment with a number, a code or a slug in it.
Addresses whose tails are of one make form a family.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from os.path import commonprefix
from typing import NamedTuple
from urllib.parse import urlsplit

NUMBER, CODE, SLUG, WORD, ENDING = "number", "code", "slug", "word", "ending"
_SEGMENT = re.compile(r"[/?][^/?]*")
_ENDING = re.compile(r"\.(?:s?html?|jhtml|xhtml|php\d?|aspx?|jspx?|do|action|cshtml)$", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[^\W\d_]+|.", re.DOTALL)
_USABLE = re.compile(r"[^\s\"'<>\\{}|^`]+")
_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")
_NUMBERED_NAME = re.compile(r"/[A-Za-z]+\d{1,2}")  # /n1/, /big5/: a name with a number rather than a number
_HEX = re.compile(r"[0-9a-f]{16,}", re.IGNORECASE)
_HYPHENS = re.compile(r"(?:[\w%]+-){2,}[\w%]+")
CODE_LENGTH = 8
# Suffixes of two labels under which anyone may register (com.cn, org.hk, sd.cn).
_SECOND_LEVEL = frozenset(["com", "net", "org", "gov", "edu", "ac", "co", "mil", "or", "ne", "go"])
_PROVINCES = frozenset({
    "bj", "sh", "tj", "cq", "he", "sx", "nm", "ln", "jl", "hl", "js", "zj", "ah", "fj", "jx", "sd", "ha", "hb",
    "hn", "gd", "gx", "hi", "sc", "gz", "yn", "xz", "sn", "gs", "qh", "nx", "xj", "tw", "hk", "mo",
})  # fmt: skip


class Token(NamedTuple):
    """A part of a segment: its kind, and its text as it stands."""

    kind: str
    text: str

    @property
    def mark(self) -> str:
        """What the token has in common with those of its family."""
        if self.kind in {WORD, ENDING}:
            return self.text.lower() if self.text.lower() != ".htm" else ".html"
        return {NUMBER: "9", CODE: "#", SLUG: "~"}[self.kind]


@dataclass(frozen=True, slots=True)
class Address:
    """A URL cut up: its host, the directory, and the tokens of the tail (none where nothing in it varies)."""

    url: str
    host: str
    directory: str
    tail: tuple[Token, ...]

    @property
    def family(self) -> str:
        """The same for all addresses of one make."""
        return "".join(token.mark for token in self.tail)


def cut(url: str, *, codes: bool = False) -> Address | None:
    """The parts of a URL; `None` for one that no site file could hold safely (blanks, quotes, braces, controls).

    With `codes` the last segment counts as a code whatever it looks like.
    """
    if not _USABLE.fullmatch(url) or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    segments = _SEGMENT.findall((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    final = max((place for place, segment in enumerate(segments) if len(segment) > 1), default=0)
    tokens: list[list[Token]] = []
    for place, segment in enumerate(segments):
        dated = any(token.kind == NUMBER and _is_year(token.text[:4]) for each in tokens for token in each)
        last = place == final
        named = not last and _NUMBERED_NAME.fullmatch(segment)
        tokens.append([Token(WORD, segment)] if named else _tokens(segment, dated=dated and last, code=codes and last))
    varied = [any(token.kind in {NUMBER, CODE, SLUG} for token in each) for each in tokens]
    start = varied.index(True) if True in varied else len(tokens)
    directory = "".join(segments[:start])
    return Address(url, (parts.hostname or "").lower(), directory, tuple(t for each in tokens[start:] for t in each))


def _tokens(segment: str, *, dated: bool, code: bool) -> list[Token]:
    lead, name = segment[0], segment[1:]
    if lead == "?" and "=" in name:
        return [Token(WORD, lead), *_plain(name)]
    ending = _ENDING.search(name)
    stem = name[: ending.start()] if ending else name
    rest = [Token(ENDING, ending[0])] if ending else []
    if not stem:
        return [Token(WORD, lead), *rest]
    if is_code(stem) or code:
        return [Token(WORD, lead), Token(CODE, stem), *rest]
    if is_slug(stem) or (dated and not re.search(r"\d", stem)):
        return [Token(WORD, lead), Token(SLUG, stem), *rest]
    return [Token(WORD, lead), *_plain(stem), *rest]


def _plain(text: str) -> list[Token]:
    return [Token(NUMBER if part.isdecimal() and part.isascii() else WORD, part) for part in _TOKEN.findall(text)]


def is_code(stem: str) -> bool:
    """True for hashes, UUIDs and the like: letters and digits in turn (20200704A04HVX00), or many hex digits."""
    joined = re.sub(r"[-_=]", "", stem)
    if len(joined) < CODE_LENGTH or not joined.isascii() or not joined.isalnum() or joined.isdecimal():
        return False
    runs = len(re.findall(r"\d+|[A-Za-z]+", joined))
    return runs >= 4 or (_HEX.fullmatch(joined) is not None and runs > 1)


def is_slug(stem: str) -> bool:
    """True for a headline that became an address: words-with-hyphens, or words beyond ASCII."""
    if not stem.isascii() or stem.count("%") >= 6:
        return len(stem) >= 6
    return _HYPHENS.fullmatch(stem) is not None and sum(map(str.isalpha, stem)) >= 10


def domain_of(host: str) -> str:
    """The part of a host that is registered: news.example.com.cn belongs to example.com.cn."""
    labels = host.split(".")
    two = (
        len(labels) > 2
        and len(labels[-1]) == 2
        and (labels[-2] in _SECOND_LEVEL or (labels[-1] == "cn" and labels[-2] in _PROVINCES))
    )
    return ".".join(labels[-3 if two else -2 :])


def same_site(host: str, other: str) -> bool:
    """True when two hosts belong to one registered domain; addresses in figures must be equal."""
    return host == other or (domain_of(host) == domain_of(other) and not other.replace(".", "").isdecimal())


def tail_pattern(family: Sequence[Address], *, least: bool = False) -> str:
    r"""The regular expression of the tails of one family; with `least`, numbers are no shorter than those seen."""
    pattern, dated = "", False
    for column in zip(*(address.tail for address in family), strict=True):
        texts = [token.text for token in column]
        kind = column[0].kind
        if kind == NUMBER:
            pattern += _digits(texts, dated=dated, least=least)
            dated = dated or all(_is_year(text[:4]) and len(text) in {4, 6, 8} for text in texts)
        elif kind == CODE:
            pattern += _code(texts)
        elif kind == SLUG:
            strict = not dated and all(map(_HYPHENS.fullmatch, texts))
            pattern += r"(?:[\w%]+-){2,}[\w%]+" if strict else r"[\w%.~-]+"
        elif kind == ENDING and texts[0].lower() in {".htm", ".html"}:
            pattern += r"\.html?"
        else:
            pattern += escape(texts[0])
    return pattern


def _digits(texts: Sequence[str], *, dated: bool, least: bool) -> str:
    lengths = {len(text) for text in texts}
    if len(lengths) == 1:
        (length,) = lengths
        whole = {4: _is_year, 6: _is_month, 8: _is_day}.get(length)
        if (
            (whole and all(map(whole, texts)))
            or length >= 12
            or (length == 4 and dated and all(map(_is_in_year, texts)))
        ):
            return rf"\d{{{length}}}"
        if length == 2 and dated:
            return r"\d\d"
    return rf"\d{{{min(lengths)},}}" if least and min(lengths) > 1 else r"\d+"


def _code(texts: Sequence[str]) -> str:
    lengths = {len(text) for text in texts}
    if len(lengths) == 1 and all(re.fullmatch(r"[0-9a-f]{16,}", text) for text in texts):
        return rf"[0-9a-f]{{{lengths.pop()}}}"
    shared = commonprefix(texts).rpartition("_")  # noqa: RUF071 (characters are meant)
    lead = escape(shared[0] + shared[1]) if len(texts) > 1 else ""
    return lead + (r"\w+" if all(re.fullmatch(r"\w+", text) for text in texts) else r"[\w.=%~-]+")


def directory_pattern(directories: Iterable[str], *, exactly: bool = False) -> str:
    """The regular expression of some directories: one literally, several by their depth, or `exactly` these."""
    wanted = sorted(set(directories))
    if len(wanted) == 1:
        return escape(wanted[0])
    if exactly:
        return f"(?:{'|'.join(map(escape, wanted))})"
    depths = {each.count("/") for each in wanted}
    if "?" in "".join(wanted) or "." in "".join(wanted):
        return f"(?:{'|'.join(map(escape, wanted))})"
    return r"(?:/[\w-]+)*" if len(depths) > 1 else r"/[\w-]+" * depths.pop()


def host_pattern(hosts: Iterable[str]) -> str:
    """The regular expression of some hosts of one site."""
    wanted = sorted(set(hosts))
    bare = {host.removeprefix("www.") for host in wanted}
    if len(bare) == 1:
        (only,) = bare
        return (r"(?:www\.)?" if only.count(".") == domain_of(only).count(".") else "") + escape(only)
    domains = {domain_of(host) for host in wanted}
    return rf"(?:[\w-]+\.)*{escape(domains.pop())}" if len(domains) == 1 else f"(?:{'|'.join(map(escape, wanted))})"


def escape(text: str) -> str:
    """`text` as part of a regular expression; unlike `re.escape` it leaves alone what needs no escape."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _is_year(text: str) -> bool:
    return len(text) == 4 and 1990 <= int(text) <= 2039 if text.isdecimal() else False


def _is_month(text: str) -> bool:
    return _is_year(text[:4]) and 1 <= int(text[4:]) <= 12


def _is_in_year(text: str) -> bool:
    return 1 <= int(text[:2]) <= 12 and 1 <= int(text[2:]) <= 31


def _is_day(text: str) -> bool:
    try:
        return _is_year(text[:4]) and bool(date(int(text[:4]), int(text[4:6]), int(text[6:])))
    except ValueError:
        return False
