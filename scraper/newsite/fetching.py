"""How a look gets its pages: an answer, or why there is none."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from archive.records import RawPage

NOT_SAVED = "not among the saved pages"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that could not be had: `reason` in words, `status` where a server answered."""

    url: str
    reason: str
    status: int = 0


Answer = RawPage | Refusal
Get = Callable[[str], Awaitable[Answer]]
