"""What servers do to catch, mislead or drown a crawler, one function each; `faults` holds what breaks by accident."""

import asyncio
import gzip
import zlib
from collections.abc import Iterable
from functools import cache
from itertools import count

import brotli  # type: ignore[import-untyped]  # has no types; Scrapy brings it

from scraper.replica.hostile.faults import MEGABYTE, Fault, with_body, without
from scraper.replica.reply import Reply, message

# One invented verification page for each family of protection: status, headers, body.
CHALLENGES: dict[str, tuple[int, dict[str, str], str]] = {
    "cloudflare": (
        403,
        {"cf_mitigated": "challenge"},
        "<title>Just a moment...</title><script>_cf_chl_opt={}</script>",
    ),
    "ruishu": (412, {}, "<meta id='x' content='a1b2'><script>$_ts=window['$_ts'];$_ts.nsd=1</script>"),
    "ruishu-202": (202, {}, "<script>$_ts=window['$_ts'];$_ts.cd='0'</script><script src='/x.js'></script>"),
    "jiasule": (521, {}, "<script>document.cookie=('_')+('_')+('j')+('s');location.href=location.pathname</script>"),
    "slider": (200, {}, "<title>安全验证</title><div id='nc_1'>请按住滑块，拖动到最右边</div>"),
    "code": (200, {}, "<h1>访问过于频繁，请输入验证码后继续</h1><form><input name='code'></form>"),
    "edgeone": (567, {}, "<script>var a={'__tst_status':1};</script>"),
}


def challenge(kind: str) -> Fault:
    """Answer with a verification page of one of the families in `CHALLENGES`."""
    status, headers, markup = CHALLENGES[kind]
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{markup}</body></html>"
    return Fault(lambda _url, _reply: message(status, page, content_type="text/html; charset=utf-8", **headers))


def packed_bomb(encoding: str = "br", megabytes: int = 64) -> Fault:
    """A small body that unpacks to `megabytes`, as brotli, deflate or doubly packed gzip."""

    def change(_: str, reply: Reply) -> Reply:
        return with_body(reply, bomb(encoding, megabytes), content_encoding=encoding)

    return Fault(change)


@cache
def bomb(encoding: str, megabytes: int) -> bytes:
    """The bytes of a bomb."""
    if encoding == "br":
        return bytes(brotli.compress(b" " * MEGABYTE * megabytes, quality=1))
    return blanks(megabytes, 15) if encoding == "deflate" else gzip.compress(blanks(megabytes, 31))


def blanks(megabytes: int, wbits: int) -> bytes:
    """Packed blanks."""
    packer = zlib.compressobj(level=9, wbits=wbits)
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def unpacked(reply: Reply) -> Reply:
    """The reply with its body as it is without gzip."""
    packed = reply.headers.get("Content-Encoding") == "gzip"
    return with_body(without(reply, "Content-Encoding"), gzip.decompress(reply.body)) if packed else reply


def unknown_encoding(name: str = "lzma2020") -> Fault:
    """A body that calls itself packed in a way that nobody knows."""
    return Fault(lambda _, reply: without(reply, content_encoding=name))


def cut_gzip(share: float = 0.7) -> Fault:
    """Real gzip cut short, with a Content-Length that fits: only the stream itself tells."""

    def change(_: str, reply: Reply) -> Reply:
        body = gzip.compress(unpacked(reply).body)
        return with_body(reply, body[: int(len(body) * share)], content_encoding="gzip")

    return Fault(change)


def header_flood(megabytes: int = 64) -> Fault:
    """Headers that do not end for `megabytes`."""

    async def send(_: Reply, wire: asyncio.StreamWriter) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(megabytes * 1024):
            await asyncio.sleep(0)  # lets the loop notice that the client hung up
            if wire.is_closing():
                break
            wire.write(b"X-Filler-%d: " % number + b"x" * 1000 + b"\r\n")
            await wire.drain()
        wire.close()

    return Fault(send=send)


def with_nuls() -> Fault:
    """NUL bytes between the tags of the page."""

    def change(_: str, reply: Reply) -> Reply:
        plain = unpacked(reply)
        return with_body(plain, plain.body.replace(b"<p", b"\0\0<p"))

    return Fault(change)


def plain_instead_of_tls() -> Fault:
    """For an https host: speak no TLS behind the tunnel."""
    return Fault(tls=False)


def page_of_links(urls: Iterable[str], around: str = "<ul>{}</ul>") -> Fault:
    """A list page with these links; `around` is the list's own markup with a place for the entries."""
    entries = "".join(f'<li><span>2026-01-01</span><a href="{url}">标题</a></li>' for url in urls)
    body = f"<html><body>{around.format(entries)}</body></html>".encode()
    return Fault(lambda _, reply: with_body(without(reply, "Content-Encoding", content_type="text/html"), body))


def calendar(base: str, around: str = "<ul>{}</ul>") -> Fault:
    """A list whose every page leads on to another, for ever, each with a new link."""
    number = count(1000)

    def change(_url: str, _reply: Reply) -> Reply:
        page = next(number)
        entry = f'<li><span>2026-01-01</span><a href="{base}{page}.html">第{page}期</a></li>'
        body = f'<html><body>{around.format(entry)}<p id="flip"><a href="index_{page}.htm">下一页</a></p></body></html>'
        return with_body(Reply(200, {"Content-Type": "text/html; charset=utf-8"}), body.encode())

    return Fault(change)
