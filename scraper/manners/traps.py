"""Addresses that lead nowhere new: paths that repeat themselves, session ids, addresses without end."""

import re
from collections import Counter
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

MOST_LENGTH = 2000  # what every browser and server takes; the longest of the sites' real article addresses has 120
MOST_REPEATS = 3  # /a/b/a/b/a/b: the third time round is a loop; real paths repeat a name at most twice (cn/cn)
MOST_SEGMENTS = 20
MOST_PARAMETERS = 20
# The names that servers give by default (PHP, Java servlets, ASP, ASP.NET, ColdFusion, Discuz) and common others.
SESSION_NAMES = re.compile(
    r"phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|session_?id|sess_?id|s?sid", re.IGNORECASE
)
SESSION_VALUE = re.compile(r"(?=\D*\d)[\w.,!%-]{10,}")  # long and with a digit: `sid=3` is an article's or a section's
IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
COOKIELESS = re.compile(r"/\([SXF]\(\w{8,}\)\)(?=/)")  # ASP.NET without cookies


def trap_in(url: str) -> str | None:
    """Why an address looks like a trap, or `None`."""
    if len(url) > MOST_LENGTH:
        return f"the address has more than {MOST_LENGTH} characters"
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return f"the path has more than {MOST_SEGMENTS} parts"
    if any(times >= MOST_REPEATS for times in Counter(segments).values() if times) and looping(segments):
        return "the path repeats itself"
    if parts.query.count("&") >= MOST_PARAMETERS:
        return f"the address has more than {MOST_PARAMETERS} parameters"
    return None


def looping(segments: list[str]) -> bool:
    """True when some run of names, or one name, stands `MOST_REPEATS` times in a row."""
    count = len(segments)
    return any(
        segments[start : start + size] * MOST_REPEATS == segments[start : start + size * MOST_REPEATS]
        for size in range(1, count // MOST_REPEATS + 1)
        for start in range(count - size * MOST_REPEATS + 1)
        if not all(segment.isdigit() for segment in segments[start : start + size])  # /11/11/11/ is a day
    )


def without_session(url: str) -> str:
    """The address without session ids, which make the same page look new at every visit."""
    parts = urlsplit(url)
    path = COOKIELESS.sub("", IN_PATH.sub("", parts.path))
    query = parts.query
    if SESSION_NAMES.search(query):
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
        kept = [pair for pair in pairs if not is_session(*pair)]
        query = urlencode(kept) if len(kept) < len(pairs) else query
    if (path, query) == (parts.path, parts.query):
        return url
    return urlunsplit(parts._replace(path=path, query=query))


def is_session(name: str, value: str) -> bool:
    """True for a parameter that carries a session."""
    return SESSION_NAMES.fullmatch(name) is not None and SESSION_VALUE.fullmatch(value) is not None
