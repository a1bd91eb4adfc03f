"""Why a page was not fetched or not kept: the exceptions that reach a request's errback.

LeftAloneError           the text is the reason, one line for the `failures` table
├── RefusalError         the site said no: a status, a verification page, Retry-After, too many errors
├── RobotsError          robots.txt forbids it, or could not be read
├── GuardError           this crawler does not go there: a private address, another site, another scheme
├── DamageError          something came that cannot be read
└── NetworkError         nothing came
"""

from datetime import datetime

from scrapy.exceptions import IgnoreRequest


class LeftAloneError(IgnoreRequest):
    """A page that was left alone; `not_before` is the earliest moment to ask again, where one is known."""

    def __init__(self, reason: str, not_before: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.not_before = not_before


class RefusalError(LeftAloneError):
    """The site said no."""


class RobotsError(LeftAloneError):
    """robots.txt forbids it, or could not be read."""


class GuardError(LeftAloneError):
    """This crawler does not go there."""


class DamageError(LeftAloneError):
    """What came cannot be read."""


class NetworkError(LeftAloneError):
    """Nothing came."""
