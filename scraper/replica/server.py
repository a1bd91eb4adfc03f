"""The replica as an HTTP proxy on the loopback interface; it never opens a connection itself."""

import asyncio
import socket
import threading
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from scraper.replica.catalogue import SITES, chosen
from scraper.replica.hostile.faults import HEALTHY, Fault
from scraper.replica.model import Truth
from scraper.replica.reply import Reply, message, reply_with
from scraper.replica.tls import server_context, write_certificate
from scraper.replica.world import World

MAX_HEADERS = 200
IDLE = 30.0  # seconds until an idle connection is closed


class Served(NamedTuple):
    """One request as the replica saw and answered it; status 0 means that no answer was sent."""

    method: str
    url: str
    headers: Mapping[str, str]
    status: int


class Replica:
    """Copies of the sites with invented news, behind a proxy, for as long as the `with` block lasts.

    `stories` is the number of different stories (each is on several sites, on some in several templates), `seed` draws
    them, `sites` are the sites by name: those copied by hand, unless the catalogue's others are asked for. From twelve
    stories on, every template of every site has an article.

    Raises:
        ValueError: a name in `sites` is unknown.
        OSError: on entering, `port` is taken.
    """

    def __init__(self, stories: int = 12, seed: int = 7, *, sites: Iterable[str] = SITES, port: int = 0) -> None:
        self.world = World(chosen(sites), stories, seed)
        self.requests: list[Served] = []
        self._open: set[asyncio.StreamWriter] = set()
        self._faults: dict[str, tuple[Fault, int | None]] = {}
        self._port = port
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="replica", daemon=True)

    @property
    def proxy(self) -> str:
        """The proxy's own address, for `http_proxy`, `https_proxy` or `request.meta["proxy"]`."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def truth(self) -> tuple[Truth, ...]:
        """What a perfect reader finds, one record for each article that some list links to."""
        return self.world.truth

    @property
    def extra(self) -> tuple[Truth, ...]:
        """The same for mirrored pages that no list links to."""
        return self.world.extra

    @property
    def forbidden(self) -> tuple[str, ...]:
        """URLs that lists link to and robots.txt forbids; nothing may ever ask for them."""
        return self.world.forbidden

    def misbehave(self, prefix: str, fault: Fault, times: int | None = None) -> None:
        """Answer for URLs that start with `prefix` with a fault, `times` times or always; the longest prefix wins."""
        self._faults[prefix] = (fault, times)

    def behave(self) -> None:
        """Forget all faults."""
        self._faults.clear()

    def edit(self, url: str, *, title: str | None = None, text: str | None = None) -> None:
        """Print an article anew; `text` is paragraphs joined by newlines. `truth` follows."""
        self.world.edit(url, title=title, text=text)

    def delete(self, url: str, status: int = 404) -> None:
        """Take an article away: it answers 404 or 410, redirects home (301, 302), or says so (200). `truth` follows."""
        self.world.delete(url, status)

    def redesign(self, site: str, keep: Collection[str] = (), *, dates: bool = True, encoding: str = "utf-8") -> None:
        """Print a site's articles on a template that nobody knows, but for the addresses to `keep`. `truth` follows."""
        self.world.redesign(site, keep, dates=dates, encoding=encoding)

    def restore(self, url: str) -> None:
        """Print an article that was deleted as it was before. `truth` follows."""
        self.world.restore(url)

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", self._port))
        self._port = self._socket.getsockname()[1]
        self._folder = TemporaryDirectory(prefix="replica-")
        self.certificate = write_certificate(self.world.hosts, Path(self._folder.name))
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._folder.cleanup()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._context = server_context(self.certificate)
        server = await asyncio.start_server(self._connection, sock=self._socket)
        self._ready.set()
        await self._stop.wait()
        server.close()
        for wire in self._open:
            wire.transport.abort()

    async def _connection(self, reader: asyncio.StreamReader, wire: asyncio.StreamWriter) -> None:
        self._open.add(wire)
        try:
            await self._converse(reader, wire)
        except (OSError, asyncio.IncompleteReadError, ValueError):
            pass  # the client went away, was too slow (TimeoutError is an OSError) or does not speak HTTP
        except asyncio.CancelledError:
            pass  # the replica stops; Python 3.11 logs a traceback for a cancelled connection
        finally:
            self._open.discard(wire)
            wire.close()

    async def _converse(self, reader: asyncio.StreamReader, wire: asyncio.StreamWriter) -> None:
        origin = ""
        while not wire.is_closing() and (request := await asyncio.wait_for(read_request(reader), IDLE)):
            method, target, headers = request
            if method == "CONNECT":
                origin = await self._tunnel(target, headers, wire)
                continue
            await self._answer(method, origin + target, headers, wire)
            if headers.get("connection", "").lower() == "close":
                break

    async def _tunnel(self, target: str, headers: Mapping[str, str], wire: asyncio.StreamWriter) -> str:
        host = target.rpartition(":")[0]
        if host not in self.world.hosts:
            self.requests.append(Served("CONNECT", target, headers, 502))
            unknown = message(502, f"{host} is not part of the replica")
            wire.write(unknown.head() + unknown.body)
            wire.close()
            return ""
        wire.write(Reply(200).head())
        await wire.drain()
        if not all(fault.tls for prefix, (fault, _) in self._faults.items() if f"https://{host}/".startswith(prefix)):
            wire.write(message(400).head())
            wire.close()
            return ""
        await wire.start_tls(self._context)
        return f"https://{host}"

    async def _answer(self, method: str, url: str, headers: Mapping[str, str], wire: asyncio.StreamWriter) -> None:
        reply = self._healthy(method, url, headers)
        if method == "HEAD":
            reply = Reply(reply.status, reply.headers)
        fault = self._fault(url)
        reply = fault.change(url, reply)
        self.requests.append(Served(method, url, headers, reply.status))
        await fault.send(reply, wire)

    def _healthy(self, method: str, url: str, headers: Mapping[str, str]) -> Reply:
        if (urlsplit(url).hostname or "") not in self.world.hosts:
            return message(502, "this host is not part of the replica")
        if method not in {"GET", "HEAD"}:
            return message(405, allow="GET, HEAD")
        if page := self.world.pages.get(url):
            return reply_with(page, headers)
        return message(self.world.gone.get(url, 404))

    def _fault(self, url: str) -> Fault:
        prefix = max((prefix for prefix in self._faults if url.startswith(prefix)), key=len, default=None)
        if prefix is None:
            return HEALTHY
        fault, times = self._faults[prefix]
        if times == 0:
            return HEALTHY
        self._faults[prefix] = (fault, None if times is None else times - 1)
        return fault


async def read_request(reader: asyncio.StreamReader) -> tuple[str, str, dict[str, str]] | None:
    """Method, target and headers (lower-case names) of the next request; `None` at the end or on nonsense."""
    words = (await reader.readline()).decode("latin-1").split()
    if len(words) != 3:
        return None
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        name, colon, value = (await reader.readline()).decode("latin-1").partition(":")
        if not colon:
            break
        headers[name.strip().lower()] = value.strip()
    await reader.readexactly(min(int(headers.get("content-length", "0") or 0), 1 << 20))
    return words[0], words[1], headers
