"""Says in plain words why nothing came; Scrapy and Twisted say it in class names."""

from typing import Self

from OpenSSL.SSL import Error as TlsError
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Request
from twisted.python.failure import Failure

from scraper.manners.refusal import NetworkError


class PlainWords:
    """Downloader middleware behind retries: what they gave up gets a reason that a person understands."""

    def __init__(self, crawler: Crawler) -> None:
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise the same in plain words, where it is known."""
        if words := self._words(request, exception):
            tries = request.meta.get("retry_times", 0) + 1
            raise NetworkError(words + (f" ({tries} tries)" if tries > 1 else "")) from exception

    def _words(self, request: Request, exception: Exception) -> str | None:
        match exception:
            case DownloadTimeoutError():
                return f"timeout: the whole page did not come within {request.meta.get('download_timeout', 0):g} s"
            case CannotResolveHostError():
                return "the name of the host cannot be resolved"
            case DownloadConnectionRefusedError():
                return "the host refused the connection"
            case DownloadCancelledError():
                return f"the answer has more than {self._most / 1e6:.0f} MB, more than any page; not kept"
            case UnsupportedURLSchemeError():
                return "the address is no page on the web"
            case TunnelError():
                return "the proxy could not reach the host"
            case DownloadFailedError():
                return broken(exception)
            case _:
                return None


def broken(exception: Exception) -> str:
    """How a connection broke: on its encryption, or otherwise."""
    causes = [*getattr(exception.__cause__, "reasons", ()), exception.__cause__]
    values = [cause.value if isinstance(cause, Failure) else cause for cause in causes]
    if any(isinstance(value, TlsError) for value in values):
        return "the encryption (TLS) failed"
    return "the connection broke off before the answer was complete"
