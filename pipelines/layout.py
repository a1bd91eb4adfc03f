"""The shape of site knowledge: where one site kept each part of an article, and in which years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS selectors for one template of one site.

    Every field is a tuple of selectors, tried in order; the first that yields text wins. `body` selects the element
    that holds the paragraphs, `drop` elements inside it that are not text. `since` and `until` are the first and last
    local day on which pages of this template were published, so that old pages stay readable after a redesign.
    """

    name: str
    body: tuple[str, ...]
    title: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SiteLayouts:
    """The layouts of many sites by domain, in a form that can be sent to another process."""

    by_domain: Mapping[str, Sequence[Layout]]

    def __call__(self, url: str) -> Sequence[Layout]:
        """Those of the closest domain above the host of `url`."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return ()
        while host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return ()
