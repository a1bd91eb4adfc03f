"""What the parts of a crawl tell each other about a request and its answer."""

from dataclasses import dataclass
from datetime import datetime

from scrapy import Request
from scrapy.http import Headers, Response

from archive.captures import Role
from archive.errors import StorageError
from archive.frontier import Lease
from archive.records import Failure

LEASE = "lease"  # the names under which a request's meta holds its parts
PURPOSE = "purpose"
CAPTURED = "captured"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a request is made for."""

    role: Role
    part_of: str | None = None


@dataclass(slots=True)
class Captured:
    """An answer on its way into the archive; the recorder notes the row of its capture."""

    fetched_at: datetime
    status: int
    row: int | None = None

    def note(self, row: int | None) -> None:
        """The page is kept, or after all not."""
        self.row = row

    def kept(self) -> int:
        """The row, for what is done in the recorder after the page was handed in.

        Raises:
            StorageError: the page could not be kept.
        """
        if self.row is None:
            raise StorageError("a page could not be kept; free some space and run this again")
        return self.row


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a spider yields: an article's page that is fetched with its continuations, or why it could not be.

    `url` is the address that answered, `asked` the one that the site's list named. A page that is missing without a
    failure may be missing: the day without a paper, the page behind the last one of a list. One that failed is not
    asked for again until `not_before`, where the site said so.
    """

    url: str
    asked: str
    captured: Captured | None
    lease: Lease | None
    failure: Failure | None = None
    not_before: datetime | None = None


def lease_of(request: Request | None) -> Lease | None:
    """The row of the frontier that a request works on."""
    return request.meta.get(LEASE) if request is not None else None


def captured_of(response: Response | None) -> Captured | None:
    """What the capture middleware noted about a response; `None` where it is switched off."""
    request = response.request if response is not None else None
    return request.meta.get(CAPTURED) if request is not None else None


def wire_headers(headers: Headers) -> list[tuple[str, str]]:
    """Header lines in their order; bytes beyond ASCII survive as latin-1 (RFC 9110, section 5.5)."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]
