"""Turns what a page tells into HTML, under a policy that lets nothing run."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive.site import STATIC, TEMPLATES
from archive.site.reasons import reason_in
from archive.site.words import LANGUAGES, TAGS, WORDS, say

# CSP level 3: no script at all, styles from this server only, nowhere to be framed.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Language, Cookie",
}
STYLES = ("pages", "tables")
LOST = "\ufffd"


def render(template: str, language: str, address: Callable[[str], str], about: Mapping[str, object]) -> str:
    """The HTML of a page. `address` makes the address of a path of this site; `about` is what the template tells.

    All that `about` holds is text from the web and is escaped.
    """
    others = [other for other in LANGUAGES if other != language]
    words = {
        "say": partial(say, language),
        "reason_in": partial(reason_in, language),
        "knows": WORDS.__contains__,
        "language": language,
        "other_language": others[0],
        "tag": TAGS[language],
        "address": address,
    }
    return _environment().get_template(template).render(**words, **about)


@cache
def stylesheet(name: str) -> str:
    """The text of one of `STYLES`."""
    return (STATIC / f"{name}.css").read_text(encoding="utf-8")


def style_path(name: str) -> str:
    """Where a stylesheet is served; the path names its present text, so that browsers may keep it."""
    return f"/-/archive-{name}.css?{hashlib.sha256(stylesheet(name).encode()).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": percent,
        "moment": moment,
        "web": web_address,
        "tag": language_tag,
        "pieces": pieces,
    }
    return environment


def percent(share: float | None) -> str:
    """A share of 0 to 1 as people read it, never 100 % for less than all."""
    return "–" if share is None else f"{int(share * 100 + 1e-9)} %"


def moment(time: str | None) -> str:
    """An ISO 8601 time without its seconds and `T`; what is none stays as it is. The offset is kept out of the way."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?", time or "")
    return f"{found[1]} {found[2]}" + (" UTC" if found[3] == "Z" else "") if found else time or ""


def days_between(first: str | None, later: str | None) -> int | None:
    """Days from one ISO 8601 day to another, or `None` where one is missing or no day."""
    try:
        return (datetime.fromisoformat(str(later)[:10]) - datetime.fromisoformat(str(first)[:10])).days
    except ValueError:
        return None


def web_address(url: str) -> str | None:
    """`url` if a click on it may only open a web page, else `None`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    plain = not re.search(r"[\x00-\x20\x7f]", url)
    return url if plain and parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def language_tag(lang: str | None, script: str | None) -> str:
    """The BCP 47 tag of an article, `und` where unknown."""
    tag = "-".join(filter(None, (lang or "und", script)))
    return tag if re.fullmatch("[A-Za-z0-9-]{2,35}", tag) else "und"


def pieces(text: str) -> list[tuple[str, bool]]:
    """A paragraph cut where characters are lost: (piece, is it lost)."""
    return [(piece, piece.startswith(LOST)) for piece in re.split(f"({LOST}+)", text) if piece]
