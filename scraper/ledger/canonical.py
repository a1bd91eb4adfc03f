"""Which addresses are one page: the key under which a URL stands in the frontier."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from w3lib.url import canonicalize_url

# Labels of hosts that serve the same paths to other devices; www.com.cn is a name of its own.
DEVICE = re.compile(r"(?:www\d?|m|wap|3g|mobile)\.(?!(?:com|net|org|gov|edu|ac|co)\.[a-z]{2}$)(?=[^.]+\.[^.])")
INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:[sx]?html?|php|aspx?|jsp)$", re.IGNORECASE)
SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?#]*", re.IGNORECASE)
SESSION = {"jsessionid", "phpsessid", "aspsessionid", "asp.net_sessionid", "cfid", "cftoken"}
# Some sites name sections and meetings so: with a short value it tells what is asked for.
PERHAPS_SESSION = {"sid", "sessionid", "session_id"}
SESSION_VALUE = re.compile(r"[A-Za-z0-9,-]{16,}")
# What campaigns, share buttons and app views append.
TRACKING = {
    "spm", "scm", "fbclid", "gclid", "yclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref_src", "isappinstalled",
    "share_token", "share_from", "sharer_sharetime", "sharer_shareid", "nsukey", "wxfid", "wx_header", "weixin_share",
    "tdsourcetag", "hmsr", "hmpl", "bd_vid", "qhclickid", "bsh_bid", "winzoom", "_t_t_t",
}  # fmt: skip
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hm_", "at_medium", "at_campaign")
SHARED_BY = {"singlemessage", "timeline", "groupmessage", "weixin", "wechat", "qq", "weibo", "appmsg"}
# A guard against robots (瑞数) adds one parameter with a random name and a long random value.
GUARD_NAME = re.compile(r"(?=.*[a-z])(?=.*[A-Z0-9])[A-Za-z0-9]{8}")
GUARD_VALUE = re.compile(r"[A-Za-z0-9._]{40,}")


def canonical(url: str) -> str:
    """The key of a URL: `host/path?query`, equal for addresses that lead to the same page on any sane server.

    Left out are the scheme, the host's device label, index pages, a slash at the end, fragments, sessions and tracking;
    the query is sorted. A URL that cannot be parsed is its own key.
    """
    try:
        parts = urlsplit(canonicalize_url(SESSION_IN_PATH.sub("", url.strip()), keep_blank_values=True))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    host = DEVICE.sub("", host, count=1) if DEVICE.match(host) else host
    if port and port not in {80, 443}:
        host = f"{host}:{port}"
    path = INDEX_PAGE.sub("/", re.sub(r"/{2,}", "/", parts.path)).rstrip("/")
    # Latin-1 keeps each escaped byte as it is: a query in GBK read as UTF-8 would lose what tells it from others.
    pairs = parse_qsl(parts.query, keep_blank_values=True, encoding="latin-1")
    query = [pair for pair in pairs if not is_noise(*pair)]
    return host + path + (f"?{urlencode(query, encoding='latin-1')}" if query else "")


def is_noise(name: str, value: str) -> bool:
    """True for a query parameter that tells who asks, not for what."""
    lowered = name.lower()
    return (
        lowered in SESSION
        or (lowered in PERHAPS_SESSION and SESSION_VALUE.fullmatch(value) is not None)
        or lowered in TRACKING
        or lowered.startswith(TRACKING_PREFIXES)
        or (lowered in {"from", "source", "share"} and value.lower() in SHARED_BY)
        or (GUARD_NAME.fullmatch(name) is not None and GUARD_VALUE.fullmatch(value) is not None)
    )
