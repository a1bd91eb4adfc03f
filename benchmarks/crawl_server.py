"""A site of generated news pages of about 40 kB, as an HTTP proxy on loopback that costs as little as it can.

Run: python -m benchmarks.crawl_server PAGES; prints its port, serves until its input ends.
"""

import asyncio
import random
import sys
from collections.abc import Sequence
from functools import cache

from benchmarks.notices import story

HOST = "news.example"
LINKS_ON_A_LIST = 50
SECTIONS = ("要闻", "维权", "劳模", "基层", "评论", "理论", "图片", "视频", "专题", "行业", "地方", "国际")
SCRIPT = "<script>(function(w,d){w.stat={id:%d,page:'%s',at:new Date()};})(window,document);</script>"


def article_url(number: int) -> str:
    """The address of an article."""
    return f"http://{HOST}/c/{number}.html"


def list_url(number: int) -> str:
    """The address of a list page, from 1."""
    return f"http://{HOST}/list_{number}.html"


def surroundings(seed: int) -> tuple[str, str]:
    """What stands before and behind an article on its page: menus, scripts, share buttons, lists of other headlines.

    In number of elements (about 430) and links (about 130) like the median of real news pages of that size.
    """
    chance = random.Random(seed)
    headlines = [story(1_000_000 + n, 24).splitlines()[0][:24] for n in range(120)]
    menu = "".join(f'<li class="m{n}"><a href="/s/{n}/">{chance.choice(SECTIONS)}</a></li>' for n in range(24))
    scripts = "".join(SCRIPT % (n, "x" * 300) for n in range(40))
    style = "<style>" + "".join(f".c{n}{{margin:0 {n}px;padding:{n}px;color:#333}}" for n in range(60)) + "</style>"
    search = "<form action='/q'><input name='w'><select><option>全部</option></select><button>搜索</button></form>"
    before = (
        f"<body><div class='top'><div class='logo'><img src='/l.png'></div><ul>{menu}</ul>{search}</div><div class='w'>"
    )
    boxes = "".join(
        f"<div class='box'><h3>{chance.choice(SECTIONS)}</h3>{entries(n, headlines)}</div>" for n in range(5)
    )
    footer = "".join(f'<a href="/about/{n}.html">{chance.choice(SECTIONS)}</a> | ' for n in range(20))
    share = (
        "<div class='share'>分享到：" + "".join(f"<a href='#'><i class='s{n}'></i></a>" for n in range(6)) + "</div>"
    )
    behind = f"{share}</div><div class='side'>{boxes}</div><div class='foot'><p>{footer}</p></div></body></html>"
    return style + scripts + "</head>" + before, behind


def entries(box: int, headlines: Sequence[str]) -> str:
    """A box of other headlines."""
    found = (
        f'<li><span>10-{n + 10}</span><a href="/c/{box}{n}.html" title="{headlines[box * 14 + n]}">'
        f"{headlines[box * 14 + n]}</a></li>"
        for n in range(14)
    )
    return f"<ul>{''.join(found)}</ul>"


BEFORE, BEHIND = surroundings(7)


@cache
def own_part(number: int) -> str:
    """What only this page has: an article of about 900 characters."""
    lines = story(number, 900).split("\n")
    title = f"{lines[0][:22]}之{number}"
    body = "".join(f'<p style="text-indent:2em"><span style="font-size:16px">　　{line}</span></p>' for line in lines)
    day = f"2026-{number % 9 + 1:02}-{number % 28 + 1:02} 10:{number % 60:02}"
    return (
        f"<title>{title}-要闻-新闻网</title>@<div class='article'><h1>{title}</h1>"
        f"<div class='info'>{day} 来源：工人日报 作者：李明"
        f"</div><div class='content'>{body}<p>（责任编辑：王华）</p></div></div>"
    )


def article(number: int) -> bytes:
    """The whole page."""
    own = own_part(number).replace("@", BEFORE, 1)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{own}{BEHIND}".encode()


def list_page(number: int, pages: int) -> bytes:
    """The links of one list page, and one to the next."""
    first = (number - 1) * LINKS_ON_A_LIST
    numbers = range(first, min(first + LINKS_ON_A_LIST, pages))
    items = "".join(f'<li><a href="{article_url(n)}">{n}</a></li>' for n in numbers)
    following = f'<a class="next" href="{list_url(number + 1)}">下一页</a>' if first + LINKS_ON_A_LIST < pages else ""
    return f"<html><body><ul class='list'>{items}</ul>{following}</body></html>".encode()


class Server(asyncio.Protocol):
    """HTTP/1.1 with persistent connections, for clients that wait for an answer before they ask again."""

    pages = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            path = self._buffer.split(b" ", 2)[1].decode().removeprefix(f"http://{HOST}")
            self._buffer = self._buffer[end + 4 :]
            body = self._body(path)
            status = b"200 OK" if body else b"404 Not Found"
            head = b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(head % (status, len(body)) + body)

    def _body(self, path: str) -> bytes:
        kind, _, number = path.removesuffix(".html").rpartition("/" if path.startswith("/c/") else "_")
        if kind == "/c":
            return article(int(number))
        return list_page(int(number), self.pages) if kind == "/list" else b""


async def serve(pages: int) -> None:
    """Until standard input ends."""
    Server.pages = pages
    for number in range(pages):
        own_part(number)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
