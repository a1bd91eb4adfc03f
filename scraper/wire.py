"""Downloads over HTTP/1.1 and keeps, beside what Scrapy makes of it, the heads as they went over the wire.

Scrapy's own handler forgets the reason phrase, and the case and order of header lines. Here each response comes with a
`Wire` in its request's `meta["wire"]`. To be set for both schemes in DOWNLOAD_HANDLERS.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.web._newclient import HEADER

from archive.captures import Role
from archive.warc.exchange import Exchange, Headers, Truncation, Wire

TRUNCATIONS = {
    "dataloss": Truncation.DISCONNECT,  # Scrapy's flags; the first comes with DOWNLOAD_FAIL_ON_DATALOSS = False only
    "download_stopped": Truncation.UNSPECIFIED,
    "download_timeout": Truncation.TIME,  # ours
}
# What is said to a plain HTTP proxy and not passed on: the server's name before the path, and the proxy's own headers.
ABSOLUTE_TARGET = re.compile(rb"\A(\S+ )https?://[^/?#\s]*(?=\S* HTTP/)", re.IGNORECASE)
PROXY_LINE = re.compile(rb"\r\nProxy-[^\r\n]*", re.IGNORECASE)


class WireDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, with `meta["wire"]`.

    Where DOWNLOAD_FAIL_ON_DATALOSS is off, a page whose download timed out half way is kept like one whose connection
    broke, with the flag `download_timeout`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory  # noqa: SLF001  (as Scrapy's handler does)

    async def download_request(self, request: Request) -> Response:
        """As Scrapy's; a `wire` that came along from a redirected request goes first."""
        request.meta.pop("wire", None)
        agent = _Agent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))


def exchange_of_wire(
    wire: Wire, response: Response, *, site: str | None = None, role: Role | None = None, part_of: str | None = None
) -> Exchange:
    """The response with its heads as they came, for a WARC record; to be asked before its content is decoded."""
    protocol, _, status_line = wire.response[0].decode("latin-1").partition(" ")
    return Exchange(
        url=response.url,
        fetched_at=wire.began_at,
        payload=response.body,
        headers=headers_of(wire.response[1:]),
        status=response.status,
        status_line=status_line,
        protocol=protocol,
        site=site,
        role=role,
        part_of=part_of,
        wire=wire,
        truncated=next((TRUNCATIONS[flag] for flag in response.flags if flag in TRUNCATIONS), None),
    )


def headers_of(lines: Iterable[bytes]) -> Headers:
    """Names and values, all in their order; folded lines are joined (RFC 9112, section 5.2), others need a colon."""
    unfolded: list[bytes] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"} and unfolded:
            unfolded[-1] = unfolded[-1].rstrip() + b" " + line.strip()
        else:
            unfolded.append(line)
    parts = (line.decode("latin-1").partition(":") for line in unfolded)
    return [(name.strip(), value.strip()) for name, colon, value in parts if colon]


def as_the_origin_saw(request: bytes) -> bytes:
    """A request that went to a plain HTTP proxy, in the form in which it goes on from there (RFC 9112, section 3.2)."""
    head, blank, body = request.partition(b"\r\n\r\n")
    head = ABSOLUTE_TARGET.sub(_with_path, head, count=1)
    return PROXY_LINE.sub(b"", head) + blank + body


def _with_path(found: re.Match[bytes]) -> bytes:
    follows = found.string[found.end() : found.end() + 1]
    return found[1] if follows == b"/" else found[1] + b"/"


class _Agent(_ScrapyAgent):
    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        wire: Wire = txresponse.wire
        if request.meta.get("proxy"):
            wire = Wire(as_the_origin_saw(wire.request), wire.response, wire.began_at)
        request.meta["wire"] = wire
        return super()._cb_bodyready(txresponse, request)

    def _cb_timeout(self, result: Any, request: Request, url: str, timeout: float) -> Any:
        try:
            return super()._cb_timeout(result, request, url, timeout)
        except DownloadTimeoutError:
            txresponse: Any = self._txresponse
            if self._fail_on_dataloss or txresponse is None:
                raise
            body = txresponse._bodyProtocol._bodybuf.getvalue()  # noqa: SLF001  (Scrapy's reader keeps it there)
            return self._cb_bodydone({"txresponse": txresponse, "body": body, "flags": ["download_timeout"]}, url)


class _Parser(_LenientHTTPClientParser):
    """Keeps the lines of the last head, which is that of the response: informational ones (1xx) come before."""

    lines: list[bytes]

    def statusReceived(self, status: bytes) -> None:  # noqa: N802  (Twisted's name)
        self.lines = [status]
        super().statusReceived(status)  # type: ignore[no-untyped-call]

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  (Twisted's name)
        if self.state == HEADER and line.removesuffix(b"\r"):
            self.lines.append(line.removesuffix(b"\r"))
        super().lineReceived(line)


class _Protocol(_LenientHTTP11ClientProtocol):
    """One connection, on which one exchange follows the other; each has a parser and a record of its own."""

    def request(self, request: Any) -> Deferred[Any]:
        sent: list[bytes] = []
        write = request.writeTo
        request.writeTo = lambda transport: write(_Recorded(transport, sent))
        began_at = datetime.now(UTC)
        response: Deferred[Any] = super().request(request)
        parser: Any = self._parser
        # As Scrapy swaps its own parser in: there is no other way to name one.
        parser.__class__ = _Parser

        def attach(txresponse: Any) -> Any:
            ip_address = getattr(txresponse, "_scrapy_ip_address", None)
            txresponse.wire = Wire(
                b"".join(sent), tuple(parser.lines), began_at, str(ip_address) if ip_address else None
            )
            return txresponse

        return response.addCallback(attach)


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802  (Twisted's name)
        del addr
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Recorded:
    """A transport that also keeps what is written to it."""

    def __init__(self, transport: Any, sent: list[bytes]) -> None:
        self._transport = transport
        self._sent = sent

    def write(self, data: bytes) -> None:
        self._sent.append(data)
        self._transport.write(data)

    def writeSequence(self, lines: Iterable[bytes]) -> None:  # noqa: N802  (Twisted's name)
        self.write(b"".join(lines))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
