"""A server that answers with the bytes it is told, plain, as an HTTP proxy, or through a CONNECT tunnel."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.replica.tls import server_context, write_certificate

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST


@dataclass(frozen=True)
class Answer:
    """Bytes to send; then the connection stays open, is closed, reset, or silent for some seconds."""

    data: bytes
    end: str = "keep"


@dataclass
class RawServer:
    """`answers` by path. `heard` has every request with the number of its connection."""

    answers: Mapping[str, Answer]
    folder: Path
    heard: list[tuple[int, bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._tls = server_context(write_certificate(["localhost"], self.folder))
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._socket.close()

    def _accept(self) -> None:
        number = 0
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            number += 1
            threading.Thread(target=self._serve, args=[connection, number], daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            while request := read_head(connection):
                target = request.split(b" ", 2)[1].decode()
                if request.startswith(b"CONNECT"):
                    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    connection = self._tls.wrap_socket(connection, server_side=True)
                    continue
                self.heard.append((number, request))
                answer = self.answers["/" + target.partition("://")[2].partition("/")[2] if "://" in target else target]
                connection.sendall(answer.data)
                if answer.end != "keep":
                    break
            else:
                return
            if answer.end == "silent":
                time.sleep(8)
            if answer.end == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        except (OSError, ssl.SSLError):
            pass
        finally:
            connection.close()


def read_head(connection: socket.socket) -> bytes:
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        more = connection.recv(1)
        if not more:
            return b""
        data += more
    return data
