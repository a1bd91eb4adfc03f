"""A running replica and a plain client that talks to it over real sockets."""

import ssl
from collections.abc import Callable, Iterator
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from scraper.replica.server import Replica


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


@pytest.fixture(scope="session")
def replica() -> Iterator[Replica]:
    with Replica(stories=12, seed=7) as running:
        yield running


@pytest.fixture(scope="session")
def fetch(replica: Replica) -> Callable[..., Answer]:
    """One request through the proxy of `replica` or `of` another; the body comes as it went over the wire."""

    def through(url: str, method: str = "GET", of: Replica = replica, **headers: str) -> Answer:
        parts, proxy = urlsplit(url), urlsplit(of.proxy)
        assert proxy.hostname
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=of.certificate)
            connection: HTTPConnection = HTTPSConnection(proxy.hostname, proxy.port, timeout=5, context=context)
            connection.set_tunnel(parts.netloc, 443)
        else:
            connection = HTTPConnection(proxy.hostname, proxy.port, timeout=5)
        target = url.partition(parts.netloc)[2] if parts.scheme == "https" else url
        try:
            connection.request(method, target, headers={n.replace("_", "-"): value for n, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    return through
