"""Which addresses belong to the public web: judged by their form, and after name resolution by their number.

Sources: the IANA special-purpose address registries (RFC 6890, as `ipaddress` knows them), RFC 6761 and RFC 6762 for
names, the forms of IPv4 that `inet_aton` takes (decimal, octal, hexadecimal, fewer than four parts), and the bad ports
of the Fetch standard.
"""

import socket
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, unquote, urlsplit

LOCAL_ENDINGS = (".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa", ".onion")
# What a router may map to IPv4 inside: NAT64 (RFC 6052, RFC 8215); the wrapped address counts.
NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
# In the registries, but not in `ipaddress` before Python 3.12.4.
LATE = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"), ip_network("5f00::/16"), ip_network("3fff::/20"))
LOW_WEB_PORTS = frozenset({80, 81, 82, 83, 84, 85, 86, 88, 89, 90, 443})
# Above 1023 only what is known for another service: Fetch's bad ports, and databases that listen there by default.
OTHER_SERVICES = frozenset(
    {1433, 1521, 1719, 1720, 1723, 2049, 2375, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 6000, 6379}
    | {6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9200, 9300, 10080, 10250, 11211, 27017}
)
Address = IPv4Address | IPv6Address


def reason_against(url: str) -> str | None:
    """Why a URL must not be asked for, judged without a look-up; `None` when it may be."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "the address is malformed"
    if parts.scheme not in {"http", "https"}:
        return f"a {parts.scheme or 'relative'}: address is no page on the web"
    if "@" in parts.netloc or "\\" in url:
        return "the address hides its host behind a name or a backslash"
    if against := _host_against(parts):
        return against
    if port is not None and port not in LOW_WEB_PORTS and (port < 1024 or port in OTHER_SERVICES):
        return f"port {port} serves no web pages"
    return None


def _host_against(parts: SplitResult) -> str | None:
    host = plain_host(parts.hostname or "")
    if not host:
        return "the address has no host"
    if (address := address_of(host)) is not None:
        return f"{address} is no public address" if is_private(address) else None
    if "." not in host or host.endswith(LOCAL_ENDINGS):
        return f"{host} is a name of the local network"
    return None


def plain_host(host: str) -> str:
    """A host name as a resolver would read it: unescaped, full-width forms and full stops folded, no final dot."""
    folded = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".")
    return folded.lower().partition("%")[0].rstrip(".")


def address_of(host: str) -> Address | None:
    """The address that a host states instead of a name, in any spelling that a C library takes."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        pass
    # inet_aton ignores what follows a space, and takes no empty text.
    if not host or not host[0].isdigit() or not host.isascii() or " " in host:
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_private(address: Address) -> bool:
    """True for addresses that are not on the public web (loopback, private, shared, reserved …), wrapped or bare."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if wrapped is None and any(address in network for network in NAT64):
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped:
            return is_private(wrapped)
        if address.is_site_local or int(address) >> 32 == 0:  # ::/96, the old IPv4-compatible form
            return True
    return not address.is_global or address.is_multicast or address.is_reserved or any(address in net for net in LATE)


def lies_in(host: str, domain: str) -> bool:
    """True for the domain itself and for every host in it."""
    return host == domain or host.endswith(f".{domain}")
