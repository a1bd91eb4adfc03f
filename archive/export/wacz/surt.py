"""The key under which replay tools look a URL up: its host turned round, its parameters sorted."""

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
WWW = re.compile(r"^www\d*\.")
SLASHES = re.compile("//+")
# What stands unescaped in a key: everything printable of ASCII but the escape sign itself.
PLAIN = "!\"$&'()*+,/:;<=>?@[\\]^`{|}~"


def surt(url: str) -> str:
    """`https://www.example.org/B?b&a` as `org,example)/b?a&b` (Sort-friendly URI Reordering Transform).

    The form that pywb, cdxj-indexer and ReplayWeb.page agree on: lower case, without `www`, scheme, fragment, default
    port and closing slash. What is no URL of the web is its own key.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return url
    host = WWW.sub("", _ascii(parts.hostname))
    place = ",".join(reversed(host.split(".")))
    if port and port != DEFAULT_PORTS[parts.scheme]:
        place += f":{port}"
    path = SLASHES.sub("/", _escaped_once(parts.path).lower())
    query = "&".join(sorted(_escaped_once(parts.query).lower().split("&")))
    return f"{place}){path.rstrip('/') or '/'}{'?' + query if query else ''}"


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return quote(host)


def _escaped_once(text: str) -> str:
    return quote(unquote_to_bytes(text), safe=PLAIN)
